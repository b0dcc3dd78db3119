import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import { openRepository } from "../platform/store/git-access.ts";
import { createQuarantine } from "../platform/store/quarantine.ts";
import { readKeptLines } from "../platform/store/repair/kept-lines.ts";
import { type RepairPlan, planRepair } from "../platform/store/repair/plan-repair.ts";
import { type Rewritten, rewriteBranch } from "../platform/store/rewrite-branch.ts";
import type { FsckDeps } from "./fsck.ts";
import type { LedgerPlace } from "./ledger-places.ts";

type RepairAnswer = OutputOf<"ledger.repair">;

export interface RepairDeps extends FsckDeps {
  /** Absolute, without symbolic links. */
  readonly workspaceDir: string;
  /** The human owner, for commits. */
  readonly owner: { readonly name: string; readonly email: string };
}

interface RepairRequest {
  readonly ledgers: readonly LedgerPlace[];
  /** Does it. Whoever asks for that holds the workspace's lock, with no ledger open. */
  readonly apply: boolean;
}

/** Says what would put ledgers right, and with `apply` does it, each ledger in one commit with a backup of what was before. */
export async function repair(
  deps: RepairDeps,
  { ledgers, apply }: RepairRequest,
): Promise<Result<RepairAnswer, Failure<"ledger-write-failed">>> {
  const kinds = new Map(deps.kinds.map((kind) => [kind.kind, kind]));
  const dir = path.join(deps.workspaceDir, ".drover", "quarantine");
  const steps: RepairAnswer["steps"] = [];
  const backups: RepairAnswer["backups"] = [];
  const left: string[] = [];
  for (const { ledger, gitDir } of ledgers) {
    const repository = openRepository(deps.git, gitDir);
    const keptLines = await readKeptLines(dir, ledger, kinds);
    const plan = await planRepair({ repository, ledger, kinds: deps.kinds, keptLines });
    steps.push(...plan.steps.map((step) => ({ ledger, ...step })));
    left.push(...plan.left);
    if (!apply || plan.steps.length === 0) continue;
    const written = await carryOut(deps, { ledger, gitDir }, plan);
    if (!written.ok) return written;
    if (written.value !== undefined) {
      backups.push({ ledger, ref: written.value.backup, commit: plan.head ?? plan.base ?? "" });
    }
  }
  return ok({ applied: apply, steps, backups, left });
}

async function carryOut(
  deps: RepairDeps,
  { ledger, gitDir }: LedgerPlace,
  plan: RepairPlan,
): Promise<Result<Rewritten | undefined, Failure<"ledger-write-failed">>> {
  const { base, head, changes } = plan;
  if (base === undefined) return ok(undefined);
  const dir = path.join(deps.workspaceDir, ".drover", "quarantine");
  const quarantine = createQuarantine({ dir, notice: () => {} });
  for (const line of plan.aside) quarantine.keep(line);
  const repository = openRepository(deps.git, gitDir);
  const written = await rewriteBranch(
    { repository, ledger, committer: { owner: deps.owner, now: deps.now } },
    { base, head, changes, about: `repaired: ${plan.steps.length} steps`, backup: "repair" },
  );
  if (!written.ok) return written;
  // Kept beside the others rather than deleted: a second look costs nothing.
  const done = path.join(dir, "taken-back");
  if (plan.takenBack.length > 0) await mkdir(done, { recursive: true });
  for (const { file } of plan.takenBack) await rename(file, path.join(done, path.basename(file)));
  return written;
}
