import { mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import type { TokenCounts } from "../../../shared/model/usage.ts";
import { SCHEMA_VERSION, schema } from "./usage-schema.ts";

/** What a session has used since it was last asked, of one model. */
export interface UsageDelta extends TokenCounts {
  readonly model: string;
  /** US dollars, only where the runtime itself told. */
  readonly toldUsd: number | undefined;
}

/** How far the reading of a session's transcript has come. */
export interface FollowedSession {
  readonly id: string;
  /** Absolute; undefined while none was found. */
  readonly transcript: string | undefined;
  /** The runtime's own session that it is of; another one has another transcript. */
  readonly runtimeSession: string | undefined;
  /** The reader's own; undefined before the first reading. */
  readonly cursor: string | undefined;
  /** Totals that the samples add up to, by model, as JSON of the follower's. */
  readonly totals: string;
  readonly unreadable: number;
  /** It is paid for by a subscription; undefined where its transcript does not tell. */
  readonly isSubscription: boolean | undefined;
  /** Nothing is to come: the session has ended and was read to its end. */
  readonly isDone: boolean;
  readonly problem: string | undefined;
}

/** One session's use of one model within an hour, or within whatever was asked for. */
export interface UsageSample extends TokenCounts {
  readonly session: string;
  readonly model: string;
  /** Beginning of the hour, ms since 1970. */
  readonly hour: number;
  readonly toldUsd: number | undefined;
  readonly firstAt: number;
  readonly lastAt: number;
}

/**
 * Samples of tokens and cost, in a file of this machine's own: one row per session, model and hour, so that its size is
 * bounded by the hours worked. Losing the file loses no work; transcripts that are still there are read again.
 */
export interface UsageStore extends Disposable {
  followed(session: string): FollowedSession | undefined;
  /** Keeps where the reading stands and what it brought, in one step: a crash counts nothing twice and leaves nothing out. */
  put(state: FollowedSession, at: number, deltas: readonly UsageDelta[]): void;
  /** In no particular order; `since` and `until` to the hour. */
  samples(range: { readonly since?: number | undefined; readonly until?: number | undefined }): Iterable<UsageSample>;
  /** Of a few sessions. */
  samplesOf(sessions: readonly string[]): readonly UsageSample[];
  /** Sessions that are known to be paid for by a subscription. */
  subscribed(): ReadonlySet<string>;
  /** Sessions that could not be measured, with the reason. */
  problems(): ReadonlyMap<string, string>;
  /** Forgets what is older. */
  prune(before: number): void;
}

export const HOUR_MS = 3_600_000;

export function usageFile(workspaceDir: string): string {
  return path.join(workspaceDir, ".drover", "usage", "usage.db");
}

/** Opens the store. A file that makes no sense is kept aside, told, and begun anew. */
export function openUsageStore(file: string, told: (problem: string) => void): UsageStore {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    return storeOver(prepare(file));
  } catch (error) {
    const aside = `${file}.bad`;
    renameSync(file, aside);
    told(`The samples of token use cannot be read and were kept as ${aside}: ${String(error)}`);
    return storeOver(prepare(file));
  }
}

