import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { problemLines } from "../output/settings.ts";

export const command = defineCommand({
  name: "settings check",
  summary: "Say what is wrong with the settings file, line by line.",
  details: "Exit code 1 when something in it does not count, 0 with warnings alone.",
  examples: [{ line: "settings check", why: "After you edited it." }],
  args: {},
  options: {},
  async run(context) {
    const told = await context.call("settings.show", {});
    if (!told.ok) return told;
    const { file, problems } = told.value;
    const isBad = problems.some(({ severity }) => severity === "error");
    return context.print(
      { file, problems },
      () => (problems.length === 0 ? `Nothing is wrong with ${file}.\n` : problemLines(file, problems, context.style)),
      isBad ? EXIT.failure : EXIT.ok,
    );
  },
});
