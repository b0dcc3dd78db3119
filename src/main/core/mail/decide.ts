import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Mail, mail } from "../../../shared/model/mail.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

type Nothing = Record<string, never>;

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type MailEvent =
  | LedgerEvent<"mailSent", Omit<Mail, "id" | "sentAt">>
  | LedgerEvent<"mailAnswered", { readonly answer: string }>
  | LedgerEvent<"mailRead" | "mailUnread" | "mailArchived" | "mailUnarchived" | "mailPinned" | "mailUnpinned", Nothing>;

/** Messages live in the workspace's ledger, whoever they are between. */
export const mailKind: RecordKind<Mail> = {
  kind: "mail",
  schema: mail.loose(),
  reduce(record, raw) {
    const event = raw as MailEvent;
    if (event.type === "mailSent") return { ...event.data, id: event.subject, sentAt: event.at };
    return record && marked(record, event);
  },
};

function marked(record: Mail, event: Exclude<MailEvent, { readonly type: "mailSent" }>): Mail {
  const { readAt, archivedAt, pinnedAt, ...bare } = record;
  const read = readAt === undefined ? {} : { readAt };
  const archived = archivedAt === undefined ? {} : { archivedAt };
  const pinned = pinnedAt === undefined ? {} : { pinnedAt };
  switch (event.type) {
    case "mailRead":
      return { ...record, readAt: event.at };
    case "mailUnread":
      return { ...bare, ...archived, ...pinned };
    case "mailArchived":
      return { ...record, archivedAt: event.at };
    case "mailUnarchived":
      return { ...bare, ...read, ...pinned };
    case "mailPinned":
      return { ...record, pinnedAt: event.at };
    case "mailUnpinned":
      return { ...bare, ...read, ...archived };
    case "mailAnswered":
      return { ...record, answer: event.data.answer };
    default:
      return record;
  }
}

export type Letter = Pick<Mail, "from" | "to" | "subject"> &
  Partial<Pick<Mail, "body" | "about" | "inReplyTo" | "thread" | "question">>;

/** Always possible: an inbox takes what comes. The id must be new. */
export function sendMail(id: string, letter: Letter): NewEvent {
  return event(id, "mailSent", letter.from, { body: "", ...letter });
}

/** Only the recipient reads; reading again changes nothing. */
export function readMail(found: Mail | undefined, id: string, reader: IdentityPath): Result<readonly NewEvent[]> {
  if (found === undefined || found.to !== reader) return notInInbox(id, reader);
  return ok(found.readAt === undefined ? [event(id, "mailRead", reader, {})] : []);
}

/** What the recipient wants marked; what is so already changes nothing. */
export interface Marks {
  readonly read?: boolean | undefined;
  readonly archived?: boolean | undefined;
  readonly pinned?: boolean | undefined;
}

export function markMail(found: Mail, { read, archived, pinned }: Marks, actor: IdentityPath): readonly NewEvent[] {
  const events: NewEvent[] = [];
  const mark = (
    wanted: boolean | undefined,
    is: boolean,
    [on, off]: readonly [MailEvent["type"], MailEvent["type"]],
  ) => {
    if (wanted !== undefined && wanted !== is) events.push(event(found.id, wanted ? on : off, actor, {}));
  };
  mark(read, found.readAt !== undefined, ["mailRead", "mailUnread"]);
  mark(archived, found.archivedAt !== undefined, ["mailArchived", "mailUnarchived"]);
  mark(pinned, found.pinnedAt !== undefined, ["mailPinned", "mailUnpinned"]);
  return events;
}

export interface Reply {
  readonly id: string;
  readonly from: IdentityPath;
  readonly body: string;
  /** From 1, of the answers offered. */
  readonly choice: number | undefined;
}

type ReplyFailure = Failure<"mail-not-found" | "nothing-said" | "choice-not-offered">;

/** A letter back to who wrote, in the same conversation; what is answered has been read, and a question is answered once. */
export function replyToMail(
  found: Mail | undefined,
  ref: string,
  { id, from, body, choice }: Reply,
): Result<readonly NewEvent[], ReplyFailure> {
  if (found === undefined || (found.to !== from && found.from !== from)) return notInInbox(ref, from);
  const chosen = choice === undefined ? undefined : found.question?.choices[choice - 1];
  if (choice !== undefined && chosen === undefined) {
    return fail("choice-not-offered", `${found.id} offers no answer ${choice}.`, {
      remedy: `See what it offers with \`drover mail read ${found.id}\`, or answer in words.`,
    });
  }
  const text = [chosen, body.trim()].filter((part) => part !== undefined && part !== "").join("\n\n");
  if (text === "") return fail("nothing-said", "An empty answer says nothing.", { remedy: "Give it a text." });
  const isReceived = found.to === from;
  const letter: Letter = {
    from,
    to: isReceived ? found.from : found.to,
    subject: replySubject(found.subject),
    body: text,
    inReplyTo: found.id,
    thread: found.thread ?? found.id,
    ...(found.about === undefined ? {} : { about: found.about }),
  };
  const isAnswer = isReceived && found.question !== undefined && found.answer === undefined;
  return ok([
    sendMail(id, letter),
    ...(isReceived ? markMail(found, { read: true }, from) : []),
    ...(isAnswer ? [event(found.id, "mailAnswered", from, { answer: id })] : []),
  ]);
}

/** Titles of the ledger are that long at most. */
const SUBJECT_CHARS = 480;

function replySubject(subject: string): string {
  return (subject.startsWith("Re: ") ? subject : `Re: ${subject}`).slice(0, SUBJECT_CHARS);
}

export function notInInbox(id: string, reader: IdentityPath): Result<never, Failure<"mail-not-found">> {
  return fail("mail-not-found", `There is no message ${id} in the inbox of ${reader}.`, {
    remedy: "List it with `drover mail inbox`.",
  });
}

function event(subject: string, type: MailEvent["type"], actor: IdentityPath, data: unknown): NewEvent {
  return { ledger: "workspace", kind: "mail", subject, type, actor, data };
}
