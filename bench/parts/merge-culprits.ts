import { join } from "node:path";
import { DEFAULT_QUEUE_SETTINGS } from "../../src/shared/model/queue-settings.ts";
import type { BenchContext, MeasuredRow } from "../bench.ts";
import { median, openMergeRig } from "./merge-rig.ts";

const MEMBERS = 20;
/** Places of the two culprits: together, apart, at both ends. */
const PLACES = [
  [0, 1],
  [0, 19],
  [4, 5],
  [6, 13],
  [9, 10],
  [12, 17],
  [18, 19],
] as const;

/** How often gates run until a batch of twenty with two culprits is sorted out: eighteen landed, two sent back. */
export async function measureCulprits(context: BenchContext): Promise<readonly MeasuredRow[]> {
  await using rig = await openMergeRig({ ...context, folder: join(context.folder, "culprits") }, 100);
  rig.settings = { ...DEFAULT_QUEUE_SETTINGS, batch: MEMBERS, parallel: 1 };
  rig.gates = [{ name: "test", command: ["sh", "-c", "! ls | grep -q culprit"], timeoutMs: 60_000 }];
  const counts: number[] = [];
  for (const [round, places] of PLACES.entries()) {
    context.say(`two culprits in ${MEMBERS}, at ${places.join(" and ")}`);
    const onto = await rig.target();
    const tips: string[] = [];
    for (let at = 0; at < MEMBERS; at += 1) {
      const name = places.some((place) => place === at) ? `culprit-${round}-${at}` : `good-${round}-${at}`;
      tips.push(await rig.commit({ [name]: "x\n" }, onto));
    }
    const before = new Set(rig.batches().flatMap(({ runs }) => runs.map(({ id }) => id)));
    const were = new Set(rig.submissions().map(({ id }) => id));
    await rig.run(tips);
    const now = rig.submissions().filter(({ id }) => !were.has(id));
    const back = now.filter(({ state }) => state === "sent-back");
    if (back.length !== 2) throw new Error(`${back.length} of ${now.length} came back, and two were culprits.`);
    counts.push(rig.batches().flatMap(({ runs }) => runs.filter(({ id }) => !before.has(id))).length);
  }
  return [
    {
      id: "merge-culprits",
      value: Math.max(...counts),
      unit: "runs",
      note: `the most of ${counts.length} placings; median ${median(counts)}`,
    },
  ];
}
