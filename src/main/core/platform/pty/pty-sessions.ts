import type { Result } from "../../../../shared/model/result.ts";
import type {
  SearchAnswer,
  SeenBefore,
  SessionPeek,
  SessionReport,
  SessionSignal,
  SpawnRequest,
} from "../../../../shared/wire/pty-host-protocol.ts";
import type { TerminalFrame } from "../../../../shared/wire/terminal-frame.ts";
import type { TextQuery } from "../../../../shared/model/text-query.ts";
import type { StreamRequest } from "./host-link.ts";

/**
 * All PTY hosts of a workspace, as the core sees them: sessions by their ids, whichever host holds them. Hosts outlive
 * the core; disposing of this disconnects from them and ends nothing.
 */
export interface PtyHosts {
  /** Connects to hosts of an earlier core and says what they hold. To be awaited once, before anything else. */
  attach(): Promise<readonly FoundSession[]>;
  /** Whether that host may run and cannot be reached: nothing is known of what it holds until `host-found`. */
  isOutOfReach(host: string): boolean;
  /** Places the session on a host with room, or a new one. Fails also with `host-start-failed`, `too-many-host-starts`. */
  spawn(request: Omit<SpawnRequest, "historyFolder">): Promise<Result<{ readonly host: string; readonly pid: number }>>;
  list(): Promise<readonly SessionReport[]>;
  /** Types a text as one paste and, after a pause, Enter. Control characters are taken out. False: it takes no input. */
  paste(session: string, text: string, submitDelayMs?: number): Promise<boolean>;
  /** Puts a text in as one paste without submitting it; `moved-on` when the screen is not any more as it was seen. */
  put(session: string, text: string, seen: SeenBefore | undefined): Promise<Result<unknown>>;
  /** Presses keys, by their bytes; `moved-on` likewise. */
  keys(session: string, text: string, seen?: SeenBefore): Promise<Result<unknown>>;
  signal(session: string, signal: SessionSignal): Promise<Result<unknown>>;
  /** Gently, and hard after the grace. Resolves when the processes are gone, and at once when they are already. */
  stop(session: string, graceMs: number): Promise<void>;
  /** Freezes and thaws all its processes. */
  pause(session: string): Promise<Result<unknown>>;
  resume(session: string): Promise<Result<unknown>>;
  peek(session: string): Promise<Result<SessionPeek & { readonly text: string }>>;
  /**
   * Looks through what a session printed, also after its end for as long as that is kept. `session-not-found` when nothing
   * is; `unknown-verb` from hosts of older builds; see the verb for the others.
   */
  search(session: string, order: SearchRequest): Promise<Result<SearchAnswer>>;
  openViewer(session: string, request: ViewerRequest): Promise<Result<TerminalViewer>>;
  /** Shows its screen as cells: `cells` frames to the listener, one for each `ask`, and `exit` at the end. */
  openCells(session: string, onFrame: (frame: TerminalFrame) => void): Promise<Result<CellsViewer>>;
  /** Forgets a session that has ended, with its history. */
  collect(session: string): Promise<Result<unknown>>;
  /** Ends the hosts that run nothing, with what they kept of ended sessions: they would wait a day for the next core. */
  release(): Promise<void>;
  on(listener: (event: PtyHostsEvent) => void): Disposable;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface SearchRequest {
  readonly query: TextQuery;
  /** Matches told, the newest. */
  readonly limit: number;
  /** Lines before and after each. */
  readonly context: number;
}

export interface FoundSession {
  readonly session: string;
  readonly host: string;
  readonly report: SessionReport;
  /** Set when its program ended while no core was there. */
  readonly exit?: { readonly code: number };
}

export interface ViewerRequest extends Omit<StreamRequest, "session"> {
  /** Frames for the viewer; their stream numbers are the host's. */
  onFrame(frame: TerminalFrame): void;
}

/**
 * A viewer's way to a terminal. Acknowledgements go through to the host, so nothing is kept here.
 * A viewer whose host is lost gets `exit` with code -1.
 */
export interface TerminalViewer {
  readonly cols: number;
  readonly rows: number;
  /** Frames from the viewer; the stream number is put right. */
  send(frame: TerminalFrame): void;
  /** Asks for a fresh snapshot with so many lines of history. */
  scrollback(lines: number): Promise<Result<{ readonly lines: number }>>;
  close(): void;
}

/** Somebody who is shown a screen as cells. One whose host is lost gets `exit` with code -1. */
export interface CellsViewer {
  readonly cols: number;
  readonly rows: number;
  /** As in an `ask` frame. */
  ask(have: number): void;
  close(): void;
}

/** What happens to sessions and hosts. `lost`: the host is gone and the program with it. */
export type PtyHostsEvent =
  | ({ readonly session: string; readonly at: number } & (
      | { readonly type: "exit"; readonly code: number; readonly signal: number }
      | { readonly type: "lost" }
      | { readonly type: "title"; readonly title: string }
      /** Told at most about once a second while it prints; `bytes` since the last time. */
      | { readonly type: "output"; readonly bytes: number }
      /** A person typed into it; `draft`: a line that they began is not finished. */
      | { readonly type: "typed"; readonly draft?: boolean }
      | { readonly type: "notification"; readonly title: string; readonly body: string }
      | { readonly type: "bell" }
      | { readonly type: "mode"; readonly bracketedPaste: boolean; readonly alternateScreen: boolean }
      | { readonly type: "resized"; readonly cols: number; readonly rows: number }
      | { readonly type: "paused"; readonly paused: boolean }
    ))
  /**
   * A host that was out of reach was reached, with what it holds, or is gone, with nothing. Told once for each such host.
   */
  | {
      readonly type: "host-found";
      readonly host: string;
      readonly at: number;
      readonly sessions: readonly FoundSession[];
    }
  /** A host does not answer any more, or does again. Its sessions may still run. */
  | { readonly type: "host-hung" | "host-answers"; readonly host: string; readonly at: number };
