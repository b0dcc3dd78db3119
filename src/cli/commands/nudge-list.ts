import { NUDGE_STATES } from "../../shared/model/nudge-words.ts";
import { defineCommand } from "../command.ts";
import { nudgeTable } from "../output/nudges.ts";

export const command = defineCommand({
  name: "nudge list",
  summary: "List nudges with their receipts, the newest first.",
  examples: [
    { line: "nudge list --open", why: "Those that are still on their way." },
    { line: "nudge list --agent otter --state failed", why: "What did not reach it." },
  ],
  args: {},
  options: {
    agent: { kind: "text", label: "AGENT", names: "agent", summary: "To that agent alone." },
    state: { kind: "choice", label: "STATE", choices: NUDGE_STATES, many: true, summary: "With that receipt." },
    open: { kind: "flag", short: "o", summary: "Only those of which something more can come." },
    limit: { kind: "number", label: "N", min: 1, max: 500, short: "n", summary: "At most so many; 20 unless told." },
  },
  async run(context, _args, { agent, state, open, limit = 20 }) {
    const states = state.length === 0 ? undefined : [...state];
    const list = await context.call("nudge.list", { agent, states, open, limit });
    if (!list.ok) return list;
    return context.print(list.value, () => nudgeTable(list.value.nudges, context));
  },
});
