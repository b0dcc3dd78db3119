import { fail } from "../../shared/model/result.ts";
import { parseQuickCreate } from "../../shared/quick-create.ts";
import { defineCommand } from "../command.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "add",
  summary: "Create a work item from one line.",
  details:
    "p0 to p4 is its priority, #word a label, @who whose it is, !word its type, ^item its epic, >item what it waits for, due: and est: when and how much, in: its project. A backslash makes a word plain text: \\#1. Quote the line, since shells have their own meaning for #, ! and >. Also as drover q.",
  examples: [
    { line: "add 'Fix the login p1 #auth !bug >shop-a1b due:fri est:2h in:shop'", why: "All in one line." },
    { line: "add 'Write the guide ^shop-k3f @shop/crew/ada'", why: "A child of an epic, and somebody's." },
  ],
  args: { words: { label: "LINE", many: true } },
  options: {},
  async run(context, { words }) {
    const { item, problems } = parseQuickCreate(words.join(" "), { now: Date.now() });
    const [problem] = problems;
    if (problem !== undefined) {
      return fail("usage", problems.join(" "), {
        remedy: "A word that is meant as it stands has a backslash before it.",
      });
    }
    const created = await context.call("item.create", item);
    if (!created.ok) return created;
    return context.print(created.value, () => itemLine("Created", created.value, context.style));
  },
});
