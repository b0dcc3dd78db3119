import { z } from "zod";

/**
 * The verbs of a PTY host and what it says of its sessions. Only the core talks to a host; bytes of terminals go as
 * terminal frames on the same connection. Additions keep the number; a change that old ends misunderstand raises it.
 */
export const PTY_HOST_PROTOCOL = 2;

/**
 * A core speaks to hosts back to this number, so that what runs outlives an upgrade. 1: hosts that do not know `seen`, so
 * that what is typed may meet a screen that changed in the last millisecond.
 */
export const OLDEST_PTY_HOST_PROTOCOL = 1;

/** One host holds at most so many running sessions, so that one failure is not everybody's. */
export const SESSIONS_PER_HOST = 25;

const session = z.string().min(1).max(100);
const cols = z.int().min(2).max(1000);
const rows = z.int().min(1).max(1000);

export const ptyHostEndpoint = z.object({
  id: z.string(),
  pid: z.int().positive(),
  /** Path of the Unix socket. */
  socket: z.string(),
  /** Whoever knows it may type into every terminal: the file is readable by its owner alone. */
  token: z.string(),
  protocol: z.int(),
  version: z.string(),
  startedAt: z.int(),
});
export type PtyHostEndpoint = z.infer<typeof ptyHostEndpoint>;

export const spawnRequest = z.object({
  session,
  file: z.string().min(1),
  args: z.array(z.string()),
  cwd: z.string(),
  /** The whole environment of the program, save TERM and COLORTERM, which the host knows. */
  env: z.record(z.string(), z.string()),
  cols,
  rows,
  /** A folder of this session alone, for its output; made when needed. */
  historyFolder: z.string(),
});
export type SpawnRequest = z.infer<typeof spawnRequest>;

export const sessionReport = z.object({
  session,
  pid: z.int(),
  cols,
  rows,
  startedAt: z.int(),
  /** Absent while it runs. `code` is -1 when a signal ended it. */
  exit: z.object({ code: z.int(), signal: z.int(), at: z.int() }).optional(),
  title: z.string(),
  /** When the program last wrote something; 0 if never. */
  outputAt: z.int(),
  outputBytes: z.int(),
  /** When a person last typed into it; 0 if never. Nudges do not count. */
  userInputAt: z.int(),
  /** Whether the last thing they typed is a line that they did not finish. */
  draft: z.boolean().optional(),
  /** When it last rang the bell; 0 if never. */
  bellAt: z.int(),
  bracketedPaste: z.boolean(),
  alternateScreen: z.boolean(),
  /** Its processes were stopped by `pause`. */
  paused: z.boolean(),
  viewers: z.int(),
});
export type SessionReport = z.infer<typeof sessionReport>;

const changed = { session, at: z.int() };

/** What happens to sessions. `activity` and `title` come at most about once a second per session. */
export const ptyEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("started"), ...changed, pid: z.int() }),
  z.object({ type: z.literal("exited"), ...changed, code: z.int(), signal: z.int() }),
  /** `bytes` were written since the last of these. */
  z.object({ type: z.literal("activity"), ...changed, bytes: z.int() }),
  z.object({ type: z.literal("title"), ...changed, title: z.string() }),
  z.object({ type: z.literal("notification"), ...changed, title: z.string(), body: z.string() }),
  z.object({ type: z.literal("bell"), ...changed }),
  /** A person typed; `draft` when a line that they began is not finished. */
  z.object({ type: z.literal("user-input"), ...changed, draft: z.boolean().optional() }),
  z.object({ type: z.literal("mode"), ...changed, bracketedPaste: z.boolean(), alternateScreen: z.boolean() }),
  z.object({ type: z.literal("resized"), ...changed, cols, rows }),
  z.object({ type: z.literal("paused"), ...changed, paused: z.boolean() }),
]);
export type PtyEvent = z.infer<typeof ptyEvent>;

/** Signals that may be sent to what runs in a terminal. */
export const SESSION_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGKILL", "SIGUSR1", "SIGUSR2"] as const;
export type SessionSignal = (typeof SESSION_SIGNALS)[number];

export const sessionPeek = z.object({
  cols,
  rows,
  /** One per row, without trailing blanks. */
  lines: z.array(z.string()),
  /** From 0. */
  cursor: z.object({ x: z.int(), y: z.int() }),
  title: z.string(),
  outputAt: z.int(),
  /** As of that moment, to be given back as `seen`. Absent from hosts of older builds. */
  outputBytes: z.int().optional(),
  userInputAt: z.int().optional(),
  bracketedPaste: z.boolean().optional(),
});
export type SessionPeek = z.infer<typeof sessionPeek>;

/**
 * What the caller saw of a session before it types: when the program has written or a person typed since, nothing is
 * typed (`moved-on`), so that no text meets a screen that nobody looked at.
 */
export const seenBefore = z.object({ outputBytes: z.int(), userInputAt: z.int() });
export type SeenBefore = z.infer<typeof seenBefore>;

const bySession = z.object({ session });

