import { defineCommand } from "../command.ts";
import { parseIdentity } from "../identity.ts";
import { fail } from "../../shared/model/result.ts";
import { itemLine } from "../output/items.ts";

export const command = defineCommand({
  name: "update",
  summary: "Change items' status, or whose they are.",
  details: "Several items are changed alike in one step: all of them or none.",
  examples: [
    {
      line: 'update shop-x3f --status blocked --because "waits for the new API"',
      why: "Say that it is stuck, and why.",
    },
    {
      line: "update shop-x3f --assignee shop/crew/ada",
      why: "Give it to somebody; --assignee none makes it nobody's.",
    },
    { line: "update shop-x3f --claim", why: "The same as drover claim shop-x3f." },
  ],
  args: { items: { label: "ITEM", names: "item", many: true } },
  options: {
    status: {
      kind: "text",
      label: "STATUS",
      names: "status",
      summary: "open, in-progress, blocked, deferred, in-review, or one of the ledger's own; drover close closes.",
    },
    assignee: { kind: "text", label: "AGENT", names: "agent", summary: "Whose it is; none for nobody's." },
    because: { kind: "text", label: "TEXT", summary: "Why; kept in its trail." },
    claim: { kind: "flag", summary: "Take it yourself; one item." },
  },
  async run(context, { items }, { status, assignee, because, claim }) {
    const [item, ...others] = items;
    if (item === undefined) return fail("usage", "ITEM is missing.");
    if (claim) {
      if (status !== undefined || assignee !== undefined || others.length > 0) {
        return fail("usage", "--claim takes one item and sets status and assignee by itself; leave the others out.");
      }
      const claimed = await context.call("item.claim", { item });
      if (!claimed.ok) return claimed;
      return context.print(claimed.value, () => itemLine("Claimed", claimed.value, context.style));
    }
    if (status === undefined && assignee === undefined) {
      return fail("usage", "There is nothing to change.", { remedy: "Give --status, --assignee or --claim." });
    }
    const identity = assignee === undefined || assignee === "none" ? undefined : parseIdentity(assignee);
    if (identity?.ok === false) return identity;
    const change = { status, assignee: assignee === "none" ? null : identity?.value, cause: because };
    if (others.length === 0) {
      const updated = await context.call("item.update", { item, ...change });
      if (!updated.ok) return updated;
      return context.print(updated.value, () => itemLine("Updated", updated.value, context.style));
    }
    const updated = await context.call("item.bulk", { items: [...items], ...change });
    if (!updated.ok) return updated;
    return context.print(updated.value, () =>
      updated.value.items.map((one) => itemLine("Updated", one, context.style)).join(""),
    );
  },
});
