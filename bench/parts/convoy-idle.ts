import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { readEndpoints } from "../../src/main/core/platform/pty/host-files.ts";
import type { BenchContext, MeasuredRow, SkippedRow } from "../bench.ts";
import { must, startBenchCore } from "./bench-core.ts";
import { makeOrigin } from "./convoy-repository.ts";

const AGENTS = 30;
/** Start-up settles: shells print their prompts, the pool looks at its worktrees once more, statuses come to rest. */
const SETTLE_MS = 12_000;
const WATCH_MS = 20_000;
const TICKS_PER_SECOND = 100;

interface Used {
  /** CPU seconds, with those of children that ended. */
  readonly cpu: number;
  readonly writes: number;
}

/**
 * What Drover's own processes (core, spawner, PTY hosts) use while thirty agents sit at their prompts: half of them shells that
 * nothing is ever typed into, half of them agents that patrols look at.
 */
export async function measureIdle({ root, folder, say }: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const ids = ["idle-cpu", "idle-processes", "idle-writes"];
  if (process.platform !== "linux") return ids.map((id) => ({ id, skipped: "reads /proc, which is Linux's" }));
  say(`${AGENTS} idle agents, for ${(SETTLE_MS + WATCH_MS) / 1_000} s`);
  const place = join(folder, "idle");
  await using core = await startBenchCore({ root, folder: place });
  const { client } = core;
  const origin = await makeOrigin(place, 100);
  await must(client.call("project.add", { source: origin, name: "herd", gates: [] }));
  for (let i = 0; i < AGENTS; i += 1) {
    await must(
      client.call("agent.add", { project: "herd", name: `idle-${i}`, runtime: i % 2 === 0 ? "shell" : "scripted" }),
    );
    await must(client.call("agent.start", { agent: `idle-${i}` }));
  }
  await setTimeout(SETTLE_MS);
  const hosts = await readEndpoints(join(core.workspace, ".drover", "hosts"));
  const spawners = await childrenOf(core.pid);
  const ours = [core.pid, ...spawners, ...hosts.map(({ pid }) => pid)];
  const [before, startedBefore] = [await usedBy(ours), await startedBy(ours)];
  await setTimeout(WATCH_MS);
  const [after, startedAfter] = [await usedBy(ours), await startedBy(ours)];
  const seconds = WATCH_MS / 1_000;
  return [
    {
      id: "idle-cpu",
      name: `${AGENTS} idle agents: CPU of everything of ours`,
      value: ((after.cpu - before.cpu) / seconds) * 100,
      unit: "% of a core",
      note: `${hosts.length} hosts`,
    },
    {
      id: "idle-processes",
      name: `${AGENTS} idle agents: processes started`,
      value: [...startedAfter].filter((pid) => !startedBefore.has(pid)).length,
      unit: "",
      note: "of those that are still there",
    },
    {
      id: "idle-writes",
      name: `${AGENTS} idle agents: bytes written to disk`,
      value: after.writes - before.writes,
      unit: "bytes",
    },
  ];
}

async function usedBy(pids: readonly number[]): Promise<Used> {
  let [cpu, writes] = [0, 0];
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const [utime, stime, cutime, cstime] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 15)
      .map(Number);
    cpu += ((utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0)) / TICKS_PER_SECOND;
    writes += Number(/^write_bytes: (\d+)$/m.exec(await readFile(`/proc/${pid}/io`, "utf8"))?.[1] ?? 0);
  }
  return { cpu, writes };
}

async function startedBy(pids: readonly number[]): Promise<ReadonlySet<number>> {
  return new Set((await Promise.all(pids.map(childrenOf))).flat());
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8")));
  return lists.flatMap((list) =>
    list
      .split(" ")
      .filter((part) => part !== "")
      .map(Number),
  );
}
