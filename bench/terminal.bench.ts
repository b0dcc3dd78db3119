import type { BenchContext, MeasuredRow, SkippedRow } from "./bench.ts";
import { measureDrain, measureEcho, measureMemory, measurePaced } from "./parts/terminal-host.ts";
import { compilePrograms } from "./parts/terminal-programs.ts";

/** Terminals from the program to the core, against a reader in C, tmux and live terminals. */
export async function measure(context: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const programs = await compilePrograms(context.folder);
  const memory = await measureMemory(context);
  if (programs === undefined) {
    const skipped = "gcc, which compiles the programs that are measured with, is not installed";
    return [...memory, ...NEED_PROGRAMS.map((id) => ({ id, skipped }))];
  }
  return [
    ...(await measureDrain(context, programs)),
    ...(await measureEcho(context, programs)),
    ...(await measurePaced(context, programs)),
    ...memory,
  ];
}

const NEED_PROGRAMS = [
  "terminal-drain-c",
  "terminal-drain-tmux",
  "terminal-echo",
  "terminal-cpu-30",
  "terminal-cpu-100",
];
