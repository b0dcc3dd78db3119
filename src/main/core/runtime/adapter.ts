import type { RuntimeSignal } from "../../../shared/model/runtime-signal.ts";

/**
 * The small code beside a runtime's data: what templates cannot say. One per agent CLI, in `adapters/`. Everything an adapter
 * installs belongs to one session and goes with it: files in the session's folder, arguments, variables; never the user's
 * own configuration.
 */
export interface RuntimeAdapter {
  /**
   * Makes what the program needs to tell what it does, and to begin without its first-run dialogs. A failure to write is
   * thrown: a session that cannot be watched is not started.
   */
  equip?(order: EquipOrder): Promise<Equipment>;
  /** The flags that `equip` may pass, so that a check can look for them in the help. */
  readonly flags?: readonly string[];
  /** What a call of its hooks (`drover signal EVENT`, payload on stdin) says. Pure; an unknown event says nothing. */
  readHook?(event: string, payload: unknown): RuntimeSignal;
  /**
   * What the hook prints, so that the program takes `message` in as context or as its next turn; undefined where this event
   * cannot carry one. Pure.
   */
  answerHook?(event: string, message: string): string | undefined;
  /**
   * Hands a message to the running session past its terminal, as a prompt of its own: taken in at once, or after the turn
   * that it is in. `sessionDir` is the folder that `equip` was given. The receipt is the signal `took`.
   */
  deliver?(sessionDir: string, message: string): Promise<void>;
  /** Where it keeps what was said in a session, and how to read that. */
  readonly transcript?: TranscriptReader;
}

export interface EquipOrder {
  /** A folder of the session's own for what is made here, there and empty, mode 0700; removed when the session has ended. */
  readonly sessionDir: string;
  readonly worktree: string;
  /** Whether the user consented that questions are skipped, which includes trusting the folder. */
  readonly unattended: boolean;
  /** Absolute path of the `drover` that hooks call. */
  readonly drover: string;
  /** The environment that the session will have. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether this very version's `--help` lists a flag. True where its help could not be read. */
  knows(flag: string): boolean;
}

/** What is added to a launch: arguments right after the command's own, variables over the session's. */
export interface Equipment {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What is known of a session when its transcript is looked for. */
export interface TranscriptPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly sessionDir: string;
  readonly worktree: string;
  /**
   * When the session began and ended, ms since 1970. A resumed or forked one shares a transcript with its predecessor, or
   * begins with a copy of it: what is outside of this time was counted there.
   */
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
  readonly runtimeSession: string | undefined;
}

/** Reads a runtime's transcripts, forward from a cursor, without holding on to the file. */
export interface TranscriptReader {
  /** Absolute path; undefined while there is none. */
  find(place: TranscriptPlace): Promise<string | undefined>;
  /**
   * What is new behind the cursor, a bounded piece at a time; an absent cursor is the beginning, and so is one of a file
   * that was replaced or cut since. Unreadable lines are counted, never thrown; a half-written last line is left for later.
   */
  read(path: string, cursor: string | undefined, place: TranscriptPlace): Promise<TranscriptChunk>;
}

export interface TranscriptChunk {
  /** What was read and what it added up to, as text; bounded in length. */
  readonly cursor: string;
  /** New ones, also from before the session began. */
  readonly turns: readonly TranscriptTurn[];
  /** Total use of the whole session so far, per model. */
  readonly usage: readonly ModelUsage[];
  /** Time of the newest record so far, ms since 1970. */
  readonly at: number | undefined;
  /** How full the context was at the last answer, and the model that it is of. */
  readonly context?: { readonly used: number; readonly size?: number; readonly model?: string };
  readonly rateLimitedUntil?: number;
  /** It is paid for by a subscription, where the transcript tells. */
  readonly isSubscription?: boolean;
  /** Lines of this piece that are not what they should be. */
  readonly unreadable: number;
  /** There is more behind the cursor already. */
  readonly more: boolean;
}

export interface TranscriptTurn {
  readonly at: number;
  readonly who: "user" | "agent" | "tool";
  readonly text: string;
}

/** Tokens as billed: `input` without what was read from or written to a cache. `costUsd` only where the runtime itself tells. */
export interface ModelUsage {
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly costUsd?: number;
}
