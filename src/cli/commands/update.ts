import type { ITEM_STATUSES } from "../choices.ts";
import { defineCommand } from "../command.ts";
import { parseIdentity } from "../identity.ts";
import { fail } from "../../shared/model/result.ts";
import { itemLine } from "../output/items.ts";

const SETTABLE = ["open", "in-progress", "blocked", "deferred", "in-review"] as const satisfies Exclude<
  (typeof ITEM_STATUSES)[number],
  "closed"
>[];

export const command = defineCommand({
  name: "update",
  summary: "Change an item's status, or whose it is.",
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
  args: { item: { label: "ITEM", names: "item" } },
  options: {
    status: { kind: "choice", label: "STATUS", choices: SETTABLE, summary: "The new status; drover close closes." },
    assignee: { kind: "text", label: "AGENT", names: "agent", summary: "Whose it is; none for nobody's." },
    because: { kind: "text", label: "TEXT", summary: "Why; kept in its trail." },
    claim: { kind: "flag", summary: "Take it yourself." },
  },
  async run(context, { item }, { status, assignee, because, claim }) {
    if (claim) {
      if (status !== undefined || assignee !== undefined) {
        return fail("usage", "--claim sets status and assignee by itself; leave the others out.");
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
    const updated = await context.call("item.update", {
      item,
      status,
      assignee: assignee === "none" ? null : identity?.value,
      cause: because,
    });
    if (!updated.ok) return updated;
    return context.print(updated.value, () => itemLine("Updated", updated.value, context.style));
  },
});
