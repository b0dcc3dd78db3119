import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository } from "../support/repository.ts";

const CSV = `title,priority,labels
Count the sheep,1,"herd, night"
Mend the fence,0,farm
,2,
`;

/** As a person drops a file from a folder onto the list. */
async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ""], fileName ?? "", { type: "text/csv" }));
      return transfer;
    },
    [name, text],
  );
  const target = page.getByTestId("import-drop");
  await target.dispatchEvent("dragover", { dataTransfer: data });
  await target.dispatchEvent("drop", { dataTransfer: data });
}

test("work is written down in lines, found, changed by keys in bulk and in place, brought in from a file and kept under a filter", async ({
  core,
  page,
  place,
  picture,
}) => {
  const { origin } = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: origin, name: "shop" });
  const app = await openCockpit(page, core.url);

  // Keys typed while the palette is on its way are not lost.
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("go to the items");
  await expect(page.getByRole("combobox", { name: "Search or run a command" })).toHaveValue("go to the items");
  await page.keyboard.press("Enter");
  const list = page.getByTestId("items");
  await expect(list.getByText("No open work")).toBeVisible();
  await expectAccessible(page, "the empty backlog");

  // One line each, by the key and by the head of the list.
  await page.keyboard.press("c");
  const line = page.getByTestId("quick-create").getByTestId("create-line");
  await line.fill("Feed the dogs p1 #farm est:2h");
  await line.press("Enter");
  await expect(line).toHaveValue("");
  await line.fill("Walk the dogs due:nonsense");
  await line.press("Enter");
  await expect(page.getByTestId("quick-create").getByText("due:nonsense is no time")).toBeVisible();
  await expect(line).toHaveValue("Walk the dogs due:nonsense");
  await line.fill("Walk the dogs #fa");
  await expect(page.getByRole("option", { name: "farm" })).toBeVisible();
  await line.press("Tab");
  await expect(line).toHaveValue("Walk the dogs #farm ");
  await line.press("Enter");
  await expect(line).toHaveValue("");
  await expectAccessible(page, "the line for new items");
  await page.keyboard.press("Escape");
  const rows = list.locator("[data-item]");
  await expect(rows).toHaveCount(2);
  const head = list.getByTestId("create-line");
  await head.fill("Wash the wool");
  await head.press("Enter");
  await expect(rows).toHaveCount(3);

  // Several pasted lines are several items, once they are looked at.
  await head.focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "- [ ] Shear the ram p0\n- [ ] Sell the wool #market\n");
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  });
  await page.getByRole("button", { name: "Create 2 items" }).click();
  await expect(rows).toHaveCount(5);

  // Many at once, by keys.
  const grid = list.getByRole("grid", { name: "Items" });
  await rows.filter({ hasText: "Shear the ram" }).click();
  await expect(grid).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 items picked")).toBeVisible();
  await page.keyboard.press("l");
  await page.keyboard.type("spring");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Save labels" }).click();
  await expect(rows.filter({ hasText: "spring" })).toHaveCount(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows.filter({ hasText: "spring" })).toHaveCount(0);
  await page.keyboard.press("Escape");

  // In place.
  await rows.filter({ hasText: "Wash the wool" }).click();
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "Title", exact: true }).fill("Wash all of the wool");
  await page.keyboard.press("Enter");
  await expect(rows.filter({ hasText: "Wash all of the wool" })).toBeVisible();
  await page.keyboard.press("p");
  await page.getByTestId("picker").getByRole("combobox").fill("urgent");
  await page.keyboard.press("Enter");
  await expect(rows.filter({ hasText: "Wash all of the wool" })).toContainText("Urgent");
  await page.keyboard.press("Shift+D");
  await page.getByTestId("picker").getByRole("combobox").fill("tomorrow");
  await page.keyboard.press("Enter");
  await expect(rows.filter({ hasText: "Wash all of the wool" })).toContainText("Tomorrow");
  await expect
    .poll(async () => (await call(core.client, "item.list", { text: "wash" })).items[0]?.priority, "kept by the core")
    .toBe(0);

  // From a file.
  await dropFile(page, "herd.csv", CSV);
  const dialog = page.getByTestId("import");
  await expect(dialog.getByText("Count the sheep")).toBeVisible();
  await expectAccessible(page, "the import");
  await picture("import");
  await dialog.getByRole("button", { name: "Import 2 items" }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(rows).toHaveCount(7);

  // Narrowed, and kept under a name.
  await list.getByRole("button", { name: "Filter" }).click();
  await page.getByTestId("picker").getByRole("combobox").fill("label farm");
  await page.getByTestId("picker").getByRole("option", { name: "Label: farm" }).click();
  await expect(rows).toHaveCount(3);
  await list.getByRole("button", { name: "Save this filter…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("farm work");
  await page.getByRole("button", { name: "Save filter" }).click();
  await expect(list.getByRole("combobox", { name: "Show" })).toContainText("farm-work");
  expect((await call(core.client, "filter.list", {})).filters.map(({ name }) => name)).toEqual(["farm-work"]);
  await list.getByRole("button", { name: "Do not filter by label farm" }).click();
  await expect(rows).toHaveCount(7);

  // Grouped, folded by keys.
  await list.getByRole("button", { name: "Display" }).click();
  await page.getByRole("combobox", { name: "Group by" }).click();
  await page.getByRole("option", { name: "Priority" }).click();
  await page.keyboard.press("Escape");
  const groups = list.locator("[data-group]");
  await expect(groups.first()).toContainText("Urgent");
  await expectAccessible(page, "the backlog in groups");
  await picture("backlog");
  await rows.filter({ hasText: "Walk the dogs" }).dragTo(groups.filter({ hasText: "High" }));
  await expect(rows.filter({ hasText: "Walk the dogs" })).toContainText("High");
  await expect(groups.filter({ hasText: "High" })).toContainText("3");
  await page.getByRole("treegrid", { name: "Items" }).focus();
  await page.keyboard.press("z");
  await expect(rows.filter({ hasText: "Walk the dogs" })).toContainText("Normal");
  await page.keyboard.press("ControlOrMeta+a");
  await expect(page.getByText("7 items picked")).toBeVisible();
  await page.keyboard.press("Escape");
  await groups.first().click();
  await expect(groups.first()).toHaveAttribute("aria-expanded", "false");
  await list.getByRole("textbox", { name: "Search items" }).fill("sheep");
  await expect(rows).toHaveCount(1);
  await app.theme("Light");
  await expectAccessible(page, "the backlog in groups, light");
});
