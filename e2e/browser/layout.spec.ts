import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import type { CoreProcess } from "../support/core-process.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import type { Place } from "../support/place.ts";
import { makeRepository } from "../support/repository.ts";

/** A window onto a project with two of a crew, where nothing happens by itself. */
async function openShop(page: Page, core: CoreProcess, place: Place) {
  const { origin } = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: origin, name: "shop" });
  await call(core.client, "agent.add", { project: "shop", name: "ada" });
  await call(core.client, "agent.add", { project: "shop", name: "bo" });
  const app = await openCockpit(page, core.url);
  await expect(app.board).toBeVisible();
  return app;
}

const tab = (page: Page, pane: string) => page.locator(`[data-pane="${pane}"]`);
const floating = (page: Page) => page.locator(".dv-resize-container");

test("panes are moved, floated, popped out and brought back by keyboard, and layouts kept under names", async ({
  core,
  page,
  place,
  picture,
}) => {
  const app = await openShop(page, core, place);
  const said = page.locator("[aria-live=polite]").filter({ hasText: /./ });

  await app.run("Go to the merge queue");
  await tab(page, "queue").click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await expect(said.getByText("Merge queue moved to the right, to the edge")).toBeAttached();
  const board = await app.board.boundingBox();
  const queue = await page.getByTestId("queue").boundingBox();
  expect(queue?.x).toBeGreaterThan((board?.x ?? 0) + (board?.width ?? 0) - 2);

  await tab(page, "queue").click();
  await page.keyboard.press("Alt+Shift+F");
  await expect(floating(page).getByTestId("queue")).toBeVisible();
  await picture("floating");
  await expectAccessible(page, "a floating pane");
  await page.keyboard.press("Alt+Shift+F");
  await expect(floating(page)).toHaveCount(0);
  await page.keyboard.press("Alt+w");
  await expect(tab(page, "queue")).toHaveCount(0);
  await page.keyboard.press("Alt+Shift+T");
  await expect(tab(page, "queue")).toBeVisible();

  // Its own name, then another arrangement, then its own again.
  await app.run("Save the layout as");
  await page.getByRole("textbox", { name: "Name" }).fill("Morning");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("toast").filter({ hasText: "Saved the layout Morning" })).toBeVisible();
  await tab(page, "queue").click();
  await page.keyboard.press("Alt+4");
  await expect(page.locator("[data-pane]")).toHaveCount(1);
  await tab(page, "queue").click();
  await page.keyboard.press("Alt+5");
  await expect(tab(page, "board")).toBeVisible();

  // One that cannot be read changes nothing, and says so.
  const { layouts } = await call(core.client, "layout.list", {});
  expect(layouts.map(({ name }) => name)).toEqual(["Morning"]);
  const broken = { version: 1, dock: { grid: { root: {} }, panels: { board: { params: { kind: "board" } } } } };
  await call(core.client, "layout.save", { name: "Broken", content: broken });
  const menu = page.getByRole("button", { name: /^Layouts of panes/ });
  await menu.focus();
  await menu.press("Enter");
  await page.getByRole("menuitem", { name: /^Broken/ }).click();
  await expect(page.getByTestId("toast").filter({ hasText: "Could not show the layout Broken" })).toBeVisible();
  await expect(tab(page, "board")).toBeVisible();
});

test("a pane in a window of its own has the page's look and keys, and comes back when that closes", async ({
  core,
  page,
  place,
  picture,
}) => {
  const app = await openShop(page, core, place);
  const agent = "shop/crew/ada";
  await call(core.client, "agent.start", { agent });
  await app.agentRow(agent).click();
  await expect(app.terminal(agent)).toBeVisible();
  const typeInto = async (where: Page, keys: string) => {
    await where.getByTestId("terminal").locator(".xterm-helper-textarea").focus();
    await where.keyboard.type(keys);
  };
  const prompt = (where: Page) => where.getByTestId("terminal").locator(".xterm-rows");
  await tab(page, `terminal:${agent}`).click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await typeInto(page, "one");
  await expect(prompt(page)).toContainText("> one");
  await tab(page, `terminal:${agent}`).click();
  await tab(page, `terminal:${agent}`).click({ button: "right" });
  const [own] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("menuitem", { name: "Window of its own" }).click(),
  ]);
  await expect(own.getByTestId("terminal")).toHaveAttribute("data-agent", agent);
  await expect(own.locator(".xterm-rows")).not.toBeEmpty();
  await expect(app.terminal(agent)).toHaveCount(0);
  await expect(own.locator("html")).toHaveAttribute("data-theme", "dark");
  await app.theme("Light");
  await expect(own.locator("html")).toHaveAttribute("data-theme", "light");
  await own.screenshot({ path: test.info().outputPath("window-of-its-own.png") });
  // Its menus are its own, and its keys the page's.
  await own
    .getByTestId("terminal")
    .getByRole("button", { name: /^Actions|^More/ })
    .first()
    .click();
  await expect(own.getByRole("menu")).toBeVisible();
  await own.keyboard.press("Escape");
  await typeInto(own, " two");
  await expect(prompt(own)).toContainText("> one two");
  // As its user closes it.
  await own.close({ runBeforeUnload: true });
  await expect(app.terminal(agent)).toBeVisible();
  await typeInto(page, " three");
  await expect(prompt(page)).toContainText("> one two three");
  await picture("back-from-its-window");
  // An agent's tab takes another one, which opens beside it.
  const bo = (await app.agentRow("shop/crew/bo").boundingBox()) ?? { x: 0, y: 0 };
  const to = (await tab(page, `terminal:${agent}`).boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(bo.x + 40, bo.y + 10);
  await page.mouse.down();
  await page.mouse.move(bo.x + 70, bo.y + 30, { steps: 5 });
  await page.mouse.move(to.x + 20, to.y + 10, { steps: 12 });
  await page.mouse.up();
  await expect(tab(page, "terminal:shop/crew/bo")).toBeVisible();

  // A browser that allows no pop-ups is told of, with another way.
  await page.evaluate(() => {
    window.open = () => null;
  });
  await tab(page, "board").click();
  await page.keyboard.press("Alt+o");
  const told = page.getByTestId("toast").filter({ hasText: "The pane stays in this window" });
  await told.getByRole("button", { name: "Float it" }).click();
  await expect(floating(page).getByTestId("board")).toBeVisible();
});

test("the tree says what everybody does, is walked and narrowed by keyboard, and gives way to a rail", async ({
  core,
  page,
  place,
  picture,
}) => {
  const app = await openShop(page, core, place);
  const ada = app.agentRow("shop/crew/ada");
  await expect(ada).toBeVisible();
  await app.run("Go to the workspace tree");
  await expect(app.tree.locator("[data-project]")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await expect(ada).toHaveCount(0);
  await page.keyboard.press("*");
  await expect(ada).toBeVisible();
  await page.getByRole("textbox", { name: "Filter the workspace tree" }).fill("ada");
  await expect(app.tree.locator("[data-agent]")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expectAccessible(page, "tree and sections");
  await picture("sidebar");
  await app.run("Narrow or widen the sidebar");
  await expect(page.getByTestId("rail")).toBeVisible();
  await expect(app.tree).toHaveCount(0);
  await expectAccessible(page, "rail");
  await picture("rail");
});
