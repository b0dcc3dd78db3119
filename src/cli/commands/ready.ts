import { defineCommand } from "../command.ts";
import { AT_OPTION, givenMoment, momentLine } from "../moment-option.ts";
import { readyTable } from "../output/items.ts";

export const command = defineCommand({
  name: "ready",
  summary: "List what could be started now, the most useful first.",
  details:
    "Ready is: open, unblocked, not deferred, nobody's. The order is priority, then how much it unblocks, then age. drover blocked tells of the others.",
  examples: [
    { line: "ready", why: "The next ten." },
    { line: "ready --project shop --limit 1 --json", why: "What an agent should take next." },
    { line: "ready --explain", why: "And why each is ready and stands where it does." },
  ],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    limit: { kind: "number", label: "N", min: 1, max: 10_000, short: "n", summary: "At most so many; 10 unless told." },
    explain: { kind: "flag", summary: "Say of each why it is ready, and why it stands where it does." },
    at: AT_OPTION,
  },
  async run(context, _args, { project, limit = 10, explain, at }) {
    const when = givenMoment(at);
    if (!when.ok) return when;
    const input = { project, limit, at: when.value };
    const page = await context.call("item.ready", explain ? { ...input, explain } : input);
    if (!page.ok) return page;
    return context.print(
      page.value,
      () => momentLine(page.value.moment, context.style) + readyTable(page.value, context),
    );
  },
});
