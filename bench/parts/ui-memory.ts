import type { Browser } from "@playwright/test";
import type { MeasuredRow } from "../bench.ts";
import { type BenchCore, must } from "./bench-core.ts";
import { pause } from "./terminal-rigs.ts";
import { framesDuring, heapBytes, openWindow, runCommand } from "./ui-page.ts";

const AGENTS = 8;
/** A busy agent redraws its screen ten times a second; these do as much in two minutes as those in an hour. */
export const FRAMES_PER_SECOND = 300;
const SECONDS = 120;
/** After this what is loaded once and kept has been. */
const WARM_UP_MS = 10_000;

/** The page while agents print an hour's worth of screens, with their terminals open. */
export async function measureMemory(
  browser: Browser,
  core: BenchCore,
  say: (line: string) => void,
): Promise<readonly MeasuredRow[]> {
  for (let at = 0; at < AGENTS; at += 1) {
    await must(core.client.call("agent.add", { project: "herd", name: `a-${at}`, runtime: "paced" }));
    await must(core.client.call("agent.start", { agent: `a-${at}` }));
  }
  const { page, context } = await openWindow(browser, core.url ?? "");
  for (let at = 0; at < 4; at += 1) {
    await page.locator(`[role="treeitem"][data-agent$="/a-${at}"]`).dblclick();
    await page.locator(`[data-testid="terminal"][data-agent$="/a-${at}"]`).waitFor();
  }
  await runCommand(page, "Go to the agents");
  await pause(WARM_UP_MS);
  const before = await heapBytes(page);
  say(`${AGENTS} agents, ${FRAMES_PER_SECOND} screens a second each, for ${SECONDS} s`);
  const frames = await framesDuring(page, () => pause(SECONDS * 1000));
  const after = await heapBytes(page);
  await context.close();
  return [
    {
      id: "ui-memory",
      value: after / 1024 / 1024,
      unit: "MB",
      baseline: before / 1024 / 1024,
      note: `${AGENTS} agents; meanwhile ${frames.rate.toFixed(0)} pictures/s, p95 ${frames.p95.toFixed(0)} ms`,
    },
  ];
}
