import { readdir } from "node:fs/promises";
import path from "node:path";
import { firstThere, foldersIn, homeOf } from "./look-up.ts";
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
 * Claude Code: `projects/<folder, dashes for all else than letters and digits>/<session>.jsonl` below its configuration,
 * those of sub-agents in `<session>/subagents/`. An answer is written once for each part it has, with the same id of message
 * and request; the last has the final counts. A fork begins with a copy of its predecessor, times included.
 */
export const claudeFormat: LineFormat = {
  async find(place) {
    const { runtimeSession } = place;
    if (runtimeSession === undefined) return undefined;
    const projects = path.join(place.env["CLAUDE_CONFIG_DIR"] ?? path.join(homeOf(place), ".claude"), "projects");
    const file = `${runtimeSession}.jsonl`;
    const own = path.join(projects, place.worktree.replaceAll(/[^a-zA-Z0-9]/g, "-"), file);
    // The worktree may be given back by now, and its path be unknown.
    return (
      (await firstThere([own])) ?? firstThere((await foldersIn(projects)).map((folder) => path.join(folder, file)))
    );
  },
  async companions(file) {
    const folder = path.join(file.slice(0, -".jsonl".length), "subagents");
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => name.endsWith(".jsonl")).map((name) => path.join(folder, name));
  },
  read(line) {
    const type = text(line["type"]);
    if (type === undefined) return undefined;
    const at = time(line["timestamp"]);
    const message = object(line["message"]);
    if (message === undefined || (type !== "user" && type !== "assistant")) return { at };
    if (type === "user") return { at, turns: line["isMeta"] === true ? [] : userTurns(message["content"]) };
    return { at, ...assistant(line, message) };
  },
};

function assistant(line: Line, message: Line): Omit<LineMeaning, "at"> {
  const turns = list(message["content"]).flatMap((part) => {
    const block = object(part);
    if (block?.["type"] === "text") return turn("agent", text(block["text"]) ?? "");
    return block?.["type"] === "tool_use" ? toolCall(text(block["name"]) ?? "tool", block["input"]) : [];
  });
  const until = limitEnd(turns.map((one) => one.text).join("\n"));
  const limited = until === undefined ? {} : { rateLimitedUntil: until };
  const model = text(message["model"]);
  const usage = object(message["usage"]);
  // What the CLI says itself, as of an error, is of the model "<synthetic>".
  if (usage === undefined || model === undefined || model === "<synthetic>") return { turns, ...limited };
  const tokens = {
    input: count(usage["input_tokens"]),
    output: count(usage["output_tokens"]),
    cacheRead: count(usage["cache_read_input_tokens"]),
    cacheWrite: count(usage["cache_creation_input_tokens"]),
  };
  const key = `${text(message["id"]) ?? text(line["uuid"]) ?? ""} ${text(line["requestId"]) ?? ""}`;
  const used = tokens.input + tokens.cacheRead + tokens.cacheWrite + tokens.output;
  const context = line["isSidechain"] === true ? {} : { context: { used, model } };
  return { turns, usage: { key, model, ...tokens }, ...context, ...limited };
}

function userTurns(content: unknown): LineMeaning["turns"] {
  if (typeof content === "string") return turn("user", content);
  return list(content).flatMap((part) => {
    const block = object(part);
    if (block?.["type"] === "text") return turn("user", text(block["text"]) ?? "");
    return block?.["type"] === "tool_result" ? turn("tool", resultText(block["content"])) : [];
  });
}

function resultText(content: unknown): string {
  if (typeof content === "string") return content;
  return list(content)
    .map((part) => text(object(part)?.["text"]) ?? "")
    .join("\n");
}

/** `Claude AI usage limit reached|1749924000`: seconds since 1970. */
function limitEnd(said: string): number | undefined {
  const seconds = /usage limit reached\|(\d{10})\b/.exec(said)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
