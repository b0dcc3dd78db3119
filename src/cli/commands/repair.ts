import type { OutputOf } from "../../shared/contract/contract.ts";
import { askRunning } from "../ask-running.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { loadAtRest } from "../open-core.ts";
import { neutralise } from "../output/neutralise.ts";
import type { Style } from "../output/style.ts";
import { refuseToAgents } from "../user-only.ts";

export const command = defineCommand({
  name: "repair",
  summary: "Put right what `drover ledger fsck` found: says what it would do, and does it with --apply.",
  details:
    "Records are made from their events, lines in quarantine that are good are taken back, shards and meta.json are written anew, a " +
    "lost branch is put back. Where each ledger stood before is kept under refs/drover/backup/. --apply needs that no core runs.",
  examples: [
    { line: "repair", why: "See what would be done." },
    { line: "repair --apply", why: "Do it." },
  ],
  args: { ledgers: { label: "PROJECT", names: "project", optional: true, many: true, summary: "Or: workspace" } },
  options: { apply: { kind: "flag", summary: "Do it, after keeping a backup." } },
  async run(context, { ledgers }, { apply }) {
    const { env } = context.io;
    const allowed = refuseToAgents("repair", env);
    if (!allowed.ok) return allowed;
    const done = await askRunning(
      context,
      ["ledger.repair", { apply, ...(ledgers.length === 0 ? {} : { ledgers: [...ledgers] }) }],
      async (workspace) => (await loadAtRest()).repairAtRest({ workspace, env }, { ledgers, apply }),
    );
    if (!done.ok) return done;
    const exit = done.value.left.length > 0 ? EXIT.failure : EXIT.ok;
    return context.print(done.value, () => repairText(done.value, context.style), exit);
  },
});

function repairText({ applied, steps, backups, left }: OutputOf<"ledger.repair">, style: Style): string {
  const lines = steps.map(({ ledger, message }) => `${style("cyan", neutralise(ledger))}  ${neutralise(message)}\n`);
  const end =
    steps.length === 0
      ? "There is nothing to put right.\n"
      : applied
        ? `Done: ${steps.length} steps.\n`
        : `Nothing was changed yet: drover repair --apply does these ${steps.length} steps.\n`;
  return [
    ...lines,
    ...left.map((line) => style("yellow", `${neutralise(line)}\n`)),
    end,
    ...backups.map(({ ledger, ref }) => style("dim", `Where ${neutralise(ledger)} stood before: ${ref}\n`)),
  ].join("");
}
