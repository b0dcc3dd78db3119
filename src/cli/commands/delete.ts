import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "delete",
  summary: "Delete items: they are in no list any more, and nothing waits for them.",
  details: "What is slung, on a hook or in the merge queue stays. drover restore brings one back.",
  examples: [
    { line: "delete shop-x3f --yes", why: "One that was made by mistake." },
    { line: "delete shop-epic --children --yes", why: "An epic with all that belongs to it." },
  ],
  args: { items: { label: "ITEM", names: "item", many: true } },
  options: {
    children: { kind: "flag", summary: "Their children too, and theirs." },
    reason: { kind: "text", label: "TEXT", short: "r", summary: "Why; kept in the trail." },
    yes: { kind: "flag", short: "y", summary: "Do it; without it nothing is deleted." },
  },
  async run(context, { items }, { children, reason, yes }) {
    if (!yes) {
      return fail("usage", `Nothing was deleted: ${items.join(", ")}.`, { remedy: "Say --yes if you mean it." });
    }
    const gone = await context.call("item.delete", { items: [...items], withChildren: children, reason });
    if (!gone.ok) return gone;
    return context.print(gone.value, () => gone.value.items.map((id) => `Deleted ${id}\n`).join(""));
  },
});
