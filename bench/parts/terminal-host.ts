import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BenchContext, MeasuredRow, SkippedRow } from "../bench.ts";
import { attachedEcho, drovenEcho } from "./terminal-echo.ts";
import type { TerminalPrograms } from "./terminal-programs.ts";
import {
  COLS,
  ROWS,
  type TerminalRig,
  cpuSeconds,
  droverRig,
  floodSeconds,
  median,
  pause,
  tmuxRig,
} from "./terminal-rigs.ts";

const run = promisify(execFile);

const FLOODS = 30;
const FLOOD_BYTES = 8_000_000;
const ROUNDS = 3;

type Rows = readonly (MeasuredRow | SkippedRow)[];

/** How fast thirty programs get rid of their output. */
export async function measureDrain({ root, folder, say }: BenchContext, programs: TerminalPrograms): Promise<Rows> {
  const names = Array.from({ length: FLOODS }, (_, index) => `flood${index}`);
  const rates = { c: [] as number[], drover: [] as number[], tmux: [] as number[] };
  let serial = 0;
  const freshFolder = async (): Promise<string> => {
    serial += 1;
    const into = join(folder, `drain${serial}`);
    await mkdir(into);
    return into;
  };
  const rate = (seconds: number) => (FLOODS * FLOOD_BYTES) / 1e6 / seconds;

  async function through(rig: TerminalRig): Promise<number> {
    const into = await freshFolder();
    try {
      for (const name of names) await rig.start(name, programs.flood, [String(FLOOD_BYTES), join(into, name)]);
      await pause(1000);
      await rig.go(names);
      return rate(await floodSeconds(into, FLOODS));
    } finally {
      await rig.end();
    }
  }

  for (let round = 0; round < ROUNDS; round += 1) {
    say(`drain, round ${round + 1} of ${ROUNDS}`);
    const into = await freshFolder();
    await run(programs.drain, [String(FLOODS), programs.flood, String(FLOOD_BYTES), into]);
    rates.c.push(rate(await floodSeconds(into, FLOODS)));
    rates.drover.push(await through(await droverRig(root, folder)));
    const tmux = await tmuxRig();
    if (tmux !== undefined) rates.tmux.push(await through(tmux));
  }
  const value = median(rates.drover);
  return [
    { id: "terminal-drain-c", value, unit: "MB/s", baseline: median(rates.c) },
    rates.tmux.length === 0
      ? { id: "terminal-drain-tmux", skipped: "tmux is not installed" }
      : { id: "terminal-drain-tmux", value, unit: "MB/s", baseline: median(rates.tmux) },
  ];
}

const PACED_SECONDS = 10;
const FRAMES_PER_SECOND = "10";

/** Processor time of the hosts while agents redraw their screens ten times a second and nobody looks. */
export async function measurePaced({ root, folder, say }: BenchContext, programs: TerminalPrograms): Promise<Rows> {
  const rows: (MeasuredRow | SkippedRow)[] = [];
  async function percent(rig: TerminalRig, count: number): Promise<number> {
    try {
      for (let index = 0; index < count; index += 1) await rig.start(`a${index}`, programs.paced, [FRAMES_PER_SECOND]);
      await pause(3000);
      const pids = await rig.pids();
      const before = await cpuSeconds(pids);
      const from = performance.now();
      await pause(PACED_SECONDS * 1000);
      const used = (await cpuSeconds(pids)) - before;
      return (100 * used * 1000) / (performance.now() - from);
    } finally {
      await rig.end();
    }
  }
  for (const count of [30, 100]) {
    say(`${count} paced agents`);
    const value = await percent(await droverRig(root, folder), count);
    const id = `terminal-cpu-${count}`;
    const tmux = await tmuxRig();
    rows.push(
      tmux === undefined
        ? { id, skipped: "tmux is not installed" }
        : { id, value, unit: "% of a core", baseline: await percent(tmux, count) },
    );
  }
  return rows;
}

const HIDDEN = 20;
const LIVE = 8;
const LINES = 5000;

