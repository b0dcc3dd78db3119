import { gzipSync } from "node:zlib";
import type { Browser } from "@playwright/test";
import type { MeasuredRow } from "../bench.ts";
import { median } from "./terminal-rigs.ts";
import { openWindow, usable } from "./ui-page.ts";

const STARTS = 5;

/** From the address to a board with cards, and the JavaScript that took. */
export async function measureLoad(browser: Browser, url: string): Promise<readonly MeasuredRow[]> {
  const starts: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "commit" });
    starts.push(await usable(page));
    await context.close();
  }
  const { page, context } = await openWindow(browser, url);
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => name.endsWith(".js")),
  );
  const texts = await Promise.all(scripts.map(async (script) => (await page.request.get(script)).body()));
  await context.close();
  const kilobytes = texts.reduce((sum, text) => sum + gzipSync(text).byteLength, 0) / 1024;
  return [
    { id: "ui-start", value: median(starts), unit: "ms", note: `median of ${STARTS}, nothing cached` },
    { id: "ui-javascript", value: kilobytes, unit: "KB", note: `${scripts.length} files, gzip` },
  ];
}
