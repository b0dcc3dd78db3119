import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import { shortId } from "../base/short-id.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type Letter, mailKind, readMail, sendMail } from "./decide.ts";

export type { Letter } from "./decide.ts";
export { mailKind } from "./decide.ts";
export { describeMailEvent } from "./describe.ts";

export interface MailDeps {
  readonly store: RecordStore;
  /** The identity that a name, a short name or a path means. */
  resolveIdentity(ref: string): Result<IdentityPath>;
}

export interface MailService {
  /** The event that delivers a letter, for those who commit it together with other changes. */
  letter(letter: Letter): NewEvent;
  send(letter: Letter): Promise<Result<Mail>>;
  unread(identity: IdentityPath): number;
  /** Newest first. */
  unreadOf(identity: IdentityPath): readonly Mail[];
  readonly handlers: SomeHandlers<"mail.inbox" | "mail.read" | "mail.send">;
}

const DEFAULT_LIMIT = 100;

/** Durable messages between identities; the user has an inbox like everybody. */
export function createMail({ store, resolveIdentity }: MailDeps): MailService {
  const mails = store.table(mailKind);
  const inboxOf = (identity: IdentityPath) => [...mails.values()].filter((one) => one.to === identity);
  const letter = (content: Letter) =>
    sendMail(
      shortId("mail", (id) => mails.get(id) !== undefined, 6),
      content,
    );

  async function send(content: Letter): Promise<Result<Mail>> {
    return store.commit(() => {
      const event = letter(content);
      return ok({ events: [event], result: () => present(event.subject) });
    });
  }

  function present(id: string): Mail {
    const found = mails.get(id);
    if (found === undefined) throw new Error(`Mail ${id} vanished between its event and its answer.`);
    return found;
  }

  return {
    letter,
    send,
    unreadOf: (identity) =>
      inboxOf(identity)
        .filter((one) => one.readAt === undefined)
        .toReversed(),
    unread: (identity) => inboxOf(identity).filter((one) => one.readAt === undefined).length,
    handlers: {
      "mail.inbox": async (input, caller) => {
        const all = inboxOf(caller.identity).toReversed();
        const unread = all.filter((one) => one.readAt === undefined);
        const wanted = input.unread === true ? unread : all;
        return ok({ mails: wanted.slice(0, input.limit ?? DEFAULT_LIMIT), unread: unread.length });
      },
      "mail.read": async (input, caller) =>
        store.commit(() => {
          const events = readMail(mails.get(input.mail), input.mail, caller.identity);
          if (!events.ok) return fail("mail-not-found", events.error.message, events.error);
          return ok({ events: events.value, result: () => present(input.mail) });
        }),
      "mail.send": async (input, caller) => {
        const to = resolveIdentity(input.to);
        if (!to.ok) return fail("recipient-not-found", to.error.message, to.error);
        const sent = await send({
          from: caller.identity,
          to: to.value,
          subject: input.subject,
          body: input.body ?? "",
        });
        return sent.ok ? sent : fail("journal-stopped", sent.error.message, sent.error);
      },
    },
  };
}
