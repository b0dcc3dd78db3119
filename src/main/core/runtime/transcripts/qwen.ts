import path from "node:path";
import { firstThere, foldersIn, homeOf } from "./look-up.ts";
import {
  type Line,
  type LineFormat,
  type LineMeaning,
  type Memory,
  count,
  list,
  object,
  text,
  time,
  toolCall,
  turn,
} from "./line-format.ts";

/**
 * Qwen Code: `projects/<folder, dashes for all else than letters and digits>/chats/<session>.jsonl`. Each answer of a model, also
 * one that only the CLI itself wanted, is told as `ui_telemetry`; versions without that tell it with the message.
 */
export const qwenFormat: LineFormat = {
  async find(place) {
    const { runtimeSession, env } = place;
    if (runtimeSession === undefined) return undefined;
    const root = env["QWEN_RUNTIME_DIR"] ?? env["QWEN_HOME"] ?? path.join(homeOf(place), ".qwen");
    const projects = path.join(root, "projects");
    const file = path.join("chats", `${runtimeSession}.jsonl`);
    const own = path.join(projects, place.worktree.replaceAll(/[^a-zA-Z0-9]/g, "-"), file);
    return (
      (await firstThere([own])) ?? firstThere((await foldersIn(projects)).map((folder) => path.join(folder, file)))
    );
  },
  read(line, memory) {
    const type = text(line["type"]);
    if (type === undefined) return undefined;
    const at = time(line["timestamp"]);
    const parts = list(object(line["message"])?.["parts"]);
    switch (type) {
      case "system":
        return { at, ...telemetry(object(line["systemPayload"]), memory) };
      case "user":
        return { at, turns: parts.flatMap((part) => turn("user", text(object(part)?.["text"]) ?? "")) };
      case "assistant":
        return { at, turns: parts.flatMap(agentTurns), ...ofMessage(line, memory) };
      case "tool_result":
        return { at, turns: parts.flatMap(resultTurns) };
      default:
        return { at };
    }
  },
};

function telemetry(payload: Line | undefined, memory: Memory): Omit<LineMeaning, "at"> {
  const event = object(payload?.["uiEvent"]);
  const model = text(event?.["model"]);
  const key = text(event?.["response_id"]);
  if (event?.["event.name"] !== "qwen-code.api_response" || model === undefined || key === undefined) return {};
  memory["hasTelemetry"] = true;
  const prompt = count(event["input_token_count"]);
  const cacheRead = Math.min(prompt, count(event["cached_content_token_count"]));
  const output = outputOf(count(event["total_token_count"]), prompt, count(event["output_token_count"]));
  return { usage: { key, model, input: prompt - cacheRead, output, cacheRead, cacheWrite: 0 } };
}

function ofMessage(line: Line, memory: Memory): Omit<LineMeaning, "at"> {
  const usage = object(line["usageMetadata"]);
  const model = text(line["model"]);
  const key = text(line["uuid"]);
  if (usage === undefined || model === undefined || key === undefined) return {};
  const prompt = count(usage["promptTokenCount"]);
  const cacheRead = Math.min(prompt, count(usage["cachedContentTokenCount"]));
  const output = outputOf(count(usage["totalTokenCount"]), prompt, count(usage["candidatesTokenCount"]));
  const context = { used: prompt + output, model };
  if (memory["hasTelemetry"] === true) return { context };
  return { usage: { key, model, input: prompt - cacheRead, output, cacheRead, cacheWrite: 0 }, context };
}

/** Thoughts are within the output for some providers and beside it for others; the total has them either way. */
function outputOf(total: number, prompt: number, output: number): number {
  return Math.max(output, total - prompt);
}

function agentTurns(part: unknown): readonly { readonly who: "agent" | "user" | "tool"; readonly text: string }[] {
  const block = object(part);
  const call = object(block?.["functionCall"]);
  if (call !== undefined) return toolCall(text(call["name"]) ?? "tool", call["args"]);
  return block?.["thought"] === true ? [] : turn("agent", text(block?.["text"]) ?? "");
}

function resultTurns(part: unknown): ReturnType<typeof agentTurns> {
  const response = object(object(object(part)?.["functionResponse"])?.["response"]);
  return turn("tool", text(response?.["output"]) ?? text(response?.["error"]) ?? "");
}
