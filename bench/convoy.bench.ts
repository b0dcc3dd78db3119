import type { BenchContext, MeasuredRow, SkippedRow } from "./bench.ts";
import { measureIdle } from "./parts/convoy-idle.ts";
import { measureSling } from "./parts/convoy-sling.ts";
import { measureWall } from "./parts/convoy-wall.ts";
import { measureWorktrees } from "./parts/worktree.ts";

/** A convoy from its start to its landing, an agent from its sling to its first prompt, idle agents, a worktree from the pool. */
export async function measure(context: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  return [
    ...(await measureWall(context, { name: "1k", files: 1_000 })),
    ...(await measureWall(context, { name: "10k", files: 10_000 })),
    ...(await measureSling(context)),
    ...(await measureIdle(context)),
    ...(await measureWorktrees(context)),
  ];
}
