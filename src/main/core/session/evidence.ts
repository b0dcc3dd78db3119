import type { ContextFill, Reliability, SessionState, SignalSource } from "../../../shared/model/session-signal.ts";

/** Sources that say outright what the session does, and are handed in from outside of its terminal. */
export const TOLD_SOURCES = ["registry", "stream", "hook", "notification", "transcript"] as const;
export type ToldSource = (typeof TOLD_SOURCES)[number];

export function isTold(source: SignalSource): source is ToldSource {
  return (TOLD_SOURCES as readonly SignalSource[]).includes(source);
}

/** What a source said last of what the session does. */
export interface Claim {
  readonly state: SessionState;
  readonly at: number;
  /** In words. */
  readonly detail?: string | undefined;
}

/** What was seen of a live session, each with its time in ms since 1970. Absent: never. */
export interface Evidence {
  readonly startedAt: number;
  readonly ended?: { readonly at: number; readonly lost: boolean; readonly code: number | undefined };
  readonly pausedAt?: number;
  /** When its processes last went on after a pause; silence counts from then. */
  readonly resumedAt?: number;
  /** What was told by each source; the newest that carried a state. */
  readonly told?: Readonly<Partial<Record<ToldSource, Claim>>>;
  /** A permission question, by whoever told of it. It stands until somebody shows that it was answered. */
  readonly question?: { readonly source: SignalSource; readonly at: number; readonly detail?: string | undefined };
  /**
   * What the terminal's title means to the runtime; undefined when it says nothing. `at`: when it last changed, be it only
   * its spinner; `since`: when it began to mean that.
   */
  readonly title?: {
    readonly text: string;
    readonly state: SessionState | undefined;
    readonly at: number;
    readonly since?: number;
  };
  /** When its title or a hook last said that it works. */
  readonly busyAt?: number;
  /** The last look at its screen, and when one last showed a question. */
  readonly screen?: {
    readonly state: SessionState | undefined;
    readonly at: number;
    readonly askedAt?: number | undefined;
  };
  /** Its vendor takes no more of it; by whom that was told. */
  readonly limit?: {
    readonly source: SignalSource;
    readonly at: number;
    readonly until?: number | undefined;
    readonly detail?: string | undefined;
  };
  readonly outputAt?: number;
  /** A person typed into its terminal. */
  readonly typedAt?: number;
  /** It called `drover`. */
  readonly contactAt?: number;
  /** When something last went on that a program which hangs would not show: anything told, or other words in its title. */
  readonly provenAt?: number;
  /** What it said of how far it is. */
  readonly progress?: { readonly text: string; readonly at: number };
  readonly context?: ContextFill;
  /** Its work was handed in or taken off while it went on. */
  readonly finishedAt?: number;
  /** It was nudged several times and did not begin. */
  readonly stalledAt?: number;
}

/** A person pauses that long between keys and still counts as typing. */
export const TYPING_MS = 5_000;
/** Output or a call that long ago still means that it works: agent CLIs redraw a spinner several times a second. */
export const WORKING_MS = 10_000;
/** Agent CLIs were ready after 0.5 to 9 s. */
export const STARTING_MS = 10_000;
/** One that has drawn its screen and stands still that long has started: it waits, be it for an answer. */
export const STARTED_MS = 3_000;
/** That it works is believed that long after the last sign of life: spinners animate, so a silent one is stale. */
export const LIFE_MS = 60_000;
/**
 * A spinner animates for ever, also of a program that hangs. Without a call, a hook, a line of its transcript or other words in
 * its title for so long, that it works is not believed. Long test runs were seen to take half an hour.
 */
export const PROVEN_MS = 30 * 60_000;
/** Time a session has to leave after its work is done before it is called a zombie. */
export const LEAVE_MS = 30_000;
/** Signals of one moment come over different ways, and titles at most once a second. */
export const RACE_MS = 1_500;
/** Sources that differ for so long contradict one another. */
export const SETTLE_MS = 3_000;
/** A contradiction that no look at the screen resolved within that time is not resolved by guessing. */
export const DOUBT_MS = 30_000;
/** A limit whose end nobody told is believed that long. */
export const LIMIT_MS = 60 * 60_000;
/** Share of its context from which a session is to be handed off: CLIs begin to compact at 80 to 95 %. */
export const NEARLY_FULL = 0.8;

const RANKS: Readonly<Record<SignalSource, number>> = {
  process: 9,
  host: 9,
  user: 8,
  core: 8,
  registry: 7,
  stream: 7,
  hook: 7,
  notification: 5,
  title: 5,
  transcript: 4,
  screen: 3,
  call: 2,
  output: 1,
};

/** The higher one is believed where two differ. */
export function rankOf(source: SignalSource): number {
  return RANKS[source];
}

export function reliabilityOf(source: SignalSource): Reliability {
  const rank = RANKS[source];
  return rank >= 7 ? "authoritative" : rank >= 3 ? "strong" : "supporting";
}

/** When it was last heard of, whatever it said. */
export function lastHeard(e: Evidence): number {
  return Math.max(
    e.startedAt,
    e.outputAt ?? 0,
    e.contactAt ?? 0,
    e.typedAt ?? 0,
    e.resumedAt ?? 0,
    e.title?.at ?? 0,
    ...Object.values(e.told ?? {}).map(({ at }) => at),
  );
}

/** When something last went on that a hanging program would not show. */
export function lastProven(e: Evidence): number {
  return Math.max(
    e.startedAt,
    e.provenAt ?? 0,
    e.contactAt ?? 0,
    e.typedAt ?? 0,
    e.progress?.at ?? 0,
    e.resumedAt ?? 0,
  );
}

export function isNearlyFull(context: ContextFill | undefined): boolean {
  return context?.size !== undefined && context.used >= context.size * NEARLY_FULL;
}
