import { join } from "node:path";
import { DEFAULT_QUEUE_SETTINGS } from "../../src/shared/model/queue-settings.ts";
import type { BenchContext, MeasuredRow } from "../bench.ts";
import { openMergeRig } from "./merge-rig.ts";

const SUBMISSIONS = 50;
const FILES = 1_000;
const GATE_MS = 1_000;

/** From the most cautious to as many at once as make sense; a gate is a second of sleep, so that lanes need no cores. */
const SETTINGS = [
  { batch: 1, parallel: 1 },
  { batch: 1, parallel: 4 },
  { batch: 5, parallel: 2 },
  { batch: 5, parallel: 1 },
  { batch: 10, parallel: 5 },
] as const;

/**
 * Fifty submissions that go together, from the moment the queue may begin until the last has landed, over the time that their
 * gates need in as many lanes as there are. The lanes are there already, as on all days but the first.
 */
export async function measureWall(context: BenchContext): Promise<readonly MeasuredRow[]> {
  await using rig = await openMergeRig({ ...context, folder: join(context.folder, "wall") }, FILES);
  const rows: MeasuredRow[] = [];
  let round = 0;
  for (const { batch, parallel } of SETTINGS) {
    context.say(`${SUBMISSIONS} submissions, batches of ${batch}, ${parallel} lanes`);
    rig.settings = { ...DEFAULT_QUEUE_SETTINGS, batch: 1, parallel };
    rig.gates = [gate("true")];
    await rig.run(await commits(parallel));
    rig.settings = { ...DEFAULT_QUEUE_SETTINGS, batch, parallel };
    rig.gates = [gate("sleep", String(GATE_MS / 1_000))];
    const wall = await rig.run(await commits(SUBMISSIONS));
    const left = rig.submissions().filter(({ state }) => state !== "landed");
    if (left.length > 0) throw new Error(`${left.length} submissions have not landed, first ${left[0]?.reason}.`);
    const ideal = Math.ceil(Math.ceil(SUBMISSIONS / batch) / parallel) * GATE_MS;
    rows.push({
      id: `merge-wall-${batch}x${parallel}`,
      value: wall / 1_000,
      baseline: ideal / 1_000,
      unit: "s",
      ...(batch < 10
        ? {}
        : { name: "the same in batches of 10, 5 lanes, where putting one on the other is what takes time" }),
    });
  }
  return rows;

  async function commits(count: number): Promise<readonly string[]> {
    const onto = await rig.target();
    const tips: string[] = [];
    for (let at = 0; at < count; at += 1) {
      round += 1;
      tips.push(await rig.commit({ [`src/${at % 10}/new-${round}.txt`]: `${round}\n` }, onto));
    }
    return tips;
  }
}

function gate(...command: string[]) {
  return { name: "test", command, timeoutMs: 60_000 };
}
