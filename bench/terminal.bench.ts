import type { BenchContext, MeasuredRow, SkippedRow } from "./bench.ts";
import { measureDrain, measureEcho, measureMemory, measurePaced } from "./parts/terminal-host.ts";
import { PAGE_ROWS, measurePage } from "./parts/terminal-page.ts";
import { compilePrograms } from "./parts/terminal-programs.ts";

/** Terminals from the program to the picture, against a reader in C, tmux, live terminals and an idle page. */
export async function measure(context: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const programs = await compilePrograms(context.folder);
  if (programs === undefined) {
    const skipped = "gcc, which compiles the programs that are measured with, is not installed";
    return [...(await measureMemory(context)), ...NEED_PROGRAMS.map((id) => ({ id, skipped }))];
  }
  return [
    ...(await measureDrain(context, programs)),
    ...(await measureEcho(context, programs)),
    ...(await measurePage(context, programs)),
    ...(await measurePaced(context, programs)),
    ...(await measureMemory(context)),
  ];
}

const NEED_PROGRAMS = [
  "terminal-drain-c",
  "terminal-drain-tmux",
  "terminal-echo",
  ...PAGE_ROWS,
  "terminal-cpu-30",
  "terminal-cpu-100",
];
