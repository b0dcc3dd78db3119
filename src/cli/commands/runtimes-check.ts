import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { runtimeCheckText } from "../output/runtimes.ts";

export const command = defineCommand({
  name: "runtimes check",
  summary: "Say how the installed version of a runtime differs from what Drover expects.",
  details: `Starts it for its version and its help alone, with nothing of yours but PATH and HOME, and looks for every flag that would be passed
to it. A flag that it can do without is left out at its start; one that it cannot is a problem, and the exit code is 1.`,
  examples: [{ line: "runtimes check claude", why: "Before agents are put on a version that is newer than Drover." }],
  args: { runtime: { label: "RUNTIME", names: "runtime" } },
  options: {},
  async run(context, { runtime }) {
    const checked = await context.call("runtime.check", { runtime });
    if (!checked.ok) return checked;
    const exit = checked.value.usable ? EXIT.ok : EXIT.failure;
    return context.print(checked.value, () => runtimeCheckText(checked.value, context.style), exit);
  },
});
