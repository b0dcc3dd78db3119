import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { BenchContext, MeasuredRow } from "../bench.ts";
import { type BenchCore, must, startBenchCore } from "./bench-core.ts";
import { makeOrigin } from "./convoy-repository.ts";

const ITEMS = 100;
const WIDTH = 30;
/** What an agent does on an item itself. */
const WORK_SECONDS = 2;
const IDEAL_SECONDS = Math.ceil(ITEMS / WIDTH) * WORK_SECONDS;
/** The pool makes its worktrees meanwhile, as it has when somebody starts a convoy in an app that runs. */
const REST_MS = 2_000;

export interface WallSize {
  readonly name: "1k" | "10k";
  readonly files: number;
}

/**
 * From the start of a convoy to its landing: scripted agents, one real commit each, a gate, all with `drover` as it is.
 * The ideal is the same items on as many agents without any cost.
 */
export async function measureWall(
  { root, folder, say }: BenchContext,
  { name, files }: WallSize,
): Promise<readonly MeasuredRow[]> {
  say(`convoy of ${ITEMS} items, ${files} files`);
  const place = join(folder, `wall-${name}`);
  await using core = await startBenchCore({ root, folder: place });
  const origin = await makeOrigin(place, files);
  const convoy = await makeConvoy(core, origin);
  await setTimeout(REST_MS);

  await core.startProbe();
  const landed = core.event((event) => event.type === "convoyLanded");
  const start = performance.now();
  await must(core.client.call("convoy.start", { convoy }));
  await landed;
  const wall = (performance.now() - start) / 1_000;
  const loop = await core.endProbe();
  return [
    { id: `convoy-wall-${name}`, value: wall, unit: "s", baseline: IDEAL_SECONDS },
    {
      id: `convoy-loop-${name}`,
      name: `the core's event-loop delay meanwhile, p99, ${files.toLocaleString("en")} files`,
      value: loop.p99,
      unit: "ms",
      note: `p50 ${loop.p50.toFixed(1)} ms, most ${loop.max.toFixed(0)} ms, CPU ${(loop.cpu / 1_000).toFixed(1)} s`,
    },
  ];
}

async function makeConvoy({ client }: BenchCore, origin: string): Promise<string> {
  const gate = { name: "nothing", command: ["true"], timeoutMs: 60_000 };
  const project = { source: origin, name: "herd", runtime: "scripted", maxWorkers: WIDTH, gates: [gate] };
  await must(client.call("project.add", project));
  const items: string[] = [];
  for (let i = 0; i < ITEMS; i += 1) {
    const item = { project: "herd", title: `Item ${i}`, description: script(i) };
    items.push((await must(client.call("item.create", item))).id);
  }
  return (await must(client.call("convoy.create", { title: "A hundred items", items }))).id;
}

/** Two seconds of somebody's program, a file, a commit. */
function script(item: number): string {
  const steps = [
    { run: ["sleep", String(WORK_SECONDS)] },
    { edit: `notes/item-${item}.txt`, write: [`What item ${item} asked for.`] },
    { commit: `Do item ${item}` },
    { submit: true },
  ];
  return `\`\`\`drover-script\n${JSON.stringify({ pace: 0, steps })}\n\`\`\``;
}
