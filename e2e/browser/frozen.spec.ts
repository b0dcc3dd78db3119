import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { PROGRAMS } from "../support/place.ts";
import { makeRepository } from "../support/repository.ts";

test("an address leads to its item, and a window says that everything is paused until it goes on", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates: [] });
  const item = await call(core.client, "item.create", { title: "Say goodbye", project: "shop" });
  const env = { ...place.env, DROVER_WORKSPACE: place.workspace };
  const drover = (...words: string[]) =>
    execFileSync(process.execPath, [join(PROGRAMS, "cli.js"), ...words], { env, encoding: "utf8" });

  await openCockpit(page, drover("open", item.id).trim());
  const view = page.locator(`[data-testid="item"][data-item="${item.id}"]`);
  await expect(view).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");

  drover("freeze");
  const band = page.getByTestId("frozen");
  await expect(band).toContainText("Everything is paused");
  expect(drover("status")).toMatch(/paused\s+everything/);
  await picture("frozen");
  await expectAccessible(page, "everything paused, dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, "everything paused, light");
  await band.getByRole("button", { name: "Resume all" }).press("Enter");
  await expect(band).toBeHidden();
  expect((await call(core.client, "workspace.overview", {})).frozen).toBeUndefined();
});
