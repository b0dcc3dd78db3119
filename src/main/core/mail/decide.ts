import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Mail, mail } from "../../../shared/model/mail.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type MailEvent =
  | LedgerEvent<"mailSent", Omit<Mail, "id" | "sentAt">>
  | LedgerEvent<"mailRead", Record<string, never>>;

/** Messages live in the workspace's ledger, whoever they are between. */
export const mailKind: RecordKind<Mail> = {
  kind: "mail",
  schema: mail.loose(),
  reduce(record, raw) {
    const event = raw as MailEvent;
    switch (event.type) {
      case "mailSent":
        return { ...event.data, id: event.subject, sentAt: event.at };
      case "mailRead":
        return record && { ...record, readAt: event.at };
      default:
        return record;
    }
  },
};

export type Letter = Pick<Mail, "from" | "to" | "subject"> & Partial<Pick<Mail, "body" | "about">>;

/** Always possible: an inbox takes what comes. The id must be new. */
export function sendMail(id: string, letter: Letter): NewEvent {
  return event(id, "mailSent", letter.from, { body: "", ...letter });
}

/** Only the recipient reads; reading again changes nothing. */
export function readMail(found: Mail | undefined, id: string, reader: IdentityPath): Result<readonly NewEvent[]> {
  if (found === undefined || found.to !== reader) {
    return fail("mail-not-found", `There is no message ${id} in the inbox of ${reader}.`, {
      remedy: "List it with `drover mail inbox`.",
    });
  }
  return ok(found.readAt === undefined ? [event(id, "mailRead", reader, {})] : []);
}

function event(subject: string, type: string, actor: IdentityPath, data: unknown): NewEvent {
  return { ledger: "workspace", kind: "mail", subject, type, actor, data };
}
