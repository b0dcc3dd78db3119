import { shortName } from "../../shared/model/identity.ts";
import { defineCommand } from "../command.ts";
import { giveVerdict, verdictOptions } from "../give-verdict.ts";

export const command = defineCommand({
  name: "review send-back",
  summary: "Take a submission out of the queue and give it back to its author, with all your comments.",
  examples: [
    { line: 'review send-back sub-7fk --note "Please add tests."', why: "With the drafts you have on it." },
    { line: "review send-back sub-7fk --note - < review.md", why: "With a summary from a file." },
  ],
  args: { of: { label: "SUBMISSION|ITEM", names: "submission" } },
  options: verdictOptions,
  async run(context, { of }, options) {
    const given = await giveVerdict(context, { of, verdict: "sent-back", ...options });
    if (!given.ok) return given;
    const { submission, told } = given.value;
    return context.print(given.value, () => {
      const to = submission === undefined ? "its author" : shortName(submission.agent);
      return `Sent ${submission?.id ?? of} back to ${to} with ${told === 1 ? "1 comment" : `${told} comments`}\n`;
    });
  },
});
