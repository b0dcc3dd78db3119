import { openCockpit } from "../support/cockpit.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scripted } from "../support/repository.ts";

test("a queue is set by hand, and what landed is reverted from its item's menu", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", runtime: "scripted", gates: [] });
  const app = await openCockpit(page, core.url);
  await expect(app.tree.locator('[data-project="shop"]')).toBeVisible();

  await test.step("the settings say what each costs, and are asked about where they change what lands", async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("Project settings");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Settings of shop" });
    const batch = dialog.getByRole("textbox", { name: "Submissions gated together" });
    await expect(batch).toHaveValue("5");
    await batch.fill("99");
    await expect(dialog.getByText("A number from 1 to 50")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Save settings" })).toBeDisabled();
    await batch.fill("1");
    await batch.scrollIntoViewIfNeeded();
    await picture("queue-settings");
    await dialog.getByRole("checkbox", { name: "Sign commits that Drover writes" }).scrollIntoViewIfNeeded();
    await picture("queue-settings-below");
    await dialog.getByRole("button", { name: "Save settings" }).click();
    await expect(dialog).toBeHidden();
    const { projects } = await call(core.client, "project.list", {});
    expect(projects[0]?.queue).toMatchObject({ batch: 1, parallel: 2 });
  });

  await test.step("what has landed is undone", async () => {
    const description = scripted("src/goodbye.js", "Say goodbye");
    const item = await call(core.client, "item.create", { project: "shop", title: "Say goodbye", description });
    const landed = event(core.client, ({ type, subject }) => type === "workItemClosed" && subject === item.id);
    await call(core.client, "work.sling", { items: [item.id] });
    await landed;
    await expect(app.card("Say goodbye")).toHaveAttribute("data-stage", "landed");
    await app.card("Say goodbye").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Revert…" }).click();
    const dialog = page.getByRole("dialog", { name: `Revert what landed for ${item.id}?` });
    await expect(dialog.getByRole("checkbox", { name: `Open ${item.id} again` })).toBeVisible();
    await picture("revert");
    const undone = event(core.client, ({ type, subject }) => type === "workItemClosed" && subject !== item.id);
    await dialog.getByRole("button", { name: "Revert" }).click();
    await expect(dialog).toBeHidden();
    await undone;
    await expect(app.card("Revert “Say goodbye”")).toHaveAttribute("data-stage", "landed");
    await picture("reverted");
  });
});
