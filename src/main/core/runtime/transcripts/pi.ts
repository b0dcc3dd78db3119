import path from "node:path";
import { readFirstLine } from "./first-line.ts";
import { filesIn, foldersIn, homeOf } from "./look-up.ts";
import {
  type Line,
  type LineFormat,
  type LineMeaning,
  cost,
  count,
  list,
  object,
  text,
  time,
  toolCall,
  turn,
} from "./line-format.ts";

/**
 * pi: `sessions/--<folder, dashes for slashes>--/<time>_<session>.jsonl`. It tells what each answer cost by prices of its own.
 * A fork begins with a copy of its predecessor, times included.
 */
export const piFormat: LineFormat = {
  async find(place) {
    const { env, runtimeSession, worktree, startedAt } = place;
    const agent = env["PI_CODING_AGENT_DIR"] ?? path.join(homeOf(place), ".pi", "agent");
    const sessions = env["PI_CODING_AGENT_SESSION_DIR"] ?? path.join(agent, "sessions");
    const own = path.join(sessions, `--${worktree.replace(/^[/\\]/, "").replaceAll(/[/\\:]/g, "-")}--`);
    if (runtimeSession !== undefined) {
      const isOf = (name: string) => name.endsWith(`_${runtimeSession}.jsonl`);
      for (const folder of [own, sessions, ...(await foldersIn(sessions))]) {
        const [found] = await filesIn(folder, isOf);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    const [newest] = await filesIn(own, (name) => name.endsWith(".jsonl"));
    const head = newest === undefined ? undefined : await readFirstLine(newest);
    return (time(head?.["timestamp"]) ?? 0) >= startedAt ? newest : undefined;
  },
  read(line) {
    const type = text(line["type"]);
    if (type === undefined) return undefined;
    const at = time(line["timestamp"]);
    const message = type === "message" ? object(line["message"]) : undefined;
    if (message === undefined) return { at };
    switch (message["role"]) {
      case "user":
        return { at, turns: parts(message["content"], "user") };
      case "toolResult":
        return { at, turns: parts(message["content"], "tool") };
      case "assistant":
        return { at, turns: parts(message["content"], "agent"), ...answer(line, message) };
      default:
        return { at };
    }
  },
};

function answer(line: Line, message: Line): Omit<LineMeaning, "at"> {
  const usage = object(message["usage"]);
  const model = text(message["model"]);
  const key = text(line["id"]);
  if (usage === undefined || model === undefined || key === undefined) return {};
  const tokens = {
    input: count(usage["input"]),
    output: count(usage["output"]),
    cacheRead: count(usage["cacheRead"]),
    cacheWrite: count(usage["cacheWrite"]),
  };
  const used = tokens.input + tokens.output + tokens.cacheRead + tokens.cacheWrite;
  return { usage: { key, model, ...tokens, ...cost(object(usage["cost"])?.["total"]) }, context: { used, model } };
}

function parts(content: unknown, who: "user" | "agent" | "tool"): LineMeaning["turns"] {
  if (typeof content === "string") return turn(who, content);
  return list(content).flatMap((raw) => {
    const part = object(raw);
    if (part?.["type"] === "toolCall") return toolCall(text(part["name"]) ?? "tool", part["arguments"]);
    return part?.["type"] === "text" ? turn(who, text(part["text"]) ?? "") : [];
  });
}
