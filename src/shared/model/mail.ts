import { z } from "zod";
import { bodyText, titleText } from "./work-item.ts";
import { identityPath, timestamp } from "./primitives.ts";

/** A durable message to one identity's inbox. */
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
