import { defineCommand } from "../command.ts";
import { VERSION } from "../version.ts";

export const command = defineCommand({
  name: "version",
  summary: "Print the version.",
  examples: [{ line: "version --json", why: "With those of Node and the platform." }],
  args: {},
  options: {},
  run(context) {
    const value = { drover: VERSION, node: process.versions.node, platform: `${process.platform}-${process.arch}` };
    return Promise.resolve(context.print(value, () => `drover ${VERSION}\n`));
  },
});
