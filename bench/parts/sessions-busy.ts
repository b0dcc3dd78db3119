import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BenchContext, MeasuredRow, SkippedRow } from "../bench.ts";
import { type PtyRig, ptyRig } from "./pty-rig.ts";
import { attachedEcho, drovenEcho } from "./terminal-echo.ts";
import type { TerminalPrograms } from "./terminal-programs.ts";
import { type TerminalRig, droverRig, floodSeconds, median, pause, percentile, tmuxRig } from "./terminal-rigs.ts";

const run = promisify(execFile);

/** Together as much for thirty as for a hundred, about 230 MB. */
const FRAMES = 120_000;
const SAMPLES = 150;
/** Of the paced agents among whom a key is pressed: as a busy agent CLI redraws. */
const FRAMES_PER_SECOND = "10";

type Rows = readonly (MeasuredRow | SkippedRow)[];

interface Seen {
  /** Frames a second, all agents together. */
  readonly rate: number;
  /** Milliseconds from key to echo. */
  readonly echo: readonly number[];
  /** Resident MB of what holds the terminals, for each. */
  readonly memory: number;
}

/** Sessions that redraw like busy agent CLIs: in Drover's hosts, in node-pty alone, and in tmux. */
export async function measureBusy(context: BenchContext, programs: TerminalPrograms, count: number): Promise<Rows> {
  const { root, folder, say } = context;
  say(`${count} busy agents in Drover`);
  const drover = await seen(context, programs, count, {
    make: () => droverRig(root, folder),
    echo: (rig) => drovenEcho(rig.hosts, SAMPLES),
  });
  say(`${count} busy agents in node-pty`);
  const alone = await seen(context, programs, count, {
    make: ptyRig,
    echo: (rig: PtyRig) => rig.echo("echo", SAMPLES),
  });
  const probe = await tmuxRig();
  await probe?.end();
  say(`${count} busy agents in tmux`);
  const tmux =
    probe === undefined
      ? undefined
      : await seen(context, programs, count, {
          make: async () => (await tmuxRig()) ?? probe,
          echo: (rig) => attachedEcho(rig.server, SAMPLES),
        });
  const id = (name: string) => `sessions-${name}-${count}`;
  const noTmux = (name: string): SkippedRow => ({ id: id(name), skipped: "tmux is not installed" });
  const echo = { value: median(drover.echo), unit: "ms" };
  const p99 = (of: Seen) => percentile(of.echo, 0.99).toFixed(1);
  return [
    { id: id("throughput-pty"), value: drover.rate, unit: "frames/s", baseline: alone.rate },
    tmux === undefined
      ? noTmux("throughput-tmux")
      : { id: id("throughput-tmux"), value: drover.rate, unit: "frames/s", baseline: tmux.rate },
    {
      id: id("echo-pty"),
      ...echo,
      baseline: median(alone.echo),
      note: `p99 ${p99(drover)} against ${p99(alone)} ms; through core's socket and host against one process`,
    },
    tmux === undefined
      ? noTmux("echo-tmux")
      : {
          id: id("echo-tmux"),
          ...echo,
          baseline: median(tmux.echo),
          note: `p99 ${p99(drover)} against ${p99(tmux)} ms`,
        },
    {
      id: id("memory"),
      name: `${count} busy agents: resident memory for each, over tmux`,
      value: drover.memory,
      unit: "MB",
      ...(tmux === undefined ? {} : { baseline: tmux.memory }),
      note: `node-pty alone, without screen or history, ${alone.memory.toFixed(2)} MB`,
    },
  ];
}

async function seen<R extends TerminalRig>(
  { folder }: BenchContext,
  programs: TerminalPrograms,
  count: number,
  { make, echo }: { make(): Promise<R>; echo(rig: R): Promise<readonly number[]> },
): Promise<Seen> {
  const names = Array.from({ length: count }, (_, index) => `a${index}`);
  const into = join(folder, `busy-${process.hrtime.bigint()}`);
  await mkdir(into);
  const busy = await make();
  let rate: number;
  try {
    const frames = String(Math.floor(FRAMES / count));
    for (const name of names) await busy.start(name, programs.busy, [frames, join(into, name)]);
    await pause(1000);
    await busy.go(names);
    rate = FRAMES / (await floodSeconds(into, count));
  } finally {
    await busy.end();
  }
  const paced = await make();
  try {
    await paced.start("echo", "/bin/sh", ["-c", "stty raw -echo; exec cat"]);
    await pause(500);
    const before = await resident(paced);
    for (const name of names) await paced.start(name, programs.paced, [FRAMES_PER_SECOND]);
    await pause(3000);
    const samples = await echo(paced);
    const after = await resident(paced);
    return { rate, echo: samples, memory: (after - before) / count };
  } finally {
    await paced.end();
  }
}

async function resident(rig: TerminalRig): Promise<number> {
  const { stdout } = await run("ps", ["-o", "rss=", "-p", (await rig.pids()).join(",")]);
  return stdout.split("\n").reduce((sum, line) => sum + Number(line), 0) / 1024;
}
