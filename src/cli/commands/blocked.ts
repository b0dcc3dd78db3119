import { defineCommand } from "../command.ts";
import { AT_OPTION, givenMoment, momentLine } from "../moment-option.ts";
import { blockedTable, explanationText } from "../output/waiting.ts";

export const command = defineCommand({
  name: "blocked",
  summary: "Say what items wait for, down to the causes.",
  details: "Without an item, all open items that wait, and what holds back the most of them.",
  examples: [
    { line: "blocked", why: "What waits for what." },
    { line: "blocked shop-x3f", why: "Why one item is not ready, or that it is and why." },
  ],
  args: { item: { label: "ITEM", names: "item", optional: true } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    limit: { kind: "number", label: "N", min: 1, max: 10_000, short: "n", summary: "At most so many; 50 unless told." },
    at: AT_OPTION,
  },
  async run(context, { item }, { project, at, limit = 50 }) {
    const when = givenMoment(at);
    if (!when.ok) return when;
    if (item !== undefined) {
      const explained = await context.call("item.explain", { item, at: when.value });
      if (!explained.ok) return explained;
      const { moment } = explained.value;
      return context.print(
        explained.value,
        () => momentLine(moment, context.style) + explanationText(explained.value, context),
      );
    }
    const blocked = await context.call("item.blocked", { project, limit, at: when.value });
    if (!blocked.ok) return blocked;
    const { moment } = blocked.value;
    return context.print(blocked.value, () => momentLine(moment, context.style) + blockedTable(blocked.value, context));
  },
});
