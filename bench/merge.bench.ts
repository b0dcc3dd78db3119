import type { BenchContext, MeasuredRow, SkippedRow } from "./bench.ts";
import { measureEarlyWarning } from "./parts/early-warning.ts";
import { measureCulprits } from "./parts/merge-culprits.ts";
import { measurePrepare } from "./parts/merge-prepare.ts";
import { measureWall } from "./parts/merge-wall.ts";

export async function measure(context: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  return [
    ...(await measurePrepare(context)),
    ...(await measureCulprits(context)),
    ...(await measureWall(context)),
    ...(await measureEarlyWarning(context)),
  ];
}
