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

/** What a face shows at once: a toast in the window, a desktop notification, a line in the tray. */
export const notification = z.object({
  id: z.string(),
  kind: z.enum(["convoy-landed", "needs-user", "agent-parked", "submission-sent-back", "core"]),
  /** `quiet` ones appear in the window's list only. */
  urgency: z.enum(["quiet", "normal", "urgent"]),
  title: z.string(),
  body: z.string(),
  about: mail.shape.about,
  at: timestamp,
});
export type Notification = z.infer<typeof notification>;
