import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository } from "../support/repository.ts";

/** The key map, opened by its keys once what may follow on the first has come up. */
async function openKeys(page: Page) {
  const keys = page.getByTestId("keys");
  await page.keyboard.press("g");
  await expect(page.getByTestId("key-hints").getByText("Change keys…")).toBeVisible();
  await page.keyboard.press("k");
  await expect(keys).toBeVisible();
  return keys;
}

test("keys are found, changed and put right, and the prefix is heard in a terminal", async ({
  core,
  page,
  picture,
}) => {
  const { convoy } = await call(core.client, "demo.start", { seed: 5 });
  const app = await openCockpit(page, core.url);
  await expect(app.card("").first()).toBeVisible();
  await call(core.client, "convoy.pause", { convoy });

  const keys = await openKeys(page);
  const row = (command: string) => keys.locator(`[data-command="${command}"]`);

  // Another key for the board is in conflict, which is settled by one press.
  await keys.getByRole("searchbox", { name: "Search commands" }).fill("kanban");
  const give = row("view.board").getByRole("button", { name: "Give Go to the board keys" });
  await give.click();
  await page.keyboard.press("Alt+m");
  await expect(keys.getByTestId("key-conflict")).toContainText("Maximise or restore pane");
  await expect(give).toBeFocused();
  await picture("keys-conflict");
  await row("view.board").getByRole("button", { name: "Only here" }).click();
  await expect(keys.getByTestId("key-conflict")).toHaveCount(0);

  // Commands are found by pressing keys, which then do what they say.
  await keys.getByRole("button", { name: "Press keys" }).click();
  await page.keyboard.press("Alt+m");
  await expect(keys.locator("[data-command]")).toHaveCount(1);
  await page.keyboard.press("Alt+m");
  await expect(app.board).toBeVisible();
  await openKeys(page);
  await keys.getByRole("button", { name: "Look for no keys" }).click();
  await keys.getByRole("button", { name: "Reset all" }).click();
  await page.getByRole("button", { name: "Reset all keys" }).click();
  await expect(keys.locator("[data-changed]")).toHaveCount(0);
  await picture("keys");
  await expectAccessible(page, "key map");

  // Two strokes that begin with the prefix do what tmux would, in a terminal, too; pressed twice it is the terminal's.
  await keys.getByRole("button", { name: "Use Ctrl B" }).click();
  const typing = page.locator("[data-terminal-typing] textarea").first();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByTestId("palette").getByRole("combobox").fill("@");
  await page.getByTestId("palette").getByRole("option").first().click();
  await typing.focus();
  await page.keyboard.press("Control+b");
  await expect(page.getByTestId("pending-keys")).toHaveAttribute("data-prefix", "true");
  await expect(page.getByTestId("key-hints").getByText("Close pane", { exact: true })).toBeVisible();
  await picture("prefix");
  await page.keyboard.press("Control+b");
  await expect(page.getByTestId("pending-keys")).toBeHidden();
  await expect(typing).toBeFocused();
  await page.keyboard.press("Control+b");
  await page.keyboard.press("c");
  await expect(page.getByTestId("palette").getByRole("combobox")).toHaveValue("@");
  await page.keyboard.press("Escape");

  // What an agent runs is changed by a command that takes the agent one looks at.
  await page.keyboard.press("Control+b");
  await page.keyboard.press(":");
  await page.getByTestId("palette").getByRole("combobox").fill("Change the agent CLI");
  await page.keyboard.press("Enter");
  await page.getByTestId("runtime").getByRole("option").first().click();
  await expect(page.getByTestId("toast").filter({ hasText: "From its next session on." })).toBeVisible();
});

test("the palette narrows by a sign, remembers, asks what a command is for, and looks into texts", async ({
  core,
  page,
  picture,
  place,
}) => {
  const { origin } = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: origin, name: "shop" });
  await call(core.client, "item.create", { project: "shop", title: "Mend the fence", description: "With larch wood" });
  await call(core.client, "item.create", { project: "shop", title: "Count the sheep" });
  const app = await openCockpit(page, core.url);
  await expect(app.card("Mend the fence")).toBeVisible();

  const palette = page.getByTestId("palette");
  const field = palette.getByRole("combobox");
  const options = palette.getByRole("option");
  await page.keyboard.press("ControlOrMeta+k");
  await field.fill("larch");
  await expect(palette.getByText("Found in texts and comments")).toBeVisible();
  await picture("palette-texts");
  await field.fill("#sheep");
  await expect(options).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("item")).toBeVisible();

  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette.getByText("Used lately")).toBeVisible();
  await expect(options.first()).toContainText("Count the sheep");
  await picture("palette");
  await expectAccessible(page, "palette");

  // On another item than the one that has the focus.
  await field.fill("close item");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("dialog", { name: "Close item: which item?" })).toBeVisible();
  await field.fill("fence");
  await expect(options).toHaveCount(1);
  await picture("palette-asks");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Close item" }).click();
  await expect(app.column("closed").getByText("Mend the fence")).toBeVisible();
});
