import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "attention take-back",
  summary: "Put something back on the list of what needs you.",
  examples: [{ line: "attention take-back submission:sub-x3f", why: "`drover attention --put-off` lists them." }],
  args: { id: { label: "ID" } },
  options: {},
  async run(context, { id }) {
    const done = await context.call("attention.take-back", { id });
    if (!done.ok) return done;
    return context.print(done.value, () => `Back on the list: ${neutralise(done.value.title)}\n`);
  },
});
