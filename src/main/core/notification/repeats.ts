import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { Notification } from "../../../shared/model/mail.ts";

/** What ends a submission's wait for good: what it waits for next is news again. */
const ENDS_WAIT: ReadonlySet<string> = new Set([
  "submissionLanded",
  "submissionSentBack",
  "submissionDiscarded",
  "submissionSuperseded",
]);

/** Lets through what was not told in the same words already: a landing that is tried again and again waits once. */
export function createRepeats(): {
  isNews(event: Pick<LedgerEvent, "type" | "subject">, told: Notification | undefined): boolean;
} {
  const waiting = new Map<string, string>();
  return {
    isNews({ type, subject }, told) {
      if (ENDS_WAIT.has(type)) waiting.delete(subject);
      if (type !== "submissionWaiting" || told === undefined) return true;
      const words = `${told.title} ${told.body}`;
      if (waiting.get(subject) === words) return false;
      waiting.set(subject, words);
      return true;
    },
  };
}
