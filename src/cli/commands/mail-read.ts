import { defineCommand } from "../command.ts";
import { neutralise, neutraliseLines } from "../output/neutralise.ts";
import { renderFields } from "../output/table.ts";
import { localTime } from "../output/time.ts";

export const command = defineCommand({
  name: "mail read",
  summary: "Read a message and mark it as read.",
  examples: [{ line: "mail read mail-2kf", why: "drover mail inbox lists them." }],
  args: { mail: { label: "MAIL", names: "mail" } },
  options: {},
  async run(context, { mail }) {
    const read = await context.call("mail.read", { mail });
    if (!read.ok) return read;
    const { style } = context;
    return context.print(read.value, () => {
      const { from, to, sentAt, subject, about, body, question, answer } = read.value;
      const fields = renderFields(
        [
          ["from", from],
          ["to", to],
          ["sent", localTime(sentAt)],
          ["about", about && `${about.kind} ${about.id}`],
          ["answered by", answer],
        ],
        style,
      );
      const text = body.trim() === "" ? "" : `\n${neutraliseLines(body.trimEnd())}\n`;
      const answers = question?.choices.map((one, at) => `  ${style("cyan", String(at + 1))} ${neutralise(one)}\n`);
      return `${style("bold", neutralise(subject))}\n${fields}${text}${(answers ?? []).join("")}`;
    });
  },
});
