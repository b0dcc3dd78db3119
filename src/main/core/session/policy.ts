import { howItExited } from "../../../shared/model/exit-words.ts";
import type { Agent, Hook, Session } from "../../../shared/model/agent.ts";
import { isSingleRole } from "../../../shared/model/identity.ts";
import type { EndReason } from "./reduce.ts";

/** More crashes than this within the window, one after the other, are not bad luck: a person has to look. */
export const CRASH_LIMIT = 5;
export const CRASH_WINDOW_MS = 10 * 60_000;
/** A person who just typed is not interrupted by work that arrives. */
export const TYPING_RESPECT_MS = 60_000;

export interface AgentFacts {
  readonly agent: Agent | undefined;
  readonly hook: Hook | undefined;
  readonly live: Session | undefined;
  /** Ended sessions of the agent, newest first, as many as the crash limit needs. */
  readonly ended: readonly Session[];
  /** When a person last typed into the live session's terminal. */
  readonly typedAt: number | undefined;
  /** The first restart after a crash comes at once; the pauses before later ones double from here. */
  readonly restartPauseMs: number;
  /** Whether one that crashed is started again by itself. */
  readonly isRecovered: boolean;
  readonly now: number;
}

/** What is to be done about an agent's session so that it is as its hook says. */
export type Wanted =
  | { readonly kind: "nothing" }
  | { readonly kind: "start" }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "park"; readonly reason: string }
  | { readonly kind: "end"; readonly reason: EndReason; readonly cause: string }
  /** Its work is done: it is asked to leave, if it does not by itself. */
  | { readonly kind: "leave" };

const NOTHING: Wanted = { kind: "nothing" };

export function wanted(facts: AgentFacts): Wanted {
  return facts.live === undefined ? withoutSession(facts) : withSession(facts, facts.live);
}

function withSession({ agent, hook, typedAt, now }: AgentFacts, live: Session): Wanted {
  if (agent?.decommissionedAt !== undefined) {
    return { kind: "end", reason: "done", cause: "The agent was decommissioned." };
  }
  if (hook?.state === "active" && live.round < hook.round) {
    const respect = live.round > 0 || typedAt === undefined ? 0 : typedAt + TYPING_RESPECT_MS - now;
    if (respect > 0) return { kind: "wait", ms: respect };
    if (live.round === 0) return { kind: "end", reason: "replaced", cause: "There is work on the hook now." };
    // What came back had been submitted: the session that lingers did its part.
    const reason = hook.sentBack !== undefined && hook.note === undefined ? "done" : "handoff";
    return { kind: "end", reason, cause: "A fresh session takes over." };
  }
  if (agent !== undefined && isSingleRole(agent.role) && agent.onDutySince === undefined) {
    return { kind: "end", reason: "stopped", cause: "It was relieved of its role." };
  }
  if (live.round === 0) return NOTHING;
  if (hook?.state === "suspended") return { kind: "end", reason: "stopped", cause: "Its hook is suspended." };
  if (hook?.state === "completed") return { kind: "leave" };
  if (hook?.state === "archived") {
    return hook.item === undefined
      ? { kind: "end", reason: "stopped", cause: "Its item was taken off the hook." }
      : { kind: "leave" };
  }
  return NOTHING;
}

function withoutSession({ agent, hook, ended, restartPauseMs, isRecovered, now }: AgentFacts): Wanted {
  if (agent === undefined || agent.decommissionedAt !== undefined || agent.parked !== undefined) return NOTHING;
  if (hook?.state !== "active" && !isKeptUp(agent, ended[0])) return NOTHING;
  const crashes = recentCrashes(ended, Math.max(now - CRASH_WINDOW_MS, agent.unparkedAt ?? 0));
  const [last] = crashes;
  if (last === undefined) return { kind: "start" };
  if (!isRecovered) {
    return {
      kind: "park",
      reason: "Its session ended without submitting, and nobody holds the recovery monitor's role.",
    };
  }
  if (crashes.length >= CRASH_LIMIT) {
    const code = last.exitCode === undefined ? "" : `, the last time ${howItExited(last.exitCode)}`;
    const minutes = CRASH_WINDOW_MS / 60_000;
    return {
      kind: "park",
      reason: `Its session ended ${crashes.length} times within ${minutes} minutes without submitting${code}.`,
    };
  }
  if (crashes.length === 1) return { kind: "start" };
  const due = (last.endedAt ?? now) + restartPauseMs * 2 ** (crashes.length - 2);
  return due <= now ? { kind: "start" } : { kind: "wait", ms: due - now };
}

/** One that holds a role is kept up, unless a person stopped its session since it was given the role. */
function isKeptUp(agent: Agent, last: Session | undefined): boolean {
  if (agent.onDutySince === undefined) return false;
  const wasStopped = last?.endReason === "stopped" || last?.endReason === "done";
  return !wasStopped || (last.endedAt ?? 0) < agent.onDutySince;
}

/** The newest ones in a row; a session that did its work ends the row, one that was lost with its host does not count. */
function recentCrashes(ended: readonly Session[], since: number): readonly Session[] {
  const crashes: Session[] = [];
  for (const session of ended) {
    if ((session.endedAt ?? 0) < since || session.endReason === "done" || session.endReason === "handoff") break;
    if (session.endReason === "crashed") crashes.push(session);
  }
  return crashes;
}
