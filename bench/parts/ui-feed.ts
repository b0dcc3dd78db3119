import type { Browser } from "@playwright/test";
import type { MeasuredRow } from "../bench.ts";
import type { BenchCore } from "./bench-core.ts";
import { must } from "./bench-core.ts";
import { pause } from "./terminal-rigs.ts";
import { framesDuring, heapBytes, openWindow, runCommand } from "./ui-page.ts";

const PER_SECOND = 200;
const SECONDS = 20;
/** Changes are sent in bursts of this many, as several agents at once make them. */
const BURST = 10;

/** The window with the feed in front while that many events a second arrive. */
export async function measureFeed(
  browser: Browser,
  core: BenchCore,
  items: readonly string[],
): Promise<readonly MeasuredRow[]> {
  const { page, context } = await openWindow(browser, core.url ?? "");
  await runCommand(page, "Go to the feed");
  await page.getByTestId("feed").waitFor();
  const idle = await framesDuring(page, () => pause(3_000));
  // What is loaded and kept at first is not what grows.
  await change(core, items, 2);
  const before = await heapBytes(page);
  let sent = 0;
  const busy = await framesDuring(page, async () => {
    sent = await change(core, items, SECONDS);
  });
  const after = await heapBytes(page);
  await context.close();
  return [
    {
      id: "ui-feed-frames",
      value: busy.rate,
      unit: "fps",
      baseline: idle.rate,
      note: `${Math.round(sent / SECONDS)} events/s for ${SECONDS} s; p95 ${busy.p95.toFixed(0)}, longest ${busy.longest.toFixed(0)} ms`,
    },
    {
      id: "ui-feed-heap",
      name: "live memory of the page after those events, over before them",
      value: after / 1024 / 1024,
      unit: "MB",
      baseline: before / 1024 / 1024,
    },
  ];
}

/** Changes items for that long; answers how often. */
async function change({ client }: BenchCore, items: readonly string[], seconds: number): Promise<number> {
  const started = performance.now();
  const bursts = (seconds * PER_SECOND) / BURST;
  for (let burst = 0; burst < bursts; burst += 1) {
    const due = started + (burst * BURST * 1000) / PER_SECOND;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    const chosen = Array.from({ length: BURST }, (_, at) => items[(burst * BURST + at) % items.length] ?? "");
    await Promise.all(chosen.map((item, at) => must(client.call("item.edit", { item, priority: (burst + at) % 4 }))));
  }
  return bursts * BURST;
}
