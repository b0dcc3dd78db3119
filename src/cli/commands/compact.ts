import type { OutputOf } from "../../shared/contract/contract.ts";
import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { itemLine } from "../output/items.ts";
import { neutralise } from "../output/neutralise.ts";

const AGE = /^(\d+)\s*(d|w)?$/;

export const command = defineCommand({
  name: "compact",
  summary: "Put digests in place of the texts of items closed long ago, or bring a text back.",
  details:
    "A digest takes the place of description, acceptance criteria, notes and design; title, labels, links, comments and the way it ended stay. Items within two links of open ones keep their texts. The full text stays in the history: --restore brings it back.",
  examples: [
    { line: "compact --dry-run", why: "See what would become shorter of what was closed 90 days ago." },
    { line: "compact --older-than 30d --project shop", why: "Of one project, sooner." },
    { line: "compact --restore shop-x3f", why: "Its full text again." },
  ],
  args: { items: { label: "ITEM", names: "item", many: true, optional: true } },
  options: {
    "older-than": { kind: "text", label: "AGE", summary: "Closed so long ago: 30d, 12w; 90d unless told." },
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    "dry-run": { kind: "flag", summary: "Say what would be done, and do nothing." },
    restore: { kind: "flag", summary: "Bring the full texts of the items back." },
  },
  async run(context, { items }, { "older-than": age, project, "dry-run": dryRun, restore }) {
    const { style } = context;
    if (restore) {
      if (items.length === 0) {
        return fail("usage", "Say whose text comes back.", { remedy: "drover compact --restore ITEM" });
      }
      const restored: OutputOf<"item.restore-text">[] = [];
      for (const item of items) {
        const one = await context.call("item.restore-text", { item });
        if (!one.ok) return one;
        restored.push(one.value);
      }
      return context.print({ items: restored }, () => restored.map((one) => itemLine("Restored", one, style)).join(""));
    }
    const days = age === undefined ? undefined : AGE.exec(age);
    if (days === null) return fail("usage", `"${age ?? ""}" is not an age.`, { remedy: "Write 30d or 12w." });
    const olderThanDays = days === undefined ? undefined : Number(days[1]) * (days[2] === "w" ? 7 : 1);
    const named = items.length === 0 ? undefined : [...items];
    const done = await context.call("ledger.compact", { items: named, project, olderThanDays, dryRun });
    if (!done.ok) return done;
    return context.print(done.value, () => {
      const { compacted, charsBefore, charsAfter, skipped } = done.value;
      const verb = dryRun ? "Would compact" : "Compacted";
      const head = `${verb} ${compacted} ${compacted === 1 ? "item" : "items"}: ${charsBefore} characters become ${charsAfter}.\n`;
      const lines = done.value.items.map(
        ({ item, title, digest }) =>
          `${style("cyan", item)}  ${neutralise(title)}\n    ${style("dim", neutralise(digest) || "no words")}\n`,
      );
      const more = compacted > lines.length ? style("dim", `and ${compacted - lines.length} more\n`) : "";
      const left = skipped.map(({ reason, count }) => style("dim", `left ${count}: ${reason}\n`));
      return head + lines.join("") + more + left.join("");
    });
  },
});
