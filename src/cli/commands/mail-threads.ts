import { defineCommand } from "../command.ts";
import { renderTable } from "../output/table.ts";
import { ago } from "../output/time.ts";

export const command = defineCommand({
  name: "mail threads",
  summary: "List your conversations by mail: pinned ones first, then the newest.",
  examples: [
    { line: "mail threads", why: "What is in your inbox." },
    { line: 'mail threads --box all --text "currency eur"', why: "Everything with these words." },
  ],
  args: {},
  options: {
    box: {
      kind: "choice",
      label: "BOX",
      choices: ["inbox", "archive", "sent", "all"],
      summary: "Which ones; inbox unless told.",
    },
    unread: { kind: "flag", short: "u", summary: "Only with something you have not read." },
    text: { kind: "text", label: "WORDS", short: "t", summary: "Only with all these words." },
    limit: { kind: "number", label: "N", min: 1, max: 1000, short: "n", summary: "At most so many; 20 unless told." },
  },
  async run(context, _args, { box, unread, text, limit = 20 }) {
    const found = await context.call("mail.threads", { box, unread, text, limit });
    if (!found.ok) return found;
    const { threads } = found.value;
    return context.print(found.value, () =>
      threads.length === 0
        ? "No mail.\n"
        : renderTable(
            threads,
            [
              { title: "", text: (one) => (one.unread > 0 ? "●" : one.isPinned ? "*" : ""), tone: () => "cyan" },
              { title: "MAIL", text: (one) => one.question?.mail ?? one.id, tone: () => "cyan" },
              { title: "WHEN", text: (one) => ago(one.updatedAt), tone: () => "dim" },
              { title: "WITH", text: (one) => one.others.join(" ") },
              { title: "N", text: (one) => String(one.count), tone: () => "dim" },
              { title: "ASKS", text: (one) => one.question?.choices.join(" / ") ?? "" },
              { title: "SUBJECT", text: (one) => one.subject, flexible: true },
            ],
            { style: context.style, columns: context.io.columns },
          ),
    );
  },
});
