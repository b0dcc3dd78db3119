import { resolve } from "node:path";
import { fail } from "../../shared/model/result.ts";
import { askRunning } from "../ask-running.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { loadAtRest } from "../open-core.ts";
import { findingsText } from "../output/findings.ts";

export const command = defineCommand({
  name: "ledger fsck",
  summary: "Check every invariant of the ledgers, on their branches and in the journal. Changes nothing.",
  details:
    "The invariants have numbers (L1, L2, …), told in docs/formats/ledger.md. Exit code 1 when one of severity error does not hold, " +
    "0 otherwise. With --git-dir any repository that has a branch drover/ledger is checked, without a workspace.",
  examples: [
    { line: "ledger fsck", why: "All ledgers of the workspace, and its journal." },
    { line: "ledger fsck shop --full", why: "One ledger, with all its events." },
    { line: "ledger fsck --git-dir ~/src/shop", why: "What a clone has of a ledger." },
  ],
  args: { ledgers: { label: "PROJECT", names: "project", optional: true, many: true, summary: "Or: workspace" } },
  options: {
    full: { kind: "flag", summary: "Read all events and objects, and make the records from their events anew." },
    "git-dir": { kind: "text", label: "DIR", names: "file", summary: "Check the ledger in that repository alone." },
  },
  async run(context, { ledgers }, { full, "git-dir": gitDir }) {
    if (gitDir !== undefined && ledgers.length > 0) {
      return fail("usage", "Give either projects or --git-dir.", { remedy: "A repository has one ledger." });
    }
    const { env } = context.io;
    const checked =
      gitDir === undefined
        ? await askRunning(
            context,
            ["ledger.fsck", { ...(ledgers.length === 0 ? {} : { ledgers: [...ledgers] }), full }],
            async (workspace) => (await loadAtRest()).fsckAtRest({ workspace, env }, { ledgers, full }),
          )
        : await (await loadAtRest()).fsckRepository(resolve(context.io.cwd, gitDir), { full, env });
    if (!checked.ok) return checked;
    const exit = checked.value.counts.error > 0 ? EXIT.failure : EXIT.ok;
    return context.print(checked.value, () => findingsText(checked.value, context.style), exit);
  },
});
