import type { SignalSource } from "../../../shared/model/session-signal.ts";
import { type Evidence, RACE_MS, SETTLE_MS } from "./evidence.ts";
import type { Verdict } from "./judgement.ts";

/**
 * The permission question that nobody has answered yet. It stands until it is seen to be answered. Where its screen showed it,
 * the screen alone tells that it went, or a title that began to work after the last look; else whatever was said outright
 * since. Pure.
 */
export function standingQuestion(e: Evidence): Verdict | undefined {
  const { question, title, screen } = e;
  if (question === undefined) return undefined;
  const asked: Verdict = {
    state: "waiting-for-permission",
    source: question.source,
    evidence: question.detail ?? IN_WORDS[question.source] ?? "it asks for a permission",
    at: question.at,
  };
  const resumedAt = title?.state === "working" ? (title.since ?? title.at) : 0;
  const isShown = screen?.askedAt !== undefined && screen.askedAt >= question.at;
  if (isShown) {
    const isGone = screen.state !== "waiting-for-permission" || resumedAt > screen.at + RACE_MS;
    return isGone && title?.state !== "waiting-for-permission" ? undefined : asked;
  }
  if (resumedAt > question.at + RACE_MS) return undefined;
  if (title?.state === "waiting-for-permission") return asked;
  if (question.source === "title") return undefined;
  const told = Object.entries(e.told ?? {}).some(
    ([source, { at, state }]) => at > question.at && (source !== "notification" || state === "working"),
  );
  const seen =
    screen?.state !== undefined && screen.at > question.at + SETTLE_MS && screen.state !== "waiting-for-permission";
  return told || seen ? undefined : asked;
}

/** What was answered is over for good: signs that showed it may be gone by the next look at them. Pure. */
export function withoutAnswered(e: Evidence): Evidence {
  if (e.question === undefined || standingQuestion(e) !== undefined) return e;
  const { question: _, ...rest } = e;
  return rest;
}

const IN_WORDS: Readonly<Partial<Record<SignalSource, string>>> = {
  hook: "its hook tells of a question",
  notification: "it notified of a question",
  title: "title of its terminal",
  screen: "a question on its screen",
};
