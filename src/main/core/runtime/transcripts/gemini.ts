import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TranscriptPlace } from "../adapter.ts";
import { filesIn, foldersIn, homeOf } from "./look-up.ts";
import { readFirstLine } from "./first-line.ts";
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
 * Gemini CLI: `tmp/<name of the folder>/chats/session-<minute>-<first of the id>.jsonl`. A message is written again, with the
 * same id, when more of it is known; lines with `$set` change what was before them. Input includes what was cached, thoughts
 * stand beside the output.
 */
export const geminiFormat: LineFormat = {
  async find(place) {
    const root = place.env["GEMINI_CLI_HOME"] ?? homeOf(place);
    const folders = await chatsOf(path.join(root, ".gemini", "tmp"), place.worktree);
    const { runtimeSession: id } = place;
    for (const folder of folders) {
      const files = await filesIn(folder, (name) =>
        name.endsWith(id === undefined ? ".jsonl" : `-${id.slice(0, 8)}.jsonl`),
      );
      for (const file of files) if (await isSessionOf(file, place)) return file;
    }
    return undefined;
  },
  read(line) {
    if (line["$set"] !== undefined || line["$rewindTo"] !== undefined || line["sessionId"] !== undefined) {
      return { at: time(line["startTime"]) };
    }
    const id = text(line["id"]);
    if (id === undefined) return undefined;
    const at = time(line["timestamp"]);
    if (line["type"] === "user") return { at, turns: userTurns(line["content"]) };
    return line["type"] === "gemini" ? { at, ...answer(id, line) } : { at };
  },
};

/** The folder of the worktree first: it says itself whose it is. */
async function chatsOf(tmp: string, worktree: string): Promise<readonly string[]> {
  const folders = await foldersIn(tmp);
  const roots = await Promise.all(
    folders.map(async (folder) => ({
      folder,
      root: await readFile(path.join(folder, ".project_root"), "utf8").catch(() => ""),
    })),
  );
  const isOwn = ({ root }: { readonly root: string }) => worktree !== "" && root.trim() === worktree;
  return [...roots.filter(isOwn), ...roots.filter((one) => !isOwn(one))].map(({ folder }) =>
    path.join(folder, "chats"),
  );
}

async function isSessionOf(file: string, { runtimeSession, startedAt }: TranscriptPlace): Promise<boolean> {
  const head = await readFirstLine(file);
  if (runtimeSession !== undefined) return head?.["sessionId"] === runtimeSession;
  return (time(head?.["startTime"]) ?? 0) >= startedAt;
}

function answer(id: string, line: Line): Omit<LineMeaning, "at"> {
  const calls = list(line["toolCalls"]).flatMap((raw) => {
    const call = object(raw);
    if (call === undefined) return [];
    const result = text(call["resultDisplay"]);
    return [
      ...toolCall(text(call["name"]) ?? "tool", call["args"]),
      ...(result === undefined ? [] : turn("tool", result)),
    ];
  });
  // A message with tools is written before and after them: what it says comes with the first.
  const turns = calls.length > 0 ? calls : turn("agent", text(line["content"]) ?? "");
  const tokens = object(line["tokens"]);
  const model = text(line["model"]);
  if (tokens === undefined || model === undefined) return { turns };
  const prompt = count(tokens["input"]);
  const cacheRead = Math.min(prompt, count(tokens["cached"]));
  const usage = {
    key: id,
    model,
    input: prompt - cacheRead + count(tokens["tool"]),
    output: count(tokens["output"]) + count(tokens["thoughts"]),
    cacheRead,
    cacheWrite: 0,
  };
  return { turns, usage, context: { used: count(tokens["total"]), model } };
}

function userTurns(content: unknown): LineMeaning["turns"] {
  if (typeof content === "string") return turn("user", content);
  return list(content).flatMap((part) => {
    const said = text(object(part)?.["text"]);
    return said === undefined || said.startsWith("<session_context>") ? [] : turn("user", said);
  });
}
