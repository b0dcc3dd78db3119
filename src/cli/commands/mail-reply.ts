import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";

export const command = defineCommand({
  name: "mail reply",
  summary: "Answer a message that you got; a question is answered with it, and an agent at work is told.",
  examples: [
    { line: 'mail reply mail-2kf "EUR, as the shop does"', why: "In words." },
    { line: "mail reply mail-2kf --choice 2", why: "By the second of the answers that it offers." },
  ],
  args: { mail: { label: "MAIL", names: "mail" }, text: { label: "TEXT", optional: true } },
  options: {
    choice: { kind: "number", label: "N", min: 1, max: 9, short: "c", summary: "One of the answers it offers." },
    body: { kind: "text", label: "TEXT", short: "b", summary: "The text; - reads standard input." },
    "body-file": { kind: "text", label: "FILE", names: "file", summary: "The same from a file." },
  },
  async run(context, { mail, text }, options) {
    const given = options.body ?? text;
    const body = longText(context.io, { option: "body", text: given, file: options["body-file"] });
    if (!body.ok) return body;
    const sent = await context.call("mail.reply", { mail, body: body.value, choice: options.choice });
    if (!sent.ok) return sent;
    return context.print(sent.value, () => `Sent ${context.style("cyan", sent.value.id)} to ${sent.value.to}\n`);
  },
});
