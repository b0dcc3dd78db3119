import { defineCommand } from "../command.ts";
import { leftOut } from "../output/left-out.ts";

export const command = defineCommand({
  name: "freeze",
  summary: "Pause everything: all agents stand still, nothing new goes out, no landing begins.",
  details:
    "It holds over restarts, until `drover thaw`. Agents' processes are stopped where they are, so that nothing is lost and nothing is spent; gates that run already come to their end, and what they let through lands after the thaw.",
  examples: [{ line: "freeze", why: "You need the machine, or a moment to think." }],
  args: {},
  options: {},
  async run(context) {
    const done = await context.call("workspace.freeze", {});
    if (!done.ok) return done;
    return context.print(
      done.value,
      () => `Everything is paused until: drover thaw\n${leftOut(done.value.failed, "goes on", context.style)}`,
    );
  },
});
