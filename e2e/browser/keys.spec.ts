import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";

test("keys are found, changed and put right; the prefix works in a terminal; the palette narrows, asks and looks into texts", async ({
  core,
  page,
  picture,
}) => {
  await call(core.client, "demo.start", { seed: 5 });
  const app = await openCockpit(page, core.url);
  await expect(app.card("")).toHaveCount(12);

  // What may follow on a key comes up by itself.
  const hints = page.getByTestId("key-hints");
  await page.keyboard.press("g");
  await expect(page.getByTestId("pending-keys")).toBeVisible();
  await expect(hints.getByText("Go to the board")).toBeVisible();
  await picture("key-hints");
  await page.keyboard.press("k");
  await expect(hints).toBeHidden();

  // Another key for the board is pressed, is in conflict, and is settled by one click.
  const keys = page.getByTestId("keys");
  const search = keys.getByRole("searchbox", { name: "Search commands" });
  const row = (command: string) => keys.locator(`[data-command="${command}"]`);
  await expect(keys).toBeVisible();
  await search.fill("kanban");
  await row("view.board").getByRole("button", { name: "Give Go to the board keys" }).click();
  await page.keyboard.press("Alt+m");
  await expect(keys.getByTestId("key-conflict")).toContainText("Maximise or restore pane");
  await picture("keys-conflict");
  await expectAccessible(page, "key map with a conflict, dark");
  await row("view.board").getByRole("button", { name: "Only here" }).click();
  await expect(keys.getByTestId("key-conflict")).toHaveCount(0);
  await search.fill("");
  await keys.getByRole("button", { name: "Press keys" }).click();
  await page.keyboard.press("Alt+m");
  await expect(keys.locator("[data-command]")).toHaveCount(1);
  await page.keyboard.press("Alt+m");
  await expect(app.board).toBeVisible();

  // A reset asks first; then commands have their own keys again.
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await keys.getByRole("button", { name: "Look for no keys" }).click();
  await keys.getByRole("button", { name: "Reset all" }).click();
  await page.getByRole("button", { name: "Reset all keys" }).click();
  await expect(keys.locator("[data-changed]")).toHaveCount(0);
  await picture("keys");
  await page.emulateMedia({ colorScheme: "light" });
  await picture("keys-light");
  await expectAccessible(page, "key map, light");
  await page.emulateMedia({ media: "print" });
  await keys.getByRole("button", { name: "Print a cheat sheet" }).dispatchEvent("click");
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });

  // The prefix is heard in a terminal; what follows goes to the window, and twice it goes to the terminal.
  await keys.getByRole("button", { name: "Use Ctrl B" }).click();
  await page.keyboard.press("Control+b");
  await expect(hints.getByText("Close pane")).toBeVisible();
  await picture("prefix");
  await page.keyboard.press("x");
  await expect(keys).toBeHidden();
  await page.keyboard.press("Control+b");
  await page.keyboard.press("c");

  // The palette finds agents by a sign, asks whom a command is for, and looks into texts.
  const palette = page.getByTestId("palette");
  await expect(palette.getByRole("combobox")).toHaveValue("@");
  await expect(palette.getByRole("option").first()).toBeVisible();
  await picture("palette-agents");
  await page.keyboard.press("Backspace");
  await picture("palette");
  await expectAccessible(page, "palette");
  await page.keyboard.type("start agent");
  await page.keyboard.press("Enter");
  const asking = page.getByRole("dialog", { name: "Start agent: which agent?" });
  await expect(asking).toBeVisible();
  await picture("palette-asks");
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
});
