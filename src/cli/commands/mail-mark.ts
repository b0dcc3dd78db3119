import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";

const MARKS = {
  read: { read: true },
  unread: { read: false },
  archived: { archived: true, read: true },
  inbox: { archived: false },
  pinned: { pinned: true },
  unpinned: { pinned: false },
} as const;
const NAMES = ["read", "unread", "archived", "inbox", "pinned", "unpinned"] as const;

export const command = defineCommand({
  name: "mail mark",
  summary: "Mark conversations: read or unread, archived or not, pinned or not.",
  examples: [
    { line: "mail mark archived mail-2kf", why: "Done with the whole conversation; `inbox` brings it back." },
    { line: "mail mark unread mail-2kf", why: "To be looked at later." },
  ],
  args: {
    as: { label: "AS", choices: NAMES },
    mails: { label: "MAIL", names: "mail", many: true },
  },
  options: {},
  async run(context, { as, mails }) {
    if (mails.length === 0) return fail("usage", "Name at least one message.");
    const marked = await context.call("mail.mark", { mails: [...mails], ...MARKS[as] });
    if (!marked.ok) return marked;
    return context.print(marked.value, () => `${marked.value.changed === 0 ? "It was so already" : "Done"}.\n`);
  },
});
