import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import { shortId } from "../base/short-id.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type Letter, mailKind, markMail, notInInbox, readMail, replyToMail, sendMail } from "./decide.ts";
import { conversationsOf, threadOf, threadsOf } from "./threads.ts";

export type { Letter } from "./decide.ts";
export { mailKind } from "./decide.ts";
export { describeMailEvent } from "./describe.ts";

export interface MailDeps {
  readonly store: RecordStore;
  /** The identity that a name, a short name or a path means. */
  resolveIdentity(ref: string): Result<IdentityPath>;
  /** Somebody wrote to it; whoever is at work is to look at once. Failures are its own. */
  delivered?(mail: Mail): void;
}

type MailVerb = "mail.inbox" | "mail.threads" | "mail.show" | "mail.read" | "mail.mark" | "mail.send" | "mail.reply";

export interface MailService {
  /** The event that delivers a letter, for those who commit it together with other changes. */
  letter(letter: Letter): NewEvent;
  send(letter: Letter): Promise<Result<Mail>>;
  unread(identity: IdentityPath): number;
  /** Newest first. */
  unreadOf(identity: IdentityPath): readonly Mail[];
  /** What was not read, and what asks and was not answered, oldest first. Archived ones are done with. */
  openOf(identity: IdentityPath): readonly Mail[];
  readonly handlers: SomeHandlers<MailVerb>;
}

const DEFAULT_LIMIT = 100;

/** Durable messages between identities; the user has an inbox like everybody. */
export function createMail({ store, resolveIdentity, delivered }: MailDeps): MailService {
  const mails = store.table(mailKind);
  const inboxOf = (identity: IdentityPath) => [...mails.values()].filter((one) => one.to === identity);
  const newId = () => shortId("mail", (id) => mails.get(id) !== undefined, 6);
  const letter = (content: Letter) => sendMail(newId(), content);

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

  /** All letters of the conversation that one of them is in, as its reader knows it, oldest first. */
  function conversation(id: string, reader: IdentityPath): readonly Mail[] {
    const thread = mails.get(id)?.thread ?? id;
    return conversationsOf(mails.values(), reader).get(thread) ?? [];
  }

  return {
    letter,
    send,
    unreadOf: (identity) =>
      inboxOf(identity)
        .filter((one) => one.readAt === undefined)
        .toReversed(),
    openOf: (identity) =>
      inboxOf(identity).filter(
        (one) =>
          one.archivedAt === undefined &&
          (one.readAt === undefined || (one.question !== undefined && one.answer === undefined)),
      ),
    unread: (identity) => inboxOf(identity).filter((one) => one.readAt === undefined).length,
    handlers: {
      "mail.inbox": async (input, caller) => {
        const all = inboxOf(caller.identity).toReversed();
        const unread = all.filter((one) => one.readAt === undefined);
        const wanted = input.unread === true ? unread : all;
        return ok({ mails: wanted.slice(0, input.limit ?? DEFAULT_LIMIT), unread: unread.length });
      },
      "mail.threads": async (input, { identity }) => {
        const threads = threadsOf(mails.values(), identity, input);
        const unread = inboxOf(identity).filter((one) => one.readAt === undefined).length;
        return ok({ threads: threads.slice(0, input.limit ?? DEFAULT_LIMIT), unread, total: threads.length });
      },
      "mail.show": async (input, { identity }) => {
        const letters = conversation(input.mail, identity);
        const thread = threadOf(letters[0]?.thread ?? letters[0]?.id ?? "", letters, identity);
        return thread === undefined ? notInInbox(input.mail, identity) : ok({ thread, mails: [...letters] });
      },
      "mail.read": async (input, caller) =>
        store.commit(() => {
          const events = readMail(mails.get(input.mail), input.mail, caller.identity);
          if (!events.ok) return fail("mail-not-found", events.error.message, events.error);
          return ok({ events: events.value, result: () => present(input.mail) });
        }),
      "mail.mark": async ({ mails: refs, ...marks }, { identity }) =>
        store.commit(() => {
          const missing = refs.find((ref) => conversation(ref, identity).length === 0);
          if (missing !== undefined) return notInInbox(missing, identity);
          const letters = new Set(refs.flatMap((ref) => conversation(ref, identity)));
          const received = [...letters].filter(({ to }) => to === identity);
          const events = received.flatMap((one) => markMail(one, marks, identity));
          return ok({ events, result: () => ({ changed: events.length }) });
        }),
      "mail.send": async (input, caller) => {
        const to = resolveIdentity(input.to);
        if (!to.ok) return fail("recipient-not-found", to.error.message, to.error);
        const sent = await send({
          from: caller.identity,
          to: to.value,
          subject: input.subject,
          body: input.body ?? "",
          ...(input.about === undefined ? {} : { about: input.about }),
          ...(input.choices === undefined ? {} : { question: { choices: input.choices } }),
        });
        if (!sent.ok) return fail("journal-stopped", sent.error.message, sent.error);
        delivered?.(sent.value);
        return sent;
      },
      "mail.reply": async ({ mail: ref, body = "", choice }, { identity: from }) => {
        const id = newId();
        const sent = await store.commit(() => {
          const events = replyToMail(mails.get(ref), ref, { id, from, body, choice });
          return events.ok ? ok({ events: events.value, result: () => present(id) }) : events;
        });
        if (sent.ok) delivered?.(sent.value);
        return sent;
      },
    },
  };
}
