import { defineCommand } from "../command.ts";
import { giveVerdict, verdictOptions } from "../give-verdict.ts";

export const command = defineCommand({
  name: "review tell",
  summary: "Tell an agent your comments on its work, and take nothing from it.",
  details: "It gets them by mail, and is nudged where it is at work.",
  examples: [{ line: "review tell otter", why: "All the drafts on its branch." }],
  args: { of: { label: "AGENT|SUBMISSION|ITEM", names: "agent" } },
  options: verdictOptions,
  async run(context, { of }, options) {
    const given = await giveVerdict(context, { of, verdict: "commented", ...options });
    if (!given.ok) return given;
    const { told } = given.value;
    return context.print(given.value, () => `Told ${told === 1 ? "1 comment" : `${told} comments`}\n`);
  },
});
