import { howItExited } from "../../../shared/model/exit-words.ts";
import type { SessionState, SignalSource } from "../../../shared/model/session-signal.ts";
import {
  type Evidence,
  LEAVE_MS,
  LIFE_MS,
  LIMIT_MS,
  PROVEN_MS,
  RACE_MS,
  STARTED_MS,
  STARTING_MS,
  TYPING_MS,
  WORKING_MS,
  isNearlyFull,
  lastHeard,
  lastProven,
} from "./evidence.ts";
import type { Judgement, Verdict } from "./judgement.ts";
import { standingQuestion } from "./question.ts";
import { settle } from "./settle.ts";

/**
 * What a session does, by the newest of the most reliable signs. Pure. In this order: the process, what the user does to it,
 * what Drover knows of its work, a question that nobody answered, a limit, what is said outright by its hooks, its title and
 * its screen, and then mere signs of life; where there is nothing, unknown.
 */
export function judge(e: Evidence, now: number): Judgement {
  const seenAt = lastHeard(e);
  if (e.ended !== undefined) {
    const { at, lost, code } = e.ended;
    if (lost) return { state: "lost", source: "host", evidence: "its terminal's host is gone", at, seenAt: at };
    const evidence = code === undefined ? "its session ended" : `the process ended ${howItExited(code)}`;
    return { state: "exited", source: "process", evidence, at, seenAt: at };
  }
  if (e.pausedAt !== undefined) {
    return { state: "paused", source: "user", evidence: "its processes are paused", at: e.pausedAt, seenAt };
  }
  if (e.typedAt !== undefined && now - e.typedAt < TYPING_MS) {
    const until = e.typedAt + TYPING_MS;
    return { state: "user-typing", source: "user", evidence: "typing in its terminal", at: e.typedAt, seenAt, until };
  }
  if (e.finishedAt !== undefined && now - e.finishedAt >= LEAVE_MS) {
    const evidence = "its work is done, and it did not leave";
    return { state: "zombie", source: "core", evidence, at: e.finishedAt, seenAt };
  }
  if (e.stalledAt !== undefined && seenAt <= e.stalledAt) {
    return { state: "stalled", source: "core", evidence: "it was nudged and did not begin", at: e.stalledAt, seenAt };
  }
  const verdict = standingQuestion(e) ?? byLimit(e, now) ?? nearlyFull(bySigns(e, now), e);
  const leaveBy = e.finishedAt === undefined ? undefined : e.finishedAt + LEAVE_MS;
  return { ...verdict, seenAt, until: earlier(verdict.until, leaveBy) };
}

function byLimit(e: Evidence, now: number): Verdict | undefined {
  const { limit } = e;
  if (limit === undefined || (e.busyAt ?? 0) > limit.at + RACE_MS) return undefined;
  const until = limit.until ?? limit.at + LIMIT_MS;
  if (now >= until) return undefined;
  const evidence = limit.detail ?? "its vendor's limit is reached";
  return { state: "rate-limited", source: limit.source, evidence, at: limit.at, until, limitedUntil: limit.until };
}

function nearlyFull(verdict: Verdict, { context }: Evidence): Verdict {
  if (verdict.state !== "waiting-for-input" || context?.size === undefined || !isNearlyFull(context)) return verdict;
  const share = Math.floor((100 * context.used) / context.size);
  return { ...verdict, state: "context-nearly-full", evidence: `${verdict.evidence}; its context is ${share} % full` };
}

function bySigns(e: Evidence, now: number): Verdict {
  const said = settle(e, now);
  if (said !== undefined) return said.state === "working" ? stillWorking(said, e, now) : said;
  const { contactAt, outputAt, startedAt } = e;
  if (contactAt !== undefined && now - contactAt < WORKING_MS) {
    return { ...sign("working", "call", "it called drover", contactAt), until: contactAt + WORKING_MS };
  }
  const startedBy = Math.min(startedAt + STARTING_MS, (outputAt ?? Infinity) + STARTED_MS);
  if (contactAt === undefined && now < startedBy) {
    return { ...sign("starting", "process", "started just now", startedAt), until: startedBy };
  }
  if (contactAt === undefined && now - startedAt < STARTING_MS) {
    return {
      ...sign("unknown", "process", "it started, and stands still", startedAt),
      until: startedAt + STARTING_MS,
    };
  }
  if (outputAt !== undefined && now - outputAt < WORKING_MS) {
    const working = { ...sign("working", "output", "output in its terminal", outputAt), until: outputAt + WORKING_MS };
    return stillWorking(working, e, now);
  }
  return sign("unknown", "process", "the process runs, and nothing was heard of it lately", lastHeard(e));
}

/** That it works has to be borne out: by any sign of life, and from time to time by more than a spinner. */
function stillWorking(verdict: Verdict, e: Evidence, now: number): Verdict {
  const heard = lastHeard(e);
  const proven = lastProven(e);
  if (now - heard >= LIFE_MS) {
    return { ...verdict, state: "unknown", evidence: `${verdict.evidence} says working, and nothing has moved since` };
  }
  if (now - proven >= PROVEN_MS) {
    return {
      ...verdict,
      state: "unknown",
      evidence: `${verdict.evidence} says working, and nothing else bears it out`,
    };
  }
  return { ...verdict, until: Math.min(verdict.until ?? Infinity, heard + LIFE_MS, proven + PROVEN_MS) };
}

function sign(state: SessionState, source: SignalSource, evidence: string, at: number): Verdict {
  return { state, source, evidence, at };
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
