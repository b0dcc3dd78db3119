import { MANAGER } from "../../../shared/model/identity.ts";
import type { MailService } from "../mail/index.ts";
import type { SessionDeps } from "../session/index.ts";

/** Titles of the ledger are that long at most. */
const SUBJECT_CHARS = 200;

/** How sessions tell somebody what needs their eyes about an agent: by mail, which for the user is a notification too. */
export function raiseBy(mail: MailService): SessionDeps["raise"] {
  return ({ to, agent, subject, body }) =>
    mail.send({
      from: MANAGER,
      to,
      subject: subject.slice(0, SUBJECT_CHARS),
      body,
      about: { kind: "agent", id: agent },
    });
}
