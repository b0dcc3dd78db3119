import { defineCommand } from "../command.ts";
import { NUDGE_OPTIONS } from "../nudge-options.ts";
import { nudgeLine } from "../output/nudges.ts";

export const command = defineCommand({
  name: "nudge",
  summary: "Tell an agent something, by its runtime's own channel or typed once it can take input; with a receipt.",
  details:
    "The receipt says how far it got: queued, delivered, seen, acted; or failed or expired, with the reason. Nothing is typed into a permission question, into your own typing, or in the middle of a turn. What does not arrive in its time comes back to you as mail.",
  examples: [
    { line: "nudge otter", why: "Make it look at its hook." },
    { line: 'nudge otter "The API moved to v2, see docs/api.md"', why: "Tell it something." },
    { line: 'nudge otter "Stop at the next step" --wait 60', why: "Wait until it has acted on it." },
  ],
  args: { agent: { label: "AGENT", names: "agent" }, text: { label: "TEXT", optional: true } },
  options: NUDGE_OPTIONS,
  async run(context, { agent, text }, { wait, expires }) {
    const nudged = await context.call("agent.nudge", { agent, text, wait, expires });
    if (!nudged.ok) return nudged;
    return context.print(nudged.value, () => nudgeLine(nudged.value.nudge, context.style));
  },
});
