import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import type { BenchContext, MeasuredRow, SkippedRow } from "./bench.ts";
import { measureColdAt } from "./parts/ledger-cold.ts";
import { measureCommits, memoryFolder } from "./parts/ledger-commits.ts";
import { measureGrowth } from "./parts/ledger-growth.ts";
import { fillLedger } from "./parts/ledger-items.ts";
import { measureReadsAt } from "./parts/ledger-reads.ts";
import { type LedgerRig, openRig, prepareRig, rigPlace } from "./parts/ledger-rig.ts";
import { measureChanges, measureWritesAt } from "./parts/ledger-writes.ts";

/** A million as well, where memory allows: `DROVER_BENCH_ITEMS=1000000 npm run bench -- ledger`. */
const SIZES = (process.env["DROVER_BENCH_ITEMS"] ?? "1000,10000,100000").split(",").map(Number);
/** Of the growth of the repository; a busy year has a hundred thousand. */
const CHANGES = Number(process.env["DROVER_BENCH_CHANGES"] ?? 10_000);

type Rows = readonly (MeasuredRow | SkippedRow)[];

export async function measure({ folder, say }: BenchContext): Promise<Rows> {
  const rows: (MeasuredRow | SkippedRow)[] = [];
  const inLedger = async (
    place: string,
    items: number,
    use: (rig: LedgerRig, ids: readonly string[]) => Promise<Rows>,
  ) => {
    prepareRig(rigPlace(place));
    await using rig = await openRig(rigPlace(place), say);
    rows.push(...(await use(rig, await fillLedger(rig, items))));
  };
  const goals = path.join(folder, "goals");
  await inLedger(goals, 2_000, (rig, ids) => measureChanges(rig, ids, { folder: goals, say }));
  for (const items of SIZES) {
    const size = shortened(items);
    const place = path.join(folder, size);
    say(`${size} items`);
    await inLedger(place, items, async (rig, ids) => {
      const reads = await measureReadsAt(rig, size, ids);
      const commits: MeasuredRow[] = [];
      for (const touched of [10, 100]) {
        const isGoal = items === 10_000 && touched === 10;
        const id = isGoal ? "ledger-commit-disk" : `ledger-commit-${touched}-${size}`;
        const name = `batch of ${touched} of ${size} items to git, over git add + git commit of one file`;
        commits.push(...(await measureCommits(rig, ids, { folder: place, id, name, touched })));
      }
      return [...reads, ...commits, ...(await measureWritesAt(rig, size, place))];
    });
    rows.push(...(await measureColdAt(place, size)));
  }
  rows.push(...(await inMemory(say)));
  return rows;
}

/** What is measured on a file system in memory, where no disk is in the way. */
async function inMemory(say: (line: string) => void): Promise<Rows> {
  const parent = memoryFolder();
  if (parent === undefined) return [{ id: "ledger-commit-tmpfs", skipped: "there is no file system in memory" }];
  const folder = mkdtempSync(path.join(parent, "drover-bench-"));
  try {
    const place = path.join(folder, "10k");
    prepareRig(rigPlace(place));
    const rig = await openRig(rigPlace(place), say);
    const id = "ledger-commit-tmpfs";
    const name = "batch of 10 of 10k items to git on tmpfs, over git add + git commit of one file";
    const ids = await fillLedger(rig, 10_000);
    const commits = await measureCommits(rig, ids, { folder: place, id, name, touched: 10 });
    await rig[Symbol.asyncDispose]();
    say(`${CHANGES} changes`);
    return [...commits, ...(await measureGrowth(folder, CHANGES, say))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function shortened(items: number): string {
  return items % 1_000_000 === 0 ? `${items / 1_000_000}M` : items % 1_000 === 0 ? `${items / 1_000}k` : String(items);
}
