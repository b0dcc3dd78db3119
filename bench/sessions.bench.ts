import type { BenchContext, MeasuredRow, SkippedRow } from "./bench.ts";
import { measureSling } from "./parts/convoy-sling.ts";
import { measureBusy } from "./parts/sessions-busy.ts";
import { measureLoop, measureStall } from "./parts/sessions-core.ts";
import { measureReattach } from "./parts/sessions-reattach.ts";
import { compilePrograms } from "./parts/terminal-programs.ts";

/** Thirty and a hundred sessions that print like busy agent CLIs: hosts and core against node-pty alone and against tmux. */
export async function measure(context: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const others = [
    ...(await measureReattach(context)),
    ...(await measureSling(context)).map((row) => ({ ...row, id: "sessions-first-prompt" })),
  ];
  const programs = await compilePrograms(context.folder);
  if (programs === undefined) return others;
  return [
    ...others,
    ...(await measureBusy(context, programs, 30)),
    ...(await measureBusy(context, programs, 100)),
    ...(await measureLoop(context, programs, 30)),
    ...(await measureLoop(context, programs, 100)),
    ...(await measureStall(context, programs)),
  ];
}
