import { z } from "zod";
import { mail } from "../model/mail.ts";
import { identityPath, timestamp } from "../model/primitives.ts";
import { bodyText, titleText } from "../model/work-item.ts";
import { ANYONE, request } from "./verb.ts";

const mailId = z.string().min(1).max(80);
const choices = z.array(z.string().min(1).max(200)).max(9);

export const mailInbox = request({
  name: "mail.inbox",
  summary: "List your mail, newest first.",
  input: z.strictObject({ unread: z.boolean().optional(), limit: z.int().min(1).max(1000).optional() }),
  output: z.object({ mails: z.array(mail), unread: z.int() }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

/** What belongs together by replies, as its reader sees it. */
export const mailThread = z.object({
  /** The id of its first letter. */
  id: z.string(),
  subject: titleText,
  /** Who else has a part in it. */
  others: z.array(identityPath),
  /** Beginning of the newest letter. */
  preview: z.string(),
  count: z.int(),
  unread: z.int(),
  updatedAt: timestamp,
  about: mail.shape.about,
  isPinned: z.boolean(),
  isArchived: z.boolean(),
  /** A letter of it that asks the reader something and was not answered. */
  question: z.object({ mail: z.string(), choices }).optional(),
});
export type MailThread = z.infer<typeof mailThread>;

export const mailThreads = request({
  name: "mail.threads",
  summary: "List your conversations by mail: pinned ones first, then the newest.",
  input: z.strictObject({
    /** inbox (default): received and not archived; sent: with a letter of yours. */
    box: z.enum(["inbox", "archive", "sent", "all"]).optional(),
    unread: z.boolean().optional(),
    /** Words that all occur in it, in subjects, texts or names. */
    text: z.string().max(200).optional(),
    limit: z.int().min(1).max(1000).optional(),
  }),
  output: z.object({ threads: z.array(mailThread), unread: z.int(), total: z.int() }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

export const mailShow = request({
  name: "mail.show",
  summary: "Show a conversation, oldest letter first. Marks nothing as read.",
  input: z.strictObject({ mail: mailId }),
  output: z.object({ thread: mailThread, mails: z.array(mail) }),
  errors: ["mail-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const mailRead = request({
  name: "mail.read",
  summary: "Read a message and mark it as read.",
  input: z.strictObject({ mail: mailId }),
  output: mail,
  errors: ["mail-not-found"],
  callers: ANYONE,
  danger: "safe",
});

/** Whatever part of a conversation is named, all of it that the caller received is marked. */
export const mailMark = request({
  name: "mail.mark",
  summary: "Mark a conversation: read or unread, archived or not, pinned or not.",
  input: z.strictObject({
    mails: z.array(mailId).min(1).max(1000),
    read: z.boolean().optional(),
    archived: z.boolean().optional(),
    pinned: z.boolean().optional(),
  }),
  output: z.object({ changed: z.int() }),
  errors: ["mail-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const mailSend = request({
  name: "mail.send",
  summary: "Send a message to an identity's inbox.",
  input: z.strictObject({
    to: z.string().min(1).max(120),
    subject: titleText,
    body: bodyText.optional(),
    about: mail.shape.about,
    /** Makes it a question: answers to choose from, or none. */
    choices: choices.optional(),
  }),
  output: mail,
  errors: ["recipient-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const mailReply = request({
  name: "mail.reply",
  summary: "Answer a message that you got; a question is answered with it, and an agent at work is told.",
  input: z.strictObject({
    mail: mailId,
    body: bodyText.optional(),
    /** From 1: the answer of that place among those offered; what `body` says is told with it. */
    choice: z.int().min(1).max(9).optional(),
  }),
  output: mail,
  errors: ["mail-not-found", "nothing-said", "choice-not-offered"],
  callers: ANYONE,
  danger: "safe",
});

export const mailVerbs = [mailInbox, mailThreads, mailShow, mailRead, mailMark, mailSend, mailReply] as const;
