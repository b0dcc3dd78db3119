import { defineCommand } from "../command.ts";
import { leftOut } from "../output/left-out.ts";

export const command = defineCommand({
  name: "thaw",
  summary: "Let everything go on that `drover freeze` paused.",
  details: "Agents that were paused one by one before stay so: `drover agent resume AGENT`.",
  examples: [{ line: "thaw", why: "Agents go on where they stood, and the merge queue lands again." }],
  args: {},
  options: {},
  async run(context) {
    const done = await context.call("workspace.thaw", {});
    if (!done.ok) return done;
    return context.print(
      done.value,
      () => `Everything goes on.\n${leftOut(done.value.failed, "stays paused", context.style)}`,
    );
  },
});
