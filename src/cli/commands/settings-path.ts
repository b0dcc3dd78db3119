import { join } from "node:path";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "settings path",
  summary: "Print the path of the settings file.",
  examples: [{ line: "settings path", why: "For an editor or a script." }],
  args: {},
  options: {},
  async run(context) {
    const workspace = context.workspace();
    if (!workspace.ok) return workspace;
    const file = join(workspace.value, "settings.toml");
    return context.print({ file }, () => `${file}\n`);
  },
});