/** Memory of sessions that have printed 5,000 lines, in a host, against live terminals that hold them. */
export async function measureMemory({ root, folder, say }: BenchContext): Promise<Rows> {
  say("memory");
  const rig = await droverRig(root, folder);
  const script = `i=0; while [ $i -lt ${LINES} ]; do i=$((i+1)); echo "$i: ${"some words of output ".repeat(4)}"; done; sleep 1000`;
  const resident = async () => {
    const { stdout } = await run("ps", ["-o", "rss=", "-p", (await rig.pids()).join(",")]);
    return Number(stdout) / 1024;
  };
  try {
    // The first session brings code and heap that all share.
    await rig.start("first", "/bin/sh", ["-c", script]);
    await quiet(rig, 1);
    const before = await resident();
    for (let index = 0; index < HIDDEN; index += 1) await rig.start(`h${index}`, "/bin/sh", ["-c", script]);
    await quiet(rig, HIDDEN + 1);
    const value = ((await resident()) - before) / HIDDEN;
    const live = await run(process.execPath, ["--input-type=module", "-e", LIVE_TERMINALS(root)]);
    return [{ id: "terminal-hidden-memory", value, unit: "MB", baseline: Number(live.stdout) }];
  } finally {
    await rig.end();
  }
}

/** Waits until every session has written all its lines, and their history is on disk. */
async function quiet(rig: Awaited<ReturnType<typeof droverRig>>, count: number): Promise<void> {
  for (;;) {
    const list = await rig.hosts.list();
    const last = Math.max(...list.map((each) => each.outputAt));
    const complete = list.length === count && list.every((each) => each.outputBytes > LINES * 80);
    if (complete && Date.now() - last > 3000) return;
    await pause(200);
  }
}

const LIVE_TERMINALS = (root: string): string => `
import { createRequire } from "node:module";
const { Terminal } = createRequire(${JSON.stringify(join(root, "package.json"))})("@xterm/headless");
const make = (lines) => new Promise((resolve) => {
  const terminal = new Terminal({ cols: ${COLS}, rows: ${ROWS}, scrollback: ${LINES}, allowProposedApi: true });
  let text = "";
  for (let i = 1; i <= lines; i += 1) text += i + ": " + "some words of output ".repeat(4) + "\\r\\n";
  terminal.write(text, () => resolve(terminal));
});
const kept = [await make(${LINES})];
const before = process.memoryUsage.rss();
for (let i = 0; i < ${LIVE}; i += 1) kept.push(await make(${LINES}));
console.log((process.memoryUsage.rss() - before) / 1048576 / ${LIVE});
`;

const ECHO_SAMPLES = 150;

/** From a key pressed to its echo, while 29 others flood. */
export async function measureEcho({ root, folder, say }: BenchContext, programs: TerminalPrograms): Promise<Rows> {
  say("echo under flood");
  const tmux = await tmuxRig();
  if (tmux === undefined) return [{ id: "terminal-echo", skipped: "tmux is not installed" }];
  const endless = ["4000000000000", join(folder, "never")];
  const names = Array.from({ length: FLOODS - 1 }, (_, index) => `flood${index}`);
  const echo = ["-c", "stty raw -echo; exec cat"];

  async function flooded(rig: TerminalRig, sample: () => Promise<readonly number[]>): Promise<readonly number[]> {
    try {
      await rig.start("echo", "/bin/sh", echo);
      for (const name of names) await rig.start(name, programs.flood, endless);
      await pause(500);
      await rig.go(names);
      await pause(1000);
      return await sample();
    } finally {
      await rig.end();
    }
  }

  const rig = await droverRig(root, folder);
  const drover = await flooded(rig, () => drovenEcho(rig.hosts, ECHO_SAMPLES));
  const attached = await flooded(tmux, () => attachedEcho(tmux.server, ECHO_SAMPLES));
  return [
    {
      id: "terminal-echo",
      value: median(drover),
      unit: "ms",
      baseline: median(attached),
      note: `p99 ${percentileText(drover)} against ${percentileText(attached)} ms`,
    },
  ];
}

function percentileText(values: readonly number[]): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN).toFixed(1);
}
