import type { Browser, Page } from "@playwright/test";
import type { MeasuredRow } from "../bench.ts";
import type { BenchCore } from "./bench-core.ts";
import { median, pause } from "./terminal-rigs.ts";
import { framesDuring, openWindow } from "./ui-page.ts";

const WORDS = ["jar", "item 19", "shelf", "label 7", "lis"];
/** Moves of the pointer while a card is dragged, about as many as a mouse sends. */
const MOVES = 360;

/** The board with all cards: how long a filter takes to be drawn, and how smoothly a card is dragged over its columns. */
export async function measureBoard(browser: Browser, { url }: BenchCore): Promise<readonly MeasuredRow[]> {
  const { page, context } = await openWindow(browser, url ?? "");
  const idle = await framesDuring(page, () => pause(2_000));
  const filtered: number[] = [];
  for (const words of WORDS) filtered.push(await filterFor(page, words));
  await filterFor(page, "");
  const card = page.locator('[data-column="ready"] [data-item]').first();
  const from = await card.boundingBox();
  const over = await page.getByTestId("board").boundingBox();
  if (from === null || over === null) throw new Error("The board shows no card that could be dragged.");
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 40, { steps: 4 });
  await page.locator("[data-drop-target]").first().waitFor();
  const drag = await framesDuring(page, async () => {
    for (let at = 0; at < MOVES; at += 1) {
      const turn = (at / MOVES) * Math.PI * 6;
      await page.mouse.move(
        over.x + over.width * (0.5 + 0.45 * Math.sin(turn)),
        over.y + over.height * (0.5 + 0.35 * Math.cos(turn * 1.7)),
      );
    }
  });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await context.close();
  return [
    {
      id: "ui-board-filter",
      value: median(filtered),
      unit: "ms",
      note: `from the words to the picture; longest ${Math.max(...filtered).toFixed(0)} ms`,
    },
    {
      id: "ui-board-drag",
      value: drag.rate,
      unit: "fps",
      baseline: idle.rate,
      note: `${MOVES} moves; p95 ${drag.p95.toFixed(0)}, longest ${drag.longest.toFixed(0)} ms`,
    },
  ];
}

/** Milliseconds from the moment in which words are typed until the cards they leave are drawn. */
async function filterFor(page: Page, words: string): Promise<number> {
  const field = page.getByRole("textbox", { name: "Filter the board" });
  await field.focus();
  const took = await field.evaluate(
    (input, text) =>
      new Promise<number>((resolve) => {
        if (!(input instanceof HTMLInputElement)) throw new Error("The filter is no field.");
        const list = document.querySelector('[data-column="ready"] [role="list"]');
        if (list === null) throw new Error("There is no list of cards.");
        const began = performance.now();
        const seen = new MutationObserver(() => {
          seen.disconnect();
          requestAnimationFrame(() => {
            resolve(performance.now() - began);
          });
        });
        seen.observe(list, { attributes: true, attributeFilter: ["aria-label"] });
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, text);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    words,
  );
  return took;
}
