import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository } from "../support/repository.ts";

test("agents are put into groups by key and by drag, stepped through, and seen alone on the wall, also after a reload", async ({
  core,
  page,
  place,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, gates: [] });
  for (const name of ["ada", "bo", "cy"]) await call(core.client, "agent.add", { project: "shop", name });
  const app = await openCockpit(page, core.url);
  const front = app.tree.locator('[data-agent-group="Front"]');

  await app.agentRow("shop/crew/ada").focus();
  await page.keyboard.press("Shift+J");
  await page.getByTestId("agent-groups").getByRole("combobox").fill("Front");
  await page.keyboard.press("Enter");
  await expect(front).toBeVisible();
  await app.agentRow("shop/crew/bo").dragTo(front);
  await expect(app.agentRow("shop/crew/bo")).toHaveCount(2);
  await expectAccessible(page, "the tree with a group");

  await app.agentRow("shop/crew/ada").first().focus();
  await page.keyboard.press("Alt+PageDown");
  await expect(app.terminal("shop/crew/bo")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Shift+H");
  await expect(app.terminal("shop/crew/ada")).toBeVisible();

  await front.focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Show on the wall" }).click();
  const tiles = page.getByTestId("agents").locator("li[data-agent]");
  await expect(tiles).toHaveCount(2);
  await page.reload();
  await expect(tiles).toHaveCount(2);

  await front.focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Remove the group" }).click();
  await expect(tiles).toHaveCount(3);
  await expect(front).toBeHidden();
});
