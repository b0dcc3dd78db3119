import { defineCommand } from "../command.ts";
import { giveVerdict, verdictOptions } from "../give-verdict.ts";

export const command = defineCommand({
  name: "review approve",
  summary: "Approve a submission, so that it may land.",
  details: "It holds for the commit that you looked at: what is submitted anew needs a new approval.",
  examples: [
    { line: "review approve sub-7fk", why: "As it is." },
    { line: "review approve sub-7fk --first", why: "And land it before all others." },
  ],
  args: { of: { label: "SUBMISSION|ITEM", names: "submission" } },
  options: { ...verdictOptions, first: { kind: "flag", summary: "Put it in front of all others as well." } },
  async run(context, { of }, options) {
    const given = await giveVerdict(context, { of, verdict: "approved", ...options });
    if (!given.ok) return given;
    return context.print(given.value, () => `Approved ${given.value.submission?.id ?? of}\n`);
  },
});
