import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { readEndpoints } from "../../src/main/core/platform/pty/host-files.ts";
import type { BenchContext, MeasuredRow } from "../bench.ts";
import { type BenchCore, must, startBenchCore } from "./bench-core.ts";
import { makeOrigin } from "./convoy-repository.ts";
import type { TerminalPrograms } from "./terminal-programs.ts";
import { cpuSeconds, pause } from "./terminal-rigs.ts";
import { type Frames, framesDuring, openWindow } from "./ui-page.ts";

const SECONDS = 10;
const FRAMES_PER_SECOND = "10";
/** Until terminals that follow the herd are parked, and the wall has all its pictures. */
const SETTLE_MS = 4_000;

/** What the wall of so many busy agents costs hosts, core and page, over the same window without it. */
export async function measureWall(
  { root, folder, say }: BenchContext,
  { browser, programs, count }: { browser: Browser; programs: TerminalPrograms; count: number },
): Promise<readonly MeasuredRow[]> {
  const place = join(folder, `wall-${count}`);
  const command = [programs.paced, FRAMES_PER_SECOND];
  const runtimes = [{ id: "paced", title: "Paced", command, nudge: { way: "none" }, exit: "stop" }];
  await using core = await startBenchCore({ root, folder: place, settings: { runtimes }, page: true });
  await must(core.client.call("project.add", { source: await makeOrigin(place, 10), name: "herd", gates: [] }));
  await must(core.client.call("item.create", { title: "Something to see on the board", project: "herd" }));
  const { page, context } = await openWindow(browser, core.url ?? "");
  say(`wall: ${count} agents start`);
  for (let at = 0; at < count; at += 1) {
    await must(core.client.call("agent.add", { project: "herd", name: `a-${at}`, runtime: "paced" }));
    await must(core.client.call("agent.start", { agent: `a-${at}` }));
  }
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await pause(SETTLE_MS);
  say(`wall: ${count} agents without it`);
  const off = await cost(core, page);
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.getByTestId("wall-canvas").waitFor();
  // As many tiles as a window has room for.
  await page.keyboard.press("Alt+m");
  for (let size = 0; size < 2; size += 1) await page.getByRole("button", { name: "Smaller tiles" }).click();
  await pause(SETTLE_MS);
  say(`wall: ${count} agents with it`);
  const on = await cost(core, page);
  const seen = await tilesInSight(page);
  await context.close();
  const note = `${seen} of ${count} tiles in sight`;
  return [
    { id: `wall-host-${count}`, value: on.hosts, unit: "% of a core", baseline: off.hosts, note },
    { id: `wall-core-${count}`, value: on.core, unit: "% of a core", baseline: off.core },
    { id: `wall-page-${count}`, value: on.page, unit: "% of a core", baseline: off.page },
    {
      id: `wall-frames-${count}`,
      value: on.frames.rate,
      unit: "fps",
      baseline: off.frames.rate,
      note: `p95 ${on.frames.p95.toFixed(0)}, longest ${on.frames.longest.toFixed(0)} ms between frames; script ${on.script.toFixed(0)} % of a core`,
    },
  ];
}

interface Cost {
  /** Percent of a core. */
  readonly hosts: number;
  readonly core: number;
  /** Of the page's main thread, drawing and layout included; and of it, its scripts. */
  readonly page: number;
  readonly script: number;
  readonly frames: Frames;
}

async function cost(core: BenchCore, page: Page): Promise<Cost> {
  const hosts = (await readEndpoints(join(core.workspace, ".drover", "hosts"))).map(({ pid }) => pid);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const look = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return {
      at: performance.now(),
      hosts: await cpuSeconds(hosts),
      core: await cpuSeconds([core.pid]),
      page: of("TaskDuration"),
      script: of("ScriptDuration"),
    };
  };
  const before = await look();
  const frames = await framesDuring(page, () => pause(SECONDS * 1000));
  const after = await look();
  await devtools.detach();
  const percent = (name: "hosts" | "core" | "page" | "script") =>
    (100 * 1000 * (after[name] - before[name])) / (after.at - before.at);
  return {
    hosts: percent("hosts"),
    core: percent("core"),
    page: percent("page"),
    script: percent("script"),
    frames,
  };
}

function tilesInSight(page: Page): Promise<number> {
  return page.getByTestId("agents").evaluate((wall) => {
    const { top, bottom } = wall.getBoundingClientRect();
    const tiles = [...wall.querySelectorAll("li[data-agent]")].map((tile) => tile.getBoundingClientRect());
    return tiles.filter((tile) => tile.bottom > top && tile.top < bottom).length;
  });
}
