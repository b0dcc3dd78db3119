import { defineCommand } from "../command.ts";
import { afterChange } from "../output/settings.ts";

export const command = defineCommand({
  name: "settings unset",
  summary: "Take settings back to their defaults.",
  examples: [
    { line: "settings unset look.theme", why: "The line goes out of the file; comments stay." },
    { line: "settings unset billing.claude", why: "One entry of a table." },
  ],
  args: { keys: { label: "KEY", names: "setting", many: true } },
  options: {},
  async run(context, { keys }) {
    const done = await context.call("settings.set", { changes: Object.fromEntries(keys.map((key) => [key, null])) });
    if (!done.ok) return done;
    return context.print(done.value, () => afterChange(done.value, keys, context.style));
  },
});
