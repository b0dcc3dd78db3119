import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Page, expect } from "@playwright/test";
import type { AxeResults } from "axe-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** No serious or critical finding of axe on what is shown now. `where` names it in a failure. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // Evaluated rather than added as a script, which the page's policy would refuse.
  await page.evaluate(SOURCE);
  const { violations, passes } = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  expect(passes.length, `rules that looked at ${where}`).toBeGreaterThan(10);
  const found = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
  expect(found, `accessibility of ${where}`).toEqual([]);
}

/** Takes a picture of what is shown, and looks whether it is accessible, in both themes. */
export async function look(page: Page, picture: (name: string) => Promise<void>, name: string): Promise<void> {
  await picture(name);
  await expectAccessible(page, `${name}, dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, `${name}, light`);
  await picture(`${name}-light`);
  await page.emulateMedia({ colorScheme: "dark" });
}
