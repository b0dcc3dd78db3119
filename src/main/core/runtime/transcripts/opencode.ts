import path from "node:path";
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import { z } from "zod";
import type { ModelUsage, TranscriptChunk, TranscriptPlace, TranscriptReader, TranscriptTurn } from "../adapter.ts";
import { cost, count, object, text, toolCall, turn } from "./line-format.ts";
import { firstThere, homeOf } from "./look-up.ts";

/** What was read of the parts: up to this one, in the order of their making. */
const cursorSchema = z.object({ at: z.number(), id: z.string() });

/** Parts in one go. */
const PARTS = 500;

/**
 * OpenCode: one database for all sessions, which is read and never written. A session is named behind the file, as in
 * `…/opencode.db#ses_…`; those of its sub-agents are its children. A fork begins with copies of messages, times included.
 */
export const opencodeReader: TranscriptReader = {
  async find(place) {
    const data = place.env["XDG_DATA_HOME"] ?? path.join(homeOf(place), ".local", "share");
    const file = await firstThere([path.join(data, "opencode", "opencode.db")]);
    if (file === undefined) return undefined;
    return withDatabase(file, (database) => {
      const id = findSession(database, place);
      return id === undefined ? undefined : `${file}#${id}`;
    });
  },
  async read(file, cursor, place) {
    const mark = file.lastIndexOf("#");
    const session = file.slice(mark + 1);
    return withDatabase(file.slice(0, mark), (database) => readSession(database, session, { cursor, place }));
  },
};

/** Opened for one reading, so that nothing of it is held on to. */
function withDatabase<T>(file: string, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 500 });
  try {
    return use(database);
  } finally {
    database.close();
  }
}

function findSession(database: DatabaseSync, { runtimeSession, worktree, startedAt }: TranscriptPlace) {
  const found =
    runtimeSession === undefined
      ? database
          .prepare(
            "SELECT id FROM session WHERE directory = ? AND parent_id IS NULL AND time_created >= ? ORDER BY time_created DESC LIMIT 1",
          )
          .get(worktree, startedAt)
      : database.prepare("SELECT id FROM session WHERE id = ?").get(runtimeSession);
  return text(found?.["id"]);
}

/** The session and those of its sub-agents. */
const FAMILY =
  "WITH RECURSIVE family(id) AS (SELECT ? UNION SELECT session.id FROM session JOIN family ON session.parent_id = family.id)";

function readSession(
  database: DatabaseSync,
  session: string,
  { cursor, place }: { readonly cursor: string | undefined; readonly place: TranscriptPlace },
): TranscriptChunk {
  const { startedAt, endedAt = Number.MAX_SAFE_INTEGER } = place;
  const usage = database
    .prepare(
      `${FAMILY} SELECT data ->> 'modelID' AS model, sum(data ->> '$.tokens.input') AS input,
       sum(data ->> '$.tokens.output') + sum(coalesce(data ->> '$.tokens.reasoning', 0)) AS output,
       sum(data ->> '$.tokens.cache.read') AS cache_read, sum(data ->> '$.tokens.cache.write') AS cache_write,
       sum(data ->> 'cost') AS cost FROM message WHERE session_id IN family AND json_valid(data)
       AND data ->> 'role' = 'assistant' AND time_created BETWEEN ? AND ? GROUP BY 1`,
    )
    .all(session, startedAt, endedAt)
    .flatMap(usageOf);
  const last = database
    .prepare(
      `SELECT time_created AS at, data FROM message WHERE session_id = ? AND json_valid(data) AND data ->> 'role' = 'assistant'
       AND data ->> '$.tokens.total' > 0 ORDER BY time_created DESC LIMIT 1`,
    )
    .get(session);
  const parts = readParts(database, session, readCursor(cursor));
  const newest = Math.max(parts.cursor.at, count(last?.["at"]));
  return {
    cursor: JSON.stringify(parts.cursor),
    turns: parts.turns,
    usage,
    at: newest > 0 ? newest : undefined,
    ...contextOf(last?.["data"]),
    unreadable: parts.unreadable,
    more: parts.more,
  };
}

function usageOf(row: Record<string, SQLOutputValue>): readonly ModelUsage[] {
  const model = text(row["model"]);
  if (model === undefined) return [];
  const { input, output, cache_read: read, cache_write: write } = row;
  const tokens = { input: count(input), output: count(output), cacheRead: count(read), cacheWrite: count(write) };
  return [{ model, ...tokens, ...cost(row["cost"]) }];
}

function contextOf(data: SQLOutputValue | undefined): Pick<TranscriptChunk, "context"> {
  const message = parse(data);
  const used = count(object(message?.["tokens"])?.["total"]);
  const model = text(message?.["modelID"]);
  return used === 0 || model === undefined ? {} : { context: { used, model } };
}

function readParts(database: DatabaseSync, session: string, from: z.infer<typeof cursorSchema>) {
  const given: readonly SQLInputValue[] = [session, from.at, from.at, from.id, PARTS];
  const rows = database
    .prepare(
      `SELECT part.id AS id, part.time_created AS at, part.data AS data, message.data ->> 'role' AS role
       FROM part JOIN message ON message.id = part.message_id WHERE part.session_id = ?
       AND (part.time_created > ? OR (part.time_created = ? AND part.id > ?)) ORDER BY part.time_created, part.id LIMIT ?`,
    )
    .all(...given);
  let cursor = from;
  let unreadable = 0;
  const turns: TranscriptTurn[] = [];
  for (const row of rows) {
    const at = count(row["at"]);
    cursor = { at, id: text(row["id"]) ?? "" };
    const part = parse(row["data"]);
    if (part === undefined) unreadable += 1;
    else for (const one of turnsOf(part, row["role"] === "user" ? "user" : "agent")) turns.push({ ...one, at });
  }
  return { cursor, turns, unreadable, more: rows.length === PARTS };
}

function turnsOf(part: Readonly<Record<string, unknown>>, who: "user" | "agent") {
  if (part["type"] === "text") return turn(who, text(part["text"]) ?? "");
  if (part["type"] !== "tool") return [];
  const state = object(part["state"]);
  return [...toolCall(text(part["tool"]) ?? "tool", state?.["input"]), ...turn("tool", text(state?.["output"]) ?? "")];
}

function readCursor(cursor: string | undefined): z.infer<typeof cursorSchema> {
  const parsed = cursorSchema.safeParse(parse(cursor));
  return parsed.success ? parsed.data : { at: 0, id: "" };
}

function parse(data: SQLOutputValue | undefined): Readonly<Record<string, unknown>> | undefined {
  if (typeof data !== "string") return undefined;
  try {
    return object(JSON.parse(data));
  } catch {
    return undefined;
  }
}
