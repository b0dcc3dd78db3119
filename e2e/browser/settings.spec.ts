import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { drover } from "../support/drover.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository } from "../support/repository.ts";

test("settings are found, changed, refused, taken back and written as text, by whatever way, and count at once", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates: [] });
  const file = join(place.workspace, "settings.toml");
  const html = page.locator("html");
  const app = await openCockpit(page, core.url);
  await expect(app.board).toBeVisible();

  // In the view: found, changed, refused, taken back.
  await page.keyboard.press("ControlOrMeta+,");
  const pane = page.getByTestId("settings");
  const row = (key: string) => pane.locator(`[data-setting="${key}"]`);
  const search = pane.getByRole("searchbox", { name: "Search settings" });
  await expect(search).toBeFocused();
  await expectAccessible(page, "settings, dark");
  await search.fill("rows air");
  await expect(pane.locator("[data-setting]")).toHaveCount(1);
  await row("look.density").getByRole("button", { name: "Compact" }).click();
  await expect(html).toHaveAttribute("data-density", "compact");
  await expect.poll(() => readFileSync(file, "utf8")).toContain('# density = "comfortable"\ndensity = "compact"\n');
  await search.fill("stalled");
  const stall = row("stallAfterSeconds").getByRole("spinbutton", { name: "Stalled after" });
  await stall.fill("1");
  await stall.press("Enter");
  await expect(row("stallAfterSeconds").getByRole("alert")).toHaveText("At least 5.");
  await stall.fill("60");
  await stall.press("Enter");
  await expect(row("stallAfterSeconds")).toHaveAttribute("data-changed", "true");
  await row("stallAfterSeconds").getByRole("button", { name: "Reset Stalled after" }).click();
  await expect(stall).toHaveValue("30");
  await search.fill("");
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, "settings, light");
  await picture("settings-light");

  // By hand and by command: the window follows.
  writeFileSync(file, readFileSync(file, "utf8").replace('density = "compact"', 'density = "spacious" # mine'));
  await expect(html).toHaveAttribute("data-density", "spacious");
  expect(await drover(place, ["settings", "set", "look.theme", "dark"])).toMatchObject({ code: 0 });
  await expect(html).toHaveAttribute("data-theme", "dark");
  expect(readFileSync(file, "utf8")).toContain('density = "spacious" # mine');
  await app.theme("Light");
  await expect.poll(() => readFileSync(file, "utf8")).toContain('theme = "light"\n');
  await drover(place, ["settings", "set", "defaultRuntime", "shell"]);
  expect(await call(core.client, "runtime.list", {})).toMatchObject({ default: "shell" });

  // As text: looked at while it is typed, and not written while something is wrong.
  await pane.getByRole("button", { name: "Open as TOML" }).click();
  const text = page.getByTestId("settings-text");
  const area = text.getByRole("textbox", { name: "Text of settings.toml" });
  await area.press("ControlOrMeta+Home");
  await area.pressSequentially("stallAfterSeconds = 1\n");
  const wrong = text.getByRole("status", { name: "What is wrong" });
  await expect(wrong).toContainText("stallAfterSeconds must be at least 5");
  await expectAccessible(page, "settings.toml, light");
  await text.getByRole("button", { name: "Save" }).click();
  await expect(text).toHaveAttribute("data-changed", "true");
  expect(readFileSync(file, "utf8")).not.toContain("stallAfterSeconds = 1");
  await area.press("ControlOrMeta+Home");
  await area.press("End");
  await area.pressSequentially("20");
  await expect(wrong).toContainText("Nothing is wrong; not saved yet.");
  await area.press("ControlOrMeta+s");
  await expect(text).toHaveAttribute("data-changed", "false");
  expect(readFileSync(file, "utf8")).toMatch(/^stallAfterSeconds = 120\n/);

  // What is wrong with the file is said with its line, and a way there.
  writeFileSync(file, `nudgeAfterSeconds = "soon"\n${readFileSync(file, "utf8")}`);
  await app.run("Go to the settings");
  await expect(pane.getByRole("status").filter({ hasText: "Line 1: nudgeAfterSeconds" })).toBeVisible();
  await expect(row("nudgeAfterSeconds").getByRole("alert")).toContainText("must be a number");
  expect(await drover(place, ["settings", "check"])).toMatchObject({ code: 1 });
  await picture("settings-trouble");
});
