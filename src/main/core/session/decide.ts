import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Session } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { EndReason, SessionEventData } from "./reduce.ts";

/**
 * The life of a session: started (its record is there before its process, so that a crash in between leaves a trace) →
 * placed (a PTY host runs it) → ended, once and for all. An agent has one that is not ended at most.
 */
export interface SessionBoard {
  get(id: string): Session | undefined;
  liveOf(agent: IdentityPath): Session | undefined;
}

export interface StartSession {
  readonly id: string;
  readonly agent: IdentityPath;
  readonly data: Omit<SessionEventData["sessionStarted"], "agent">;
  readonly actor: IdentityPath;
  readonly cause?: string | undefined;
}

export function startSession(
  board: SessionBoard,
  { id, agent, data, actor, cause }: StartSession,
): Result<readonly NewEvent[], Failure<"already-running">> {
  const live = board.liveOf(agent);
  if (live !== undefined) {
    return fail("already-running", `${agent} has a session already: ${live.id}.`, {
      remedy: `Watch it with \`drover agent attach ${agent}\`, or replace it with \`drover agent restart ${agent}\`.`,
      details: { session: live.id },
    });
  }
  return ok([event(id, "sessionStarted", { data: { ...data, agent }, actor, cause })]);
}

/** Ended ones stay as they ended. */
export function endSession(
  session: Session | undefined,
  end: SessionEventData["sessionEnded"],
  by: { readonly actor: IdentityPath; readonly cause?: string | undefined },
): readonly NewEvent[] {
  if (session === undefined || session.endedAt !== undefined) return [];
  return [event(session.id, "sessionEnded", { data: end, ...by })];
}

export function placeSession(session: Session | undefined, host: string, actor: IdentityPath): readonly NewEvent[] {
  if (session === undefined || session.endedAt !== undefined || session.host === host) return [];
  return [event(session.id, "sessionPlaced", { data: { host }, actor })];
}

/** The id by which its runtime knows it. Told again and again by hooks, recorded when it is another. */
export function identifySession(
  session: Session | undefined,
  runtimeSession: string,
  actor: IdentityPath,
): readonly NewEvent[] {
  if (session === undefined || session.endedAt !== undefined || session.runtimeSession === runtimeSession) return [];
  return [event(session.id, "sessionIdentified", { data: { runtimeSession }, actor })];
}

export function stallSession(session: Session | undefined, reason: string, actor: IdentityPath): readonly NewEvent[] {
  if (session === undefined || session.endedAt !== undefined) return [];
  return [event(session.id, "sessionStalled", { data: { reason }, actor, cause: reason })];
}

/** What a process's end means, by what its hook says. */
export function reasonOfExit(facts: {
  readonly session: Session;
  readonly hookState: string | undefined;
  readonly hookRound: number;
  /** What whoever ended it said. */
  readonly intent: EndReason | undefined;
  /** Whether the runtime's exit is a person's doing rather than a fault. */
  readonly isDeliberate: boolean;
  /** Whether its agent holds a role, whose session is kept up also without work, and this end was a failure. */
  readonly failedOnDuty: boolean;
}): EndReason {
  const { session, hookState, hookRound, intent, isDeliberate, failedOnDuty } = facts;
  if (intent !== undefined) return intent;
  if (session.round === 0) return isDeliberate ? "stopped" : failedOnDuty ? "crashed" : "done";
  if (hookState === "completed" || hookState === "archived") return "done";
  if (hookState === "suspended" || isDeliberate) return "stopped";
  return hookRound > session.round ? "handoff" : "crashed";
}

function event<T extends keyof SessionEventData>(
  subject: string,
  type: T,
  more: { readonly data: SessionEventData[T]; readonly actor: IdentityPath; readonly cause?: string | undefined },
): NewEvent {
  const { data, actor, cause } = more;
  return {
    ledger: "workspace",
    kind: "session",
    subject,
    type,
    data,
    actor,
    ...(cause === undefined ? {} : { cause }),
  };
}
