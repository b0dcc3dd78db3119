import { defineCommand } from "../command.ts";
import { conflictCard, conflictTexts } from "../output/conflict.ts";

export const command = defineCommand({
  name: "mq conflict",
  summary: "Lay out both sides of a submission's conflict.",
  details:
    "What each side is for, by whom and in which commits, and the files that do not go together. Ours is what has landed, theirs is what the submission brings.",
  examples: [
    { line: "mq conflict sub-7fk", why: "Both intents and the files." },
    {
      line: "mq conflict sub-7fk --file src/units.js",
      why: "The file as it was before both, and as each side has it.",
    },
  ],
  args: { submission: { label: "SUBMISSION", names: "submission" } },
  options: { file: { kind: "text", label: "PATH", summary: "Shows the texts of that file." } },
  async run(context, { submission }, { file }) {
    const shown = await context.call("mq.conflict", { submission, file });
    if (!shown.ok) return shown;
    const { texts } = shown.value;
    return context.print(shown.value, () =>
      texts === undefined ? conflictCard(shown.value, context) : conflictTexts(texts, context.style),
    );
  },
});
