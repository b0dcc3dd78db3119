import { join } from "node:path";
import { decodeTerminalFrame, encodeTerminalFrame } from "../../src/shared/wire/terminal-frame.ts";
import type { BenchContext, MeasuredRow } from "../bench.ts";
import { type BenchCore, must, startBenchCore } from "./bench-core.ts";
import { makeOrigin } from "./convoy-repository.ts";
import type { TerminalPrograms } from "./terminal-programs.ts";
import { COLS, ROWS, pause } from "./terminal-rigs.ts";

const WATCHED = 12;
const SECONDS = 10;
const FRAMES_PER_SECOND = "10";

/** The core's event loop while that many agents redraw their screens and a dozen are looked at. */
export async function measureLoop(
  { root, folder, say }: BenchContext,
  programs: TerminalPrograms,
  count: number,
): Promise<readonly MeasuredRow[]> {
  say(`event loop with ${count} agents`);
  await using core = await startBenchCore({ root, folder: join(folder, `loop-${count}`), settings: paced(programs) });
  await hire(core, join(folder, `loop-${count}`), count);
  for (let i = 0; i < count; i += 1) await must(core.client.call("agent.start", { agent: `a-${i}` }));
  core.wire.onBytes((bytes) => {
    const frame = decodeTerminalFrame(bytes);
    if (frame?.op !== "snapshot" && frame?.op !== "data") return;
    core.wire.sendBytes(encodeTerminalFrame({ op: "ack", stream: frame.stream, count: frame.bytes.length }));
  });
  for (let i = 0; i < WATCHED; i += 1) {
    await must(core.client.call("terminal.open", { agent: `a-${i}`, mode: "watch", cols: COLS, rows: ROWS }));
  }
  await pause(3000);
  await core.startProbe();
  await pause(SECONDS * 1000);
  const { p50, p99, max, cpu } = await core.endProbe();
  const used = ((cpu / (SECONDS * 1000)) * 100).toFixed(1);
  return [
    {
      id: `sessions-loop-${count}`,
      value: p99,
      unit: "ms",
      note: `p50 ${p50.toFixed(1)}, longest ${max.toFixed(0)} ms; ${used} % of a core`,
    },
  ];
}

const STARTS = 20;
const GROWN_MB = 400;

/** The core's longest stall while it starts sessions: what a process that forks itself pays for its size. */
export async function measureStall(
  { root, folder, say }: BenchContext,
  programs: TerminalPrograms,
): Promise<readonly MeasuredRow[]> {
  say("stalls of a core that has grown");
  const place = join(folder, "stall");
  await using core = await startBenchCore({ root, folder: place, settings: paced(programs) });
  await hire(core, place, STARTS);
  const round = async (): Promise<number> => {
    await core.startProbe();
    for (let i = 0; i < STARTS; i += 1) await must(core.client.call("agent.start", { agent: `a-${i}` }));
    const { max } = await core.endProbe();
    for (let i = 0; i < STARTS; i += 1) await must(core.client.call("agent.stop", { agent: `a-${i}` }));
    return max;
  };
  // The first round starts the host.
  await round();
  const before = [await round(), await round(), await round()];
  await core.grow(GROWN_MB);
  const after = [await round(), await round(), await round()];
  return [{ id: "sessions-stall-grown", value: Math.min(...after), unit: "ms", baseline: Math.min(...before) }];
}

function paced(programs: TerminalPrograms): object {
  const command = [programs.paced, FRAMES_PER_SECOND];
  return { runtimes: [{ id: "paced", title: "Paced", command, nudge: { way: "none" }, exit: "stop" }] };
}

async function hire({ client }: BenchCore, place: string, count: number): Promise<void> {
  const origin = await makeOrigin(place, 100);
  await must(client.call("project.add", { source: origin, name: "herd", gates: [] }));
  for (let i = 0; i < count; i += 1) {
    await must(client.call("agent.add", { project: "herd", name: `a-${i}`, runtime: "paced" }));
  }
}
