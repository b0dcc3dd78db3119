import type { SessionState, SessionStatus } from "../../../shared/model/agent.ts";

/** What was seen of a live session, each with its time in ms since 1970. Absent: never. */
export interface Evidence {
  readonly startedAt: number;
  readonly ended?: { readonly at: number; readonly lost: boolean; readonly code: number | undefined };
  readonly pausedAt?: number;
  /** What the terminal's title means to the runtime; undefined when it says nothing. */
  readonly title?: { readonly text: string; readonly state: SessionState | undefined; readonly at: number };
  /** When its title last said that it works. */
  readonly busyAt?: number;
  /** A permission question that was read from the screen. */
  readonly question?: { readonly at: number };
  readonly outputAt?: number;
  /** A person typed into its terminal. */
  readonly typedAt?: number;
  /** It called `drover`. */
  readonly contactAt?: number;
  /** What it said of how far it is. */
  readonly progress?: { readonly text: string; readonly at: number };
  /** Its work was handed in or taken off while it went on. */
  readonly finishedAt?: number;
  /** It was nudged several times and did not begin. */
  readonly stalledAt?: number;
}

/** A state with its evidence, and how long it can hold without anything new. */
export interface Judgement {
  readonly state: SessionState;
  readonly source: SessionStatus["source"];
  readonly evidence: string;
  readonly seenAt: number;
  /** When to judge again though nothing happened; undefined: not before something does. */
  readonly until?: number | undefined;
}

/** A person pauses that long between keys and still counts as typing. */
export const TYPING_MS = 5_000;
/** Output or a call that long ago still means that it works: agent CLIs redraw a spinner several times a second. */
export const WORKING_MS = 10_000;
/** Agent CLIs were ready after 0.5 to 9 s. */
export const STARTING_MS = 10_000;
/** One that has drawn its screen and stands still that long has started: it waits, be it for an answer. */
const STARTED_MS = 3_000;
/** A title is believed that long after the last sign of life: spinners animate, so a silent one is stale. */
const TITLE_MS = 60_000;
/** Time a session has to leave after its work is done before it is called a zombie. */
export const LEAVE_MS = 30_000;

/**
 * What a session does, by the newest of the most reliable signs. Pure. In this order: the process, what the user does to
 * it, its own questions, its title, its calls and output; and where there is nothing, unknown.
 */
export function judge(e: Evidence, now: number): Judgement {
  const seenAt = Math.max(e.startedAt, e.outputAt ?? 0, e.contactAt ?? 0, e.typedAt ?? 0, e.title?.at ?? 0);
  const say = (state: SessionState, source: Judgement["source"], evidence: string, until?: number): Judgement => ({
    state,
    source,
    evidence,
    seenAt,
    until,
  });

  if (e.ended !== undefined) {
    if (e.ended.lost) return { ...say("lost", "host", "its terminal's host is gone"), seenAt: e.ended.at };
    const code = e.ended.code === undefined ? "" : ` with code ${e.ended.code}`;
    return { ...say("exited", "process", `the process exited${code}`), seenAt: e.ended.at };
  }
  if (e.pausedAt !== undefined) return say("paused", "user", "its processes are paused");
  if (isFresh(e.typedAt, TYPING_MS, now)) {
    return say("user-typing", "user", "typing in its terminal", (e.typedAt ?? 0) + TYPING_MS);
  }
  if (e.finishedAt !== undefined && now - e.finishedAt >= LEAVE_MS) {
    return say("zombie", "hook", "its work is done, and it did not leave");
  }
  if (e.stalledAt !== undefined && seenAt <= e.stalledAt) {
    return say("stalled", "core", "it was nudged and did not begin");
  }
  const leaveBy = e.finishedAt === undefined ? undefined : e.finishedAt + LEAVE_MS;
  const judged = bySigns(e, { seenAt, now }, say);
  return { ...judged, ...earlier(judged.until, leaveBy) };
}

type Say = (state: SessionState, source: Judgement["source"], evidence: string, until?: number) => Judgement;

function bySigns(e: Evidence, { seenAt, now }: { readonly seenAt: number; readonly now: number }, say: Say): Judgement {
  // It stays until the screen was looked at again without it, or the program went on.
  if (e.question !== undefined && e.question.at >= (e.busyAt ?? 0)) {
    return say("waiting-for-permission", "runtime", "a question on its screen");
  }
  const title = e.title;
  if (title?.state !== undefined) {
    if (title.state !== "working") return say(title.state, "title", "title of its terminal");
    if (now - seenAt < TITLE_MS) return say("working", "title", "title of its terminal", seenAt + TITLE_MS);
    return say("unknown", "title", "its title says working, and nothing has moved since");
  }
  if (isFresh(e.contactAt, WORKING_MS, now)) {
    return say("working", "runtime", "it called drover", (e.contactAt ?? 0) + WORKING_MS);
  }
  const startedBy = Math.min(e.startedAt + STARTING_MS, (e.outputAt ?? Infinity) + STARTED_MS);
  if (e.contactAt === undefined && now < startedBy) return say("starting", "process", "started just now", startedBy);
  if (e.contactAt === undefined && now - e.startedAt < STARTING_MS) {
    return say("unknown", "process", "it started, and stands still", e.startedAt + STARTING_MS);
  }
  if (isFresh(e.outputAt, WORKING_MS, now)) {
    return say("working", "output", "output in its terminal", (e.outputAt ?? 0) + WORKING_MS);
  }
  return say("unknown", "process", "the process runs, and nothing was heard of it lately");
}

function isFresh(at: number | undefined, ms: number, now: number): boolean {
  return at !== undefined && now - at < ms;
}

function earlier(a: number | undefined, b: number | undefined): { readonly until?: number } {
  if (a === undefined && b === undefined) return {};
  return { until: Math.min(a ?? Infinity, b ?? Infinity) };
}
