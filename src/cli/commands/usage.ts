import { USAGE_GROUPS } from "../../shared/contract/usage.ts";
import { defineCommand } from "../command.ts";
import { usageTable } from "../output/usage.ts";
import { pastTime } from "../past-time.ts";

export const command = defineCommand({
  name: "usage",
  summary: "Sum up the tokens that sessions used and what they cost.",
  details:
    "Counted from the transcripts that agent CLIs keep. What a runtime tells of its own cost is taken as it is, everything else is worked out by a list of prices; a model without a price is shown as unknown, and never as free.",
  examples: [
    { line: "usage", why: "Each agent." },
    { line: "usage --by day --since 7d", why: "The last week." },
    { line: "usage --by item --convoy cv-4t", why: "What each item of a convoy cost." },
  ],
  args: {},
  options: {
    by: {
      kind: "choice",
      label: "WHAT",
      choices: USAGE_GROUPS,
      summary: "One row for each of these; agents without it.",
    },
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "This agent's alone." },
    session: { kind: "text", label: "ID", summary: "This session's alone." },
    item: { kind: "text", label: "ITEM", names: "item", summary: "For this item alone." },
    convoy: { kind: "text", label: "CONVOY", names: "convoy", summary: "For this convoy's items alone." },
    project: { kind: "text", label: "PROJECT", names: "project", summary: "In this project alone." },
    runtime: { kind: "text", label: "ID", names: "runtime", summary: "By this runtime alone." },
    model: { kind: "text", label: "MODEL", summary: "Of this model alone." },
    since: { kind: "text", label: "WHEN", summary: "From then on, to the hour: 2h ago, 7d, 2026-01-31." },
    limit: { kind: "number", label: "N", min: 1, max: 10_000, summary: "At most so many rows; 100 without it." },
  },
  async run(context, _args, { since, ...rest }) {
    const from = pastTime(since);
    if (!from.ok) return from;
    const usage = await context.call("usage.list", { ...rest, since: from.value });
    if (!usage.ok) return usage;
    return context.print(usage.value, () => usageTable(usage.value, context));
  },
});
