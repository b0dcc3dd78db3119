import { type Browser, type BrowserContext, type Page, chromium } from "@playwright/test";

const CHROMIUM = process.env["DROVER_CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  "--js-flags=--expose-gc",
];

/** Undefined where there is no browser. */
export async function launchBrowser(): Promise<Browser | undefined> {
  try {
    return await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  } catch {
    return undefined;
  }
}

/** A window of its own, that has seen nothing yet, once its board has cards. */
export async function openWindow(
  browser: Browser,
  url: string,
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "commit" });
  await usable(page);
  return { page, context };
}

/** Resolves with the milliseconds from the navigation until cards can be seen and keys are heard. */
export async function usable(page: Page): Promise<number> {
  const answer = await page.waitForFunction(
    () => {
      const isConnected = document.documentElement.dataset["connection"] === "connected";
      const card = document.querySelector('[data-testid="board"] [data-item]');
      return isConnected && card !== null ? performance.now() : false;
    },
    undefined,
    { polling: "raf" },
  );
  return Number(await answer.jsonValue());
}

/** Runs a command by the palette, as a person who does not know its key does. */
export async function runCommand(page: Page, command: string): Promise<void> {
  // Terminals leave this one to the window.
  await page.keyboard.press("Control+Shift+p");
  const palette = page.getByRole("dialog", { name: "Search or run a command" });
  await palette.getByRole("combobox").fill(command);
  await palette.getByRole("option", { name: command }).first().click();
  await palette.waitFor({ state: "hidden" });
}

export interface Frames {
  /** Pictures a second. */
  readonly rate: number;
  /** Milliseconds between two of them. */
  readonly p95: number;
  readonly longest: number;
}

/** What is drawn while something is done, as the page's own animation frames tell. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = [];
    const isOn = { value: true };
    const step = (at: number) => {
      times.push(at);
      if (isOn.value) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    Object.assign(globalThis, {
      endFrames() {
        isOn.value = false;
        return times;
      },
    });
  });
  await work();
  const times = await page.evaluate(() => (globalThis as unknown as { endFrames(): number[] }).endFrames());
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const sorted = gaps.toSorted((a, b) => a - b);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    rate: total === 0 ? 0 : (gaps.length / total) * 1000,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    longest: sorted.at(-1) ?? 0,
  };
}

/** Bytes that live in the page after everything that can be let go is. */
export async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}
