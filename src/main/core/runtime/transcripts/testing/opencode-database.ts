import { readFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const row = z.object({
  id: z.string(),
  message_id: z.string().optional(),
  session_id: z.string(),
  time_created: z.number(),
  time_updated: z.number(),
  data: z.unknown(),
});
const sessionRow = z.object({
  id: z.string(),
  parent_id: z.string().nullable(),
  directory: z.string(),
  title: z.string(),
  time_created: z.number(),
  time_updated: z.number(),
});
const rows = z.object({ session: z.array(sessionRow), message: z.array(row), part: z.array(row) });

/** Writes a database like OpenCode's with the rows that a real one had; columns that nobody reads are left out. */
export async function writeOpencodeDatabase(file: string, fixture: string) {
  const { session, message, part } = rows.parse(JSON.parse(await readFile(fixture, "utf8")));
  using database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE session (id TEXT PRIMARY KEY, parent_id TEXT, directory TEXT, title TEXT, time_created INTEGER, time_updated INTEGER);
    CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);
    CREATE TABLE part (id TEXT PRIMARY KEY, message_id TEXT, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);`);
  const addSession = database.prepare("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)");
  for (const one of session) {
    addSession.run(one.id, one.parent_id, one.directory, one.title, one.time_created, one.time_updated);
  }
  const addMessage = database.prepare("INSERT INTO message VALUES (?, ?, ?, ?, ?)");
  for (const one of message) {
    addMessage.run(one.id, one.session_id, one.time_created, one.time_updated, JSON.stringify(one.data));
  }
  const addPart = database.prepare("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)");
  for (const one of part) {
    const { id, message_id: of = "", session_id: session_, time_created: made, time_updated: changed } = one;
    addPart.run(id, of, session_, made, changed, JSON.stringify(one.data));
  }
  return { sessions: session };
}
