import { type QueueChange, type QueueSettings, queueChange } from "../../../shared/model/queue-settings.ts";

/** How many of something there may be; typed by the user. */
export const QUEUE_NUMBERS = ["batch", "parallel", "retries", "resolverAttempts", "authorAttempts"] as const;
export type QueueNumber = (typeof QUEUE_NUMBERS)[number];
/** What is on or off. */
export const QUEUE_SWITCHES = ["checkTarget", "preVerified", "earlyWarning", "sign"] as const;

/** A queue's settings while they are edited: its numbers as typed. */
export type QueueDraft = Omit<QueueSettings, QueueNumber> & { readonly [K in QueueNumber]: string };

export function draftQueue(queue: QueueSettings): QueueDraft {
  const { batch, parallel, retries, resolverAttempts, authorAttempts, ...rest } = queue;
  return {
    ...rest,
    batch: String(batch),
    parallel: String(parallel),
    retries: String(retries),
    resolverAttempts: String(resolverAttempts),
    authorAttempts: String(authorAttempts),
  };
}

/** A number as typed; undefined when it may not be. */
function numberOf(key: QueueNumber, typed: string): number | undefined {
  const value = /^\s*\d+\s*$/.test(typed) ? Number(typed) : Number.NaN;
  return queueChange.safeParse({ [key]: value }).success ? value : undefined;
}

/** Why a number cannot stand; undefined when it can. */
export function queueProblem(key: QueueNumber, typed: string): string | undefined {
  if (numberOf(key, typed) !== undefined) return undefined;
  const { minValue, maxValue } = queueChange.shape[key].unwrap();
  return `A number from ${minValue ?? 0} to ${maxValue ?? 0}`;
}

/** What differs; `bad` while a number cannot stand. */
export function queueChanges(before: QueueSettings, draft: QueueDraft): QueueChange | "bad" {
  const change: QueueChange = {};
  for (const key of QUEUE_NUMBERS) {
    const value = numberOf(key, draft[key]);
    if (value === undefined) return "bad";
    if (value !== before[key]) change[key] = value;
  }
  for (const key of QUEUE_SWITCHES) if (draft[key] !== before[key]) change[key] = draft[key];
  if (draft.review !== before.review) change.review = draft.review;
  if (draft.merge !== before.merge) change.merge = draft.merge;
  return change;
}

/** In words, what will be different about what lands. */
export function queueConsequences({ review, sign, merge }: QueueChange): readonly string[] {
  return [
    ...(review === undefined
      ? []
      : [
          review === "required"
            ? "Nothing is gated that nobody has approved, what waits in the queue included."
            : "What is submitted is gated without anybody's approval.",
        ]),
    ...(sign === undefined
      ? []
      : [sign ? "Commits that Drover writes are signed with your key." : "Commits that Drover writes are not signed."]),
    ...(merge === undefined
      ? []
      : [
          merge === "when-green"
            ? "Drover merges pull requests that are green."
            : "Green pull requests wait until somebody has merged them.",
        ]),
  ];
}
