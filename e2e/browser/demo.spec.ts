import { openCockpit } from "../support/cockpit.ts";
import { call, landed } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";

test("first run, one click, and twelve items land while one watches", async ({ core, page, picture }) => {
  const app = await openCockpit(page, core.url);
  await expect(app.firstRun.getByRole("button", { name: "Look again" })).toBeVisible();
  await expect(app.firstRun.getByText("Scripted agent", { exact: true })).toBeVisible();
  await picture("first-run");
  await page.emulateMedia({ colorScheme: "light" });
  await picture("first-run-light");
  await page.emulateMedia({ colorScheme: "dark" });

  // The herd is at work together for a few seconds only: it is watched for from before it starts.
  await Promise.all([
    page.waitForFunction(() => {
      const atWork = Number.parseInt(document.querySelector('[data-count="at-work"]')?.textContent ?? "", 10);
      const cards = document.querySelectorAll('[data-testid="board"] [data-item]').length;
      return atWork >= 5 && atWork <= 8 && cards === 12;
    }),
    app.firstRun.getByRole("button", { name: "Try the demo" }).click(),
  ]);
  await picture("board");
  await page.emulateMedia({ colorScheme: "light" });
  await picture("board-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(app.board).toBeVisible();
  await expect(app.card("")).toHaveCount(12);
  const { convoys } = await call(core.client, "convoy.list", {});
  const [convoy] = convoys;
  expect(convoy?.progress.total).toBe(12);

  const shown = await landed(core.client, convoy?.id ?? "");
  expect(shown.items.map(({ stage }) => stage)).toEqual(Array.from({ length: 12 }, () => "landed"));
  await expect(page.getByTestId("toast").filter({ hasText: /landed/i })).toBeVisible();
  await picture("board-landed");
});
