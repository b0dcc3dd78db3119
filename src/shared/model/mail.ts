import { z } from "zod";
import { bodyText, titleText } from "./work-item.ts";
import { identityPath, timestamp } from "./primitives.ts";

/** A durable message to one identity's inbox. What is marked on it is the recipient's. */
export const mail = z.object({
  id: z.string(),
  from: identityPath,
  to: identityPath,
  subject: titleText,
  body: bodyText.default(""),
  /** What it is about, as a link target. */
  about: z.object({ kind: z.enum(["item", "convoy", "agent", "submission", "project"]), id: z.string() }).optional(),
  sentAt: timestamp,
  readAt: timestamp.optional(),
  /** The letter that it answers, and the first one of that conversation; absent where it begins one. */
  inReplyTo: z.string().optional(),
  thread: z.string().optional(),
  /** It asks something; with answers to choose from, or none where any words will do. */
  question: z.object({ choices: z.array(z.string().min(1).max(200)).max(9) }).optional(),
  /** The letter with the answer to its question. */
  answer: z.string().optional(),
  archivedAt: timestamp.optional(),
  pinnedAt: timestamp.optional(),
});
export type Mail = z.infer<typeof mail>;

/**
 * Kinds of notification, by which the user says how they are told. permission: an agent asks whether it may · question,
 * mail: a letter · submission-waits: for a review, a resolution, a decision, room · crash: a session ended by itself ·
 * agent-parked: after too many of these · needs-user: anything else that does not go on without the user.
 */
export const NOTIFICATION_KINDS = [
  "convoy-landed",
  "permission",
  "question",
  "mail",
  "submission-waits",
  "submission-sent-back",
  "agent-parked",
  "crash",
  "needs-user",
  "core",
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What a face shows at once: a toast in the window, a desktop notification, a line in the tray. */
export const notification = z.object({
  id: z.string(),
  kind: z.enum(NOTIFICATION_KINDS),
  /** `quiet` ones appear in the window's list only. */
  urgency: z.enum(["quiet", "normal", "urgent"]),
  title: z.string(),
  body: z.string(),
  about: mail.shape.about,
  /** The letter, where it is one. */
  mail: z.string().optional(),
  at: timestamp,
});
export type Notification = z.infer<typeof notification>;
