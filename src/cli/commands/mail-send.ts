import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";

export const command = defineCommand({
  name: "mail send",
  summary: "Send a message to an identity's inbox.",
  examples: [
    { line: 'mail send user "Which currency?" --body "Prices have none; I took EUR."', why: "An agent asks its user." },
    { line: 'mail send user "Which currency?" --choice EUR --choice USD', why: "It is answered by one key." },
    { line: 'mail send shop/crew/ada "Review" --body - < notes.md', why: "With a long text." },
  ],
  args: { to: { label: "IDENTITY", names: "agent" }, subject: { label: "SUBJECT" } },
  options: {
    body: { kind: "text", label: "TEXT", short: "b", summary: "The text; - reads standard input." },
    choice: {
      kind: "text",
      label: "TEXT",
      many: true,
      short: "c",
      summary: "An answer to choose from; several times.",
    },
    ask: { kind: "flag", summary: "It is a question, to be answered in words." },
    item: { kind: "text", label: "ITEM", names: "item", summary: "The item it is about." },
    "body-file": { kind: "text", label: "FILE", names: "file", summary: "The same from a file." },
  },
  async run(context, { to, subject }, options) {
    const body = longText(context.io, { option: "body", text: options.body, file: options["body-file"] });
    if (!body.ok) return body;
    const { choice, ask, item } = options;
    const sent = await context.call("mail.send", {
      ...{ to, subject, body: body.value },
      choices: ask || choice.length > 0 ? [...choice] : undefined,
      about: item === undefined ? undefined : { kind: "item", id: item },
    });
    if (!sent.ok) return sent;
    return context.print(sent.value, () => `Sent ${context.style("cyan", sent.value.id)} to ${sent.value.to}\n`);
  },
});
