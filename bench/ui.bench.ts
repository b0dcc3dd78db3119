import { join } from "node:path";
import type { BenchContext, MeasuredRow, SkippedRow } from "./bench.ts";
import { GOALS } from "./goals.ts";
import { must, startBenchCore } from "./parts/bench-core.ts";
import { makeOrigin } from "./parts/convoy-repository.ts";
import { compilePrograms } from "./parts/terminal-programs.ts";
import { measureBoard } from "./parts/ui-board.ts";
import { measureFeed } from "./parts/ui-feed.ts";
import { measureLoad } from "./parts/ui-load.ts";
import { FRAMES_PER_SECOND, measureMemory } from "./parts/ui-memory.ts";
import { launchBrowser } from "./parts/ui-page.ts";
import { measureWall } from "./parts/wall.ts";

const CARDS = 2_000;
/** Agents on the wall. */
const WALLS = [30, 100];

/** The window in headless Chromium, with a ledger of 2,000 open items and with agents that print without end. */
export async function measure(bench: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const { root, folder, say } = bench;
  const browser = await launchBrowser();
  if (browser === undefined) return (GOALS["ui"] ?? []).map(({ id }) => ({ id, skipped: "Chromium is not installed" }));
  const programs = await compilePrograms(folder);
  const command = [programs?.paced ?? "true", String(FRAMES_PER_SECOND)];
  const runtimes = [{ id: "paced", title: "Paced", command, nudge: { way: "none" }, exit: "stop" }];
  try {
    const walls: (MeasuredRow | SkippedRow)[] = [];
    for (const count of WALLS) {
      if (programs === undefined) walls.push({ id: `wall-host-${count}`, skipped: "gcc is not installed" });
      else walls.push(...(await measureWall(bench, { browser, programs, count })));
    }
    await using core = await startBenchCore({ root, folder: join(folder, "ui"), settings: { runtimes }, page: true });
    await must(core.client.call("project.add", { source: await makeOrigin(folder, 100), name: "herd", gates: [] }));
    say(`${CARDS} items`);
    const items: string[] = [];
    for (let at = 0; at < CARDS; at += 1) {
      const title = `Item ${at}: say what the ${["shelf", "jar", "list", "label"][at % 4] ?? ""} holds`;
      items.push((await must(core.client.call("item.create", { title, project: "herd" }))).id);
    }
    say("starts");
    const load = await measureLoad(browser, core.url ?? "");
    say("board");
    const board = await measureBoard(browser, core);
    say("feed");
    const feed = await measureFeed(browser, core, items);
    const memory =
      programs === undefined
        ? [{ id: "ui-memory", skipped: "gcc, which compiles the agents that print, is not installed" }]
        : await measureMemory(browser, core, say);
    return [...load, ...board, ...feed, ...memory, ...walls];
  } finally {
    await browser.close();
  }
}