/** What is looked for; see model/text-query.ts. */
export const textQuery = z.strictObject({
  text: z.string().min(1).max(500),
  matchCase: z.boolean().optional(),
  wholeWord: z.boolean().optional(),
  /** The text is a regular expression. */
  isPattern: z.boolean().optional(),
});

export const terminalMatch = z.object({
  /** The line that it begins in, as it is wrapped on the screen, counted from the oldest of all that is kept. */
  row: z.int(),
  /** The whole line, or the part around the match where it is long. */
  text: z.string(),
  /** Where in `text` it is, in UTF-16 units. */
  at: z.int(),
  length: z.int(),
  before: z.array(z.string()),
  after: z.array(z.string()),
});
export type TerminalMatch = z.infer<typeof terminalMatch>;

export const searchAnswer = z.object({
  /** The newest so many as were asked for, oldest first. */
  matches: z.array(terminalMatch),
  /** All of them. */
  total: z.int(),
  /** Lines that were looked through, of history and screen. */
  lines: z.int(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
const done = z.object({});

/** A request of the core, with what goes in and what comes back. */
export interface PtyHostVerb<I, O> {
  readonly name: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
}

function verb<I, O>(name: string, input: z.ZodType<I>, output: z.ZodType<O>): PtyHostVerb<I, O> {
  return { name, input, output };
}

/** Every request a host takes. Codes beyond `bad-input` and `unknown-verb` are named at each. */
export const ptyHostVerbs = {
  /** `session-exists`, `host-full`, `spawn-failed`. */
  spawn: verb("spawn", spawnRequest, sessionReport),
  list: verb("list", z.object({}), z.object({ sessions: z.array(sessionReport) })),
  /** Opens a stream of terminal frames: a snapshot, then what follows. `session-not-found`. */
  attach: verb(
    "attach",
    z.object({ session, cols, rows, mode: z.enum(["watch", "control"]) }),
    z.object({ stream: z.int(), cols, rows }),
  ),
  /** Opens a stream that shows the screen as cells, an update for each `ask`. Unknown to older hosts. `session-not-found`. */
  cells: verb("cells", bySession, z.object({ stream: z.int(), cols, rows })),
  /** Of either kind of stream. `stream-not-found`. */
  detach: verb("detach", z.object({ stream: z.int() }), done),
  /** Sends the stream a fresh snapshot that has up to so many lines above the screen. `stream-not-found`. */
  scrollback: verb(
    "scrollback",
    z.object({ stream: z.int(), lines: z.int().min(1).max(100_000) }),
    z.object({ lines: z.int() }),
  ),
  /**
   * The orchestrator types: control characters are taken out, it is pasted if the program knows bracketed paste, and
   * submitted by Enter after `submitDelayMs` (agents' terminals take a line end that comes with a paste for a part of
   * it); without a delay it is not submitted. `session-not-found`, `session-exited`, `input-full`, `moved-on`.
   */
  nudge: verb(
    "nudge",
    z.object({
      session,
      text: z.string(),
      submitDelayMs: z.int().min(0).max(10_000).optional(),
      seen: seenBefore.optional(),
    }),
    done,
  ),
  /** Single keys by their bytes, e.g. Escape to interrupt a turn; nothing is changed in them. Fails like `nudge`. */
  keys: verb("keys", z.object({ session, text: z.string(), seen: seenBefore.optional() }), done),
  /** To all processes of the session. `session-not-found`, `session-exited`. */
  signal: verb("signal", z.object({ session, signal: z.enum(SESSION_SIGNALS) }), done),
  /** SIGTERM, SIGHUP at half of the grace, SIGKILL at its end. Answers when it has exited. `session-not-found`. */
  stop: verb("stop", z.object({ session, graceMs: z.int().min(0).max(600_000) }), z.object({ code: z.int() })),
  pause: verb("pause", bySession, done),
  resume: verb("resume", bySession, done),
  /** What stands on the screen. `session-not-found`. */
  peek: verb("peek", bySession, sessionPeek),
  /**
   * Looks through the history and the screen of a session, or of one that no host has any more whose output is still in
   * that folder. `session-not-found`, `bad-pattern`, `search-too-slow`. Unknown to hosts of older builds.
   */
  search: verb(
    "search",
    z.object({
      session,
      folder: z.string(),
      query: textQuery,
      limit: z.int().min(1).max(1_000),
      context: z.int().min(0).max(10),
    }),
    searchAnswer,
  ),
  /** Forgets an exited session. `session-not-found`, `session-running`. */
  collect: verb("collect", z.object({ session, keepHistory: z.boolean() }), done),
  /** The heartbeat. */
  ping: verb("ping", z.object({}), z.object({ sessions: z.int(), rssBytes: z.int() })),
  /** Ends the host, with all its sessions if `force`. `host-busy`. */
  shutdown: verb("shutdown", z.object({ force: z.boolean() }), done),
};

export type PtyHostVerbName = keyof typeof ptyHostVerbs;

/** The one stream of a host: `PtyEvent`s. Without a cursor it begins with what comes next. */
export const PTY_EVENTS_VERB = "events";
