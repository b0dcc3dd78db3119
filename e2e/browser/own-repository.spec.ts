import { openCockpit } from "../support/cockpit.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { OWNER } from "../support/place.ts";
import { makeRepository, scripted } from "../support/repository.ts";

test("three items land in a repository of one's own: by hand, by key, and with a word in a terminal", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: false });
  const app = await openCockpit(page, core.url);

  await test.step("the repository is looked at and added", async () => {
    await app.firstRun.getByRole("button", { name: "Add a repository" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a repository" });
    await dialog.getByRole("textbox", { name: "Path or URL" }).fill(shop.origin);
    await dialog.getByRole("button", { name: "Look at it" }).click();
    await expect(dialog.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("shop");
    await expect(dialog.getByRole("radio", { name: "Keep my checkout as it is; I allow it later" })).toBeChecked();
    await expect(dialog.getByRole("radio", { name: "Land on main there, when nothing is uncommitted" })).toBeVisible();
    await dialog.getByRole("button", { name: "Add project" }).click();
    await expect(dialog).toBeHidden();
    await expect(app.tree.locator('[data-project="shop"]')).toBeVisible();
  });

  await test.step("three items are written down", async () => {
    await call(core.client, "agent.add", { project: "shop", name: "ada" });
    const items = [
      ["Say goodbye", scripted("src/goodbye.js", "Say goodbye", [{ stall: "nudged" }])],
      ["Say good morning", scripted("src/morning.js", "Say good morning")],
      ["Say good night", scripted("src/night.js", "Say good night")],
    ] as const;
    for (const [title, description] of items) {
      await app.board.focus();
      await page.getByRole("button", { name: "New item" }).first().click();
      const dialog = page.getByRole("dialog", { name: "New item" });
      await dialog.getByRole("textbox", { name: "Title" }).fill(title);
      await dialog.getByRole("textbox", { name: "Description" }).fill(description);
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(dialog).toBeHidden();
      await expect(app.card(title)).toHaveAttribute("data-stage", "ready");
    }
  });

  await test.step("one is dragged onto an agent in the tree", async () => {
    await app.card("Say goodbye").dragTo(app.agentRow("shop/crew/ada"));
    await expect(app.card("Say goodbye")).toHaveAttribute("data-stage", "in-progress");
  });

  await test.step("its terminal is watched, and a word typed into it lets it go on", async () => {
    await app.agentRow("shop/crew/ada").click();
    const terminal = app.terminal("shop/crew/ada");
    await expect(terminal).toHaveAttribute("data-phase", "live");
    await expect(terminal.locator(".xterm-rows")).toContainText("Say goodbye");
    await picture("own-terminal");
    await page.reload();
    await expect(terminal).toHaveAttribute("data-phase", "live");
    await expect(terminal.locator(".xterm-rows")).toContainText("Say goodbye");
    await terminal.locator(".xterm-screen").click();
    await page.keyboard.type("please go on");
    await page.keyboard.press("Enter");
    await expect(terminal.locator(".xterm-rows")).toContainText("please go on");
  });

  await test.step("the others are slung by keyboard", async () => {
    for (const title of ["Say good morning", "Say good night"]) {
      await app.card(title).focus();
      await page.keyboard.press("s");
      const dialog = page.getByRole("dialog", { name: /^Sling / });
      await expect(dialog.getByRole("option").first()).toContainText("shop");
      await page.keyboard.press("Enter");
      await expect(dialog).toBeHidden();
    }
  });

  await test.step("what is done waits for a word on the checkout, which is one key", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    const detail = page.getByTestId("attention-detail");
    await expect(detail).toHaveAttribute("data-kind", "room");
    await expect(detail).toContainText("main is checked out in your own work tree");
    await detail.getByRole("button", { name: /^Y Land on it there/ }).press("y");
  });

  const landings = new Set<string>();
  await event(core.client, ({ type, subject }) => {
    if (type === "submissionLanded") landings.add(subject);
    return landings.size === 3;
  });
  const commits = shop.landed();
  expect(commits.map(({ subject }) => subject).toSorted()).toEqual([
    "Say good morning",
    "Say good night",
    "Say goodbye",
  ]);
  for (const { author, email } of commits) {
    expect(author).toContain("shop/");
    expect(email).toBe(OWNER.email);
  }
  expect(commits.find(({ subject }) => subject === "Say goodbye")?.author).toContain("(shop/crew/ada)");
  await app.run("Go to the board");
  await expect(app.column("landed").locator("[data-item]")).toHaveCount(3);

  await app.card("Say goodbye").getByRole("button", { name: "Say goodbye" }).click();
  const item = page.getByTestId("item");
  await expect(item).toHaveAttribute("data-stage", "landed");
  await expect(item.getByRole("list", { name: "Trail" })).toContainText(/landed/i);
  await picture("item");
});
