import type { MailThread } from "../../../shared/contract/mail.ts";
import type { ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";

const PREVIEW_CHARS = 200;

/** All letters that a reader sent or got, by conversation, each oldest first. */
export function conversationsOf(mails: Iterable<Mail>, reader: IdentityPath): ReadonlyMap<string, readonly Mail[]> {
  const threads = new Map<string, Mail[]>();
  for (const mail of mails) {
    if (mail.to !== reader && mail.from !== reader) continue;
    const id = mail.thread ?? mail.id;
    const known = threads.get(id);
    if (known === undefined) threads.set(id, [mail]);
    else known.push(mail);
  }
  return threads;
}

/** A conversation as its reader sees it. `mails` are oldest first, at least one. Pure. */
export function threadOf(id: string, mails: readonly Mail[], reader: IdentityPath): MailThread | undefined {
  const first = mails[0];
  const last = mails.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const received = mails.filter(({ to }) => to === reader);
  const asked = received.findLast(({ question, answer }) => question !== undefined && answer === undefined);
  const about = mails.findLast((mail) => mail.about !== undefined)?.about;
  const others = new Set(mails.flatMap(({ from, to }) => [from, to]).filter((one) => one !== reader));
  return {
    id,
    subject: first.subject,
    others: [...others],
    preview: last.body.replaceAll(/\s+/g, " ").trim().slice(0, PREVIEW_CHARS),
    count: mails.length,
    unread: received.filter(({ readAt }) => readAt === undefined).length,
    updatedAt: last.sentAt,
    ...(about === undefined ? {} : { about }),
    isPinned: received.some(({ pinnedAt }) => pinnedAt !== undefined),
    // A letter that comes later brings the conversation back.
    isArchived: received.length > 0 && received.every(({ archivedAt }) => archivedAt !== undefined),
    ...(asked === undefined ? {} : { question: { mail: asked.id, choices: asked.question?.choices ?? [] } }),
  };
}

type Wanted = Pick<ParsedInputOf<"mail.threads">, "box" | "unread" | "text">;

/** Those conversations that are wanted: pinned ones first, then the newest. Pure. */
export function threadsOf(mails: Iterable<Mail>, reader: IdentityPath, wanted: Wanted): readonly MailThread[] {
  const words = (wanted.text ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const found: MailThread[] = [];
  for (const [id, letters] of conversationsOf(mails, reader)) {
    const thread = threadOf(id, letters, reader);
    if (thread === undefined || !isInBox(thread, letters, { ...wanted, reader })) continue;
    if (words.length > 0) {
      const text = letters.map((one) => `${one.subject} ${one.body} ${one.from} ${one.to} ${one.about?.id ?? ""}`);
      const whole = text.join(" ").toLowerCase();
      if (!words.every((word) => whole.includes(word))) continue;
    }
    found.push(thread);
  }
  return found.toSorted((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.updatedAt - a.updatedAt);
}

function isInBox(
  thread: MailThread,
  letters: readonly Mail[],
  { box = "inbox", unread, reader }: Wanted & { readonly reader: IdentityPath },
): boolean {
  if (unread === true && thread.unread === 0) return false;
  switch (box) {
    case "all":
      return true;
    case "sent":
      return letters.some(({ from }) => from === reader);
    case "archive":
      return thread.isArchived;
    case "inbox":
      return !thread.isArchived && letters.some(({ to }) => to === reader);
  }
}
