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

const CARDS = 2_000;

/** The window in headless Chromium, with a ledger of 2,000 open items and with agents that print without end. */
export async function measure({ root, folder, say }: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const browser = await launchBrowser();
  if (browser === undefined) return (GOALS["ui"] ?? []).map(({ id }) => ({ id, skipped: "Chromium is not installed" }));
  const programs = await compilePrograms(folder);
  const command = [programs?.paced ?? "true", String(FRAMES_PER_SECOND)];
  const runtimes = [{ id: "paced", title: "Paced", command, nudge: { way: "none" }, exit: "stop" }];
  try {
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
    return [...load, ...board, ...feed, ...memory];
  } finally {
    await browser.close();
  }
}
