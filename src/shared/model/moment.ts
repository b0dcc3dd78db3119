import { z } from "zod";
import { timestamp } from "./primitives.ts";

/**
 * A point in the ledgers' past: a time, with all that happened up to and in that millisecond; or an event's number in this
 * workspace's stream (`#412`), with that event as the last.
 */
export const moment = z.union([
  timestamp,
  z.string().regex(/^#\d{1,15}$/, "A moment is a time in milliseconds since 1970, or an event's number like #412."),
]);
export type Moment = z.infer<typeof moment>;

/** The moment that an answer is of. One that has not come yet is answered as of now. */
export const shownMoment = z.object({
  at: timestamp,
  /** Set where the moment is an event. */
  seq: z.int().min(0).optional(),
  /** What of that moment could not be read and is left out, in words. */
  unreadable: z.array(z.string()).optional(),
});
export type ShownMoment = z.infer<typeof shownMoment>;
