import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeTerminalFrame, encodeTerminalFrame } from "../../src/shared/wire/terminal-frame.ts";
import type { BenchContext, MeasuredRow } from "../bench.ts";
import { type BenchCore, must, startBenchCore } from "./bench-core.ts";
import { makeOrigin } from "./convoy-repository.ts";
import { COLS, ROWS, median, pause } from "./terminal-rigs.ts";

const AGENTS = 30;
const ROUNDS = 5;

/** Fills the screen once, with what tells it from all others, and waits. */
const STILL = `#!/bin/sh
i=0
while [ $i -lt 30 ]; do i=$((i+1)); echo "$DROVER_AGENT line $i of what it did before the core died"; done
printf 'ready %s' "$DROVER_AGENT"
exec sleep 100000
`;

/** From the welcome of a new core, after the one before was killed, until every session's screen is there and right. */
export async function measureReattach({ root, folder, say }: BenchContext): Promise<readonly MeasuredRow[]> {
  const place = join(folder, "reattach");
  await mkdir(place);
  const program = join(place, "still.sh");
  await writeFile(program, STILL);
  await chmod(program, 0o755);
  const runtime = { id: "still", title: "Still", command: [program], nudge: { way: "none" }, exit: "stop" };
  const settings = { runtimes: [runtime] };
  const agents = Array.from({ length: AGENTS }, (_, i) => `herd/crew/still-${i}`);

  let core = await startBenchCore({ root, folder: place, settings });
  try {
    const origin = await makeOrigin(place, 100);
    await must(core.client.call("project.add", { source: origin, name: "herd", gates: [] }));
    for (let i = 0; i < AGENTS; i += 1) {
      await must(core.client.call("agent.add", { project: "herd", name: `still-${i}`, runtime: "still" }));
      await must(core.client.call("agent.start", { agent: `still-${i}` }));
    }
    await allShow(core, agents);
    const [took, up]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      say(`re-attach, round ${round + 1} of ${ROUNDS}`);
      await core.kill();
      const killed = performance.now();
      core = await startBenchCore({ root, folder: place, settings });
      const welcome = performance.now();
      await allShow(core, agents);
      took.push(performance.now() - welcome);
      up.push(welcome - killed);
    }
    return [
      {
        id: "sessions-reattach-30",
        value: median(took),
        unit: "ms",
        note: `p50 of ${ROUNDS}; the core's start before that ${median(up).toFixed(0)} ms`,
      },
    ];
  } finally {
    await core[Symbol.asyncDispose]();
  }
}

/** Opens the terminals of all of them and resolves when each has shown its last line. */
async function allShow({ wire, client }: BenchCore, agents: readonly string[]): Promise<void> {
  const texts = new Map<number, string>();
  const right = new Map<number, () => void>();
  const expected = new Map<number, string>();
  const look = (stream: number) => {
    const wanted = expected.get(stream);
    if (wanted !== undefined && texts.get(stream)?.includes(wanted) === true) right.get(stream)?.();
  };
  wire.onBytes((bytes) => {
    const frame = decodeTerminalFrame(bytes);
    if (frame?.op !== "snapshot" && frame?.op !== "data") return;
    const before = frame.op === "snapshot" ? "" : (texts.get(frame.stream) ?? "");
    texts.set(frame.stream, before + Buffer.from(frame.bytes).toString("latin1"));
    wire.sendBytes(encodeTerminalFrame({ op: "ack", stream: frame.stream, count: frame.bytes.length }));
    look(frame.stream);
  });
  const open = async (agent: string): Promise<number> => {
    for (;;) {
      const opened = await client.call("terminal.open", { agent, mode: "watch", cols: COLS, rows: ROWS });
      if (opened.ok) return opened.value.stream;
      // Its host is being connected to, or it has not started yet.
      await pause(5);
    }
  };
  const streams = await Promise.all(
    agents.map(async (agent) => {
      const stream = await open(agent);
      const shown = new Promise<void>((resolve) => {
        right.set(stream, resolve);
      });
      expected.set(stream, `ready ${agent}`);
      look(stream);
      await shown;
      return stream;
    }),
  );
  await Promise.all(streams.map((stream) => client.call("terminal.close", { stream })));
}
