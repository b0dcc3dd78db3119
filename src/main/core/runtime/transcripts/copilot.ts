import path from "node:path";
import { firstThere, homeOf } from "./look-up.ts";
import {
  type Line,
  type LineFormat,
  type LineMeaning,
  count,
  list,
  object,
  text,
  time,
  toolCall,
  turn,
} from "./line-format.ts";

/**
 * Copilot CLI: `session-state/<session>/events.jsonl`. Its `cost` counts requests of a plan, not money. Input includes what
 * was cached, output what was reasoned.
 */
export const copilotFormat: LineFormat = {
  async find(place) {
    const { runtimeSession } = place;
    if (runtimeSession === undefined) return undefined;
    const root = place.env["COPILOT_HOME"] ?? path.join(homeOf(place), ".copilot");
    return firstThere([path.join(root, "session-state", runtimeSession, "events.jsonl")]);
  },
  read(line) {
    const type = text(line["type"]);
    const data = object(line["data"]);
    if (type === undefined || data === undefined) return undefined;
    const at = time(line["timestamp"]);
    switch (type) {
      case "user.message":
        return { at, turns: turn("user", text(data["content"]) ?? "") };
      case "assistant.message":
        return { at, turns: said(data) };
      case "tool.execution_complete":
        return { at, turns: turn("tool", text(object(data["result"])?.["content"]) ?? "") };
      case "session.usage_record":
        return { at, ...answer(object(data["usage"])) };
      default:
        return { at };
    }
  },
};

function said(data: Line): LineMeaning["turns"] {
  const calls = list(data["toolRequests"]).flatMap((raw) => {
    const call = object(raw);
    return call === undefined ? [] : toolCall(text(call["name"]) ?? "tool", call["arguments"]);
  });
  return [...turn("agent", text(data["content"]) ?? ""), ...calls];
}

function answer(usage: Line | undefined): Omit<LineMeaning, "at"> {
  const model = text(usage?.["model"]);
  if (usage === undefined || model === undefined) return {};
  const key = text(object(usage["accounting"])?.["usageId"]) ?? text(usage["apiCallId"]);
  if (key === undefined) return {};
  const prompt = count(usage["inputTokens"]);
  const cacheRead = Math.min(prompt, count(usage["cacheReadTokens"]));
  const cacheWrite = Math.min(prompt - cacheRead, count(usage["cacheWriteTokens"]));
  const output = count(usage["outputTokens"]);
  const size = count(usage["maxPromptTokens"]);
  return {
    usage: { key, model, input: prompt - cacheRead - cacheWrite, output, cacheRead, cacheWrite },
    context: { used: prompt + output, model, ...(size > 0 ? { size } : {}) },
    // With keys of the user's own it is paid by the token; else by the plan.
    ...(usage["isByok"] === false ? { isSubscription: true } : {}),
  };
}
