import type { RuntimeSignal } from "../../../shared/model/runtime-signal.ts";
import { type SessionStatus } from "../../../shared/model/agent.ts";
import { isAtPrompt } from "../../../shared/model/session-signal.ts";

/** What was seen of a session that can show what became of a nudge, each with its time in ms since 1970. */
export interface Witnessed {
  /** A person typed. */
  typedAt?: number;
  /** They left a line unfinished. */
  draft: boolean;
  /** Its runtime was seen to begin a turn, and to end one. */
  busyAt?: number;
  idleAt?: number;
  /** It called `drover`. */
  contactAt?: number;
  /** Calls of its hooks, the newest last. */
  signals: readonly { readonly at: number; readonly took?: string; readonly isBusy: boolean }[];
}

/** Enough for the time in which a nudge is watched. */
const KEPT_SIGNALS = 50;
/** That much of a text is compared: programs wrap, trim and shorten. */
const COMPARED = 40;

/** Remembers, per session, what nudges are confirmed by. In memory: after a restart of the core it begins anew. */
export class NudgeWitness {
  readonly #sessions = new Map<string, Witnessed>();

  of(session: string): Witnessed {
    let seen = this.#sessions.get(session);
    if (seen === undefined) this.#sessions.set(session, (seen = { draft: false, signals: [] }));
    return seen;
  }

  typed(session: string, at: number, draft: boolean | undefined): void {
    const seen = this.of(session);
    seen.typedAt = at;
    seen.draft = draft ?? false;
  }

  called(session: string, at: number): void {
    this.of(session).contactAt = at;
  }

  signalled(session: string, at: number, { took, state }: RuntimeSignal): void {
    const seen = this.of(session);
    const signal = { at, isBusy: state === "working", ...(took === undefined ? {} : { took }) };
    seen.signals = [...seen.signals, signal].slice(-KEPT_SIGNALS);
    // A turn began: whatever line the user had begun is in it.
    if (took !== undefined) seen.draft = false;
  }

  judged({ session, state, reliability, since, evidenceAt }: SessionStatus): void {
    if (reliability === "supporting") return;
    const seen = this.of(session);
    if (state === "working") seen.busyAt = Math.max(since, evidenceAt);
    else if (isAtPrompt(state)) seen.idleAt = Math.max(since, evidenceAt);
  }

  forget(session: string): void {
    this.#sessions.delete(session);
  }
}

/** When its program said that it took the text in. Pure. */
export function tookSince(seen: Witnessed, text: string, since: number): number | undefined {
  return seen.signals.find((signal) => signal.at >= since && isSame(signal.took, text))?.at;
}

/** When the session was first seen to have taken the text in, of what was seen from `since` on. Pure. */
export function seenSince(seen: Witnessed, text: string, since: number): number | undefined {
  const took = tookSince(seen, text, since);
  const signal = seen.signals.find(({ at }) => at > since);
  return earliest(took, signal?.at, after(seen.busyAt, since), after(seen.contactAt, since));
}

/** When it did something, after it had seen it at `seenAt`. Pure. */
export function actedSince(seen: Witnessed, since: number, seenAt: number): number | undefined {
  const signal = seen.signals.find(({ at }) => at > seenAt);
  return earliest(signal?.at, after(seen.contactAt, since), after(seen.idleAt, seenAt));
}

/** Whether a text that a program says it took in is the one that was sent. */
export function isSame(took: string | undefined, text: string): boolean {
  return took !== undefined && essence(took).includes(essence(text).slice(0, COMPARED));
}

/** Letters and digits alone: what is left of a text in whatever frame, wrapped however. */
export function essence(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

function after(at: number | undefined, since: number): number | undefined {
  return at !== undefined && at > since ? at : undefined;
}

function earliest(...times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