function prepare(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 1_000 });
  try {
    // Samples can be worked out again: a crash of the machine may take the last ones, the file stays whole.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
    if (version > SCHEMA_VERSION) throw new Error(`it is of a newer version of Drover (${version})`);
    database.exec(schema);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function storeOver(database: DatabaseSync): UsageStore {
  const read = database.prepare("SELECT * FROM sessions WHERE id = ?");
  const keep = database.prepare(
    `INSERT INTO sessions (id, transcript, runtime_session, cursor, totals, unreadable, subscription, done, problem, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET transcript = excluded.transcript,
     runtime_session = excluded.runtime_session, cursor = excluded.cursor, totals = excluded.totals, unreadable = excluded.unreadable,
     subscription = excluded.subscription, done = excluded.done,
     problem = excluded.problem, updated_at = excluded.updated_at`,
  );
  const add = database.prepare(
    `INSERT INTO samples (session, model, hour, input, output, cache_read, cache_write, told_usd, first_at, last_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session, model, hour) DO UPDATE SET
     input = input + excluded.input, output = output + excluded.output, cache_read = cache_read + excluded.cache_read,
     cache_write = cache_write + excluded.cache_write,
     told_usd = CASE WHEN excluded.told_usd IS NULL THEN told_usd ELSE coalesce(told_usd, 0) + excluded.told_usd END,
     first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`,
  );
  const range = database.prepare("SELECT * FROM samples WHERE hour >= ? AND hour < ?");
  const ofSession = database.prepare("SELECT * FROM samples WHERE session = ?");
  const troubled = database.prepare("SELECT id, problem FROM sessions WHERE problem IS NOT NULL");
  const subscriptions = database.prepare("SELECT id FROM sessions WHERE subscription = 1");

  return {
    followed(session) {
      const row = read.get(session);
      return row === undefined ? undefined : followedOf(row);
    },
    put(state, at, deltas) {
      const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
      database.exec("BEGIN IMMEDIATE");
      try {
        const { transcript = null, runtimeSession = null, cursor = null, problem = null } = state;
        keep.run(
          ...([state.id, transcript, runtimeSession, cursor, state.totals, state.unreadable] as const),
          ...([flagOf(state.isSubscription), flagOf(state.isDone), problem, at] as const),
        );
        for (const { model, input, output, cacheRead, cacheWrite, toldUsd = null } of deltas) {
          add.run(state.id, model, hour, input, output, cacheRead, cacheWrite, toldUsd, at, at);
        }
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    *samples({ since = 0, until = Number.MAX_SAFE_INTEGER }) {
      const from = Math.floor(since / HOUR_MS) * HOUR_MS;
      for (const row of range.iterate(from, until)) yield sampleOf(row);
    },
    samplesOf: (sessions) => sessions.flatMap((session) => ofSession.all(session).map(sampleOf)),
    subscribed: () => new Set(subscriptions.all().map((row) => text(row, "id"))),
    problems: () => new Map(troubled.all().map((row) => [text(row, "id"), text(row, "problem")])),
    prune(before) {
      database.prepare("DELETE FROM samples WHERE hour < ?").run(before);
      database.prepare("DELETE FROM sessions WHERE done = 1 AND updated_at < ?").run(before);
    },
    [Symbol.dispose]() {
      database.close();
    },
  };
}

type Row = Record<string, SQLOutputValue>;

function followedOf(row: Row): FollowedSession {
  return {
    id: text(row, "id"),
    transcript: optionalText(row, "transcript"),
    runtimeSession: optionalText(row, "runtime_session"),
    cursor: optionalText(row, "cursor"),
    totals: text(row, "totals"),
    unreadable: Number(row["unreadable"]),
    isSubscription: row["subscription"] === null ? undefined : row["subscription"] === 1,
    isDone: row["done"] === 1,
    problem: optionalText(row, "problem"),
  };
}

function sampleOf(row: Row): UsageSample {
  return {
    session: text(row, "session"),
    model: text(row, "model"),
    hour: Number(row["hour"]),
    input: Number(row["input"]),
    output: Number(row["output"]),
    cacheRead: Number(row["cache_read"]),
    cacheWrite: Number(row["cache_write"]),
    toldUsd: row["told_usd"] === null ? undefined : Number(row["told_usd"]),
    firstAt: Number(row["first_at"]),
    lastAt: Number(row["last_at"]),
  };
}

function flagOf(value: boolean | undefined): 0 | 1 | null {
  return value === undefined ? null : value ? 1 : 0;
}

function text(row: Row, column: string): string {
  return optionalText(row, column) ?? "";
}

function optionalText(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === "string" ? value : undefined;
}
