import { defineCommand } from "../command.ts";
import { renderTable } from "../output/table.ts";
import { ago } from "../output/time.ts";

export const command = defineCommand({
  name: "mail inbox",
  summary: "List your mail, newest first.",
  examples: [{ line: "mail inbox --unread", why: "What you have not read." }],
  args: {},
  options: {
    unread: { kind: "flag", short: "u", summary: "Only what you have not read." },
    limit: { kind: "number", label: "N", min: 1, max: 1000, short: "n", summary: "At most so many; 20 unless told." },
  },
  async run(context, _args, { unread, limit = 20 }) {
    const inbox = await context.call("mail.inbox", { unread, limit });
    if (!inbox.ok) return inbox;
    const { mails } = inbox.value;
    return context.print(inbox.value, () =>
      mails.length === 0
        ? "No mail.\n"
        : renderTable(
            mails,
            [
              { title: "", text: (one) => (one.readAt === undefined ? "●" : ""), tone: () => "cyan" },
              { title: "MAIL", text: (one) => one.id, tone: () => "cyan" },
              { title: "WHEN", text: (one) => ago(one.sentAt), tone: () => "dim" },
              { title: "FROM", text: (one) => one.from },
              { title: "SUBJECT", text: (one) => one.subject, flexible: true },
            ],
            { style: context.style, columns: context.io.columns },
          ),
    );
  },
});
