import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository } from "../support/repository.ts";

const itemView = (page: Page, id: string) => page.locator(`[data-testid="item"][data-item="${id}"]`);

test("an item is talked about, tied, explained, drawn, put back, looked at in the past, deleted and brought back", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates: [] });
  const create = (
    title: string,
    more: { description?: string; after?: string[]; parent?: string; type?: string } = {},
  ) => call(core.client, "item.create", { title, project: "shop", ...more });
  const epic = await create("Checkout that people finish", { type: "epic" });
  const count = await create("Count where carts are left", { parent: epic.id });
  const form = await create("One page instead of four", { parent: epic.id, after: [count.id] });
  const tap = await create("Pay with one tap", {
    description: "People give up at the **card form**.\n\n<img src=x onerror=alert(1)>\n\n- [ ] wallets",
  });
  await create("Open invoice_\u202Egnp.exe");
  const app = await openCockpit(page, core.url);
  const view = itemView(page, tap.id);

  /** As it is now, in both themes. */
  async function look(name: string): Promise<void> {
    await picture(name);
    await expectAccessible(page, `${name}, dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page, `${name}, light`);
    await picture(`${name}-light`);
    await page.emulateMedia({ colorScheme: "dark" });
  }

  await test.step("what is not seen in a title and would turn it round is shown", async () => {
    await expect(app.card("invoice_<U+202E>gnp.exe")).toBeVisible();
  });

  await test.step("its text is Markdown, and none of the text's own HTML", async () => {
    await app.card("Pay with one tap").dblclick();
    await expect(view.locator("strong", { hasText: "card form" })).toBeVisible();
    await expect(view.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
    await expect(view.getByRole("checkbox")).toHaveCount(1);
  });

  await test.step("a comment is begun, survives a reload, is sent, changed and removed", async () => {
    await view.focus();
    await page.keyboard.press("r");
    const field = view.getByRole("textbox", { name: `Comment on ${tap.id}` });
    await expect(field).toBeFocused();
    await page.keyboard.type("Safari needs a `merchant id`");
    await page.reload();
    await expect(field).toHaveValue("Safari needs a `merchant id`");
    await field.press("ControlOrMeta+Enter");
    const comments = view.getByRole("list", { name: "Comments" }).getByRole("listitem");
    await expect(comments.locator("code", { hasText: "merchant id" })).toBeVisible();
    await expect(field).toHaveValue("");

    await view.getByRole("button", { name: "More for the comment of You" }).click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await view.getByRole("textbox", { name: "Edit comment" }).fill("Safari needs one thing more");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(comments).toContainText(["Safari needs one thing more"]);
    await expect(comments).toContainText(["edited"]);

    await field.fill("Forget it");
    await field.press("ControlOrMeta+Enter");
    await expect(comments).toHaveCount(2);
    await view.getByRole("button", { name: "More for the comment of You" }).last().click();
    await page.getByRole("menuitem", { name: "Remove…" }).click();
    await page.getByRole("button", { name: "Remove comment" }).click();
    await expect(comments).toHaveCount(1);
  });

  await test.step("it is tied to another item, and says what it waits for and what is behind that", async () => {
    await view.focus();
    await page.keyboard.press("d");
    const dialog = page.getByRole("dialog", { name: `Link ${tap.id}` });
    await dialog.getByRole("combobox").last().fill("one page");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(view).toHaveAttribute("data-stage", "blocked");
    const why = view.getByRole("region", { name: "Why it waits" });
    await expect(why).toContainText(form.title);
    await expect(why).toContainText(count.title);
    await why.getByRole("button", { name: form.id, exact: true }).click();
    await expect(itemView(page, form.id)).toBeVisible();
    await page.keyboard.press("Alt+w");
    await expect(view).toBeVisible();
  });

  await test.step("its fields are changed in place; what is no day is refused with a way to write one", async () => {
    await view.getByRole("button", { name: "Add a field" }).click();
    await page.getByRole("menuitem", { name: "Due" }).click();
    await view.getByRole("textbox", { name: "Due" }).fill("in 3 fortnights");
    await page.keyboard.press("Enter");
    await expect(view.getByRole("alert")).toContainText("fri");
    await view.getByRole("textbox", { name: "Due" }).fill("tomorrow");
    await page.keyboard.press("Enter");
    await expect(view.getByRole("button", { name: /^Due: / })).toContainText("Tomorrow");
    await view.getByRole("button", { name: "Edit title" }).click();
    await view.getByRole("textbox", { name: "Title" }).fill("Pay with one tap on phones");
    await page.keyboard.press("Enter");
    await expect(view.getByRole("heading", { name: "Pay with one tap on phones" })).toBeVisible();
    await look("item-view");
  });

  await test.step("the graph around it is walked by keys, read as a list, and leads to items", async () => {
    await view.focus();
    await page.keyboard.press("g");
    await page.keyboard.press("g");
    const graph = page.getByTestId("graph");
    const node = (id: string) => graph.locator(`[data-node="${id}"]`);
    await expect(node(tap.id)).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(node(form.id)).toBeFocused();
    await expect(graph.getByRole("status")).toContainText("critical path: 3 items");
    await look("item-graph");
    await graph.getByRole("button", { name: "List", exact: true }).click();
    await expect(graph.getByRole("listitem").filter({ hasText: tap.id }).first()).toContainText(`waits for ${form.id}`);
    await graph.getByRole("button", { name: count.title }).click();
    await expect(itemView(page, count.id)).toBeVisible();
    await page.keyboard.press("Alt+w");
  });

  await test.step("the trail tells what changed from what to what, and leads back", async () => {
    const renamed = view
      .getByRole("list", { name: "Trail" })
      .getByRole("listitem")
      .filter({ hasText: "changed title" });
    await expect(renamed.locator("del")).toHaveText("Pay with one tap");
    await expect(renamed.locator("ins")).toHaveText("Pay with one tap on phones");
    await view.getByRole("button", { name: "Put it back to version 1…" }).click();
    const confirm = page.getByRole("dialog", { name: `Put ${tap.id} back to version 1?` });
    await expect(confirm).toContainText("title from Pay with one tap on phones to Pay with one tap");
    await confirm.getByRole("button", { name: "Put it back" }).click();
    await expect(view.getByRole("heading", { name: "Pay with one tap", exact: true })).toBeVisible();
    await expect(view.getByRole("region", { name: "Why it waits" })).toBeHidden();
  });

  await test.step("the whole window shows a moment of the past, in which nothing can be changed, and comes back", async () => {
    const { versions } = await call(core.client, "item.history", { item: tap.id });
    const renamed = versions.find(({ changes }) => changes.some(({ after }) => after === "Pay with one tap on phones"));
    await page.getByRole("tab", { name: "Board" }).click();
    await view.focus();
    await page.keyboard.press("Shift+P");
    const bar = page.getByTestId("time-bar");
    await expect(bar.getByRole("slider", { name: "Moment shown" })).toBeFocused();
    await bar.getByRole("textbox", { name: "Go to a time" }).fill(new Date(renamed?.at ?? 0).toISOString());
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-past", String(renamed?.at));
    await expect(bar).toContainText("As of");
    await expect(view.getByRole("heading", { name: "Pay with one tap on phones" })).toBeVisible();
    await expect(app.card("Pay with one tap on phones")).toBeVisible();
    await expect(view.getByRole("region", { name: "Why it waits" })).toContainText(form.title);
    await expect(view.getByRole("button", { name: "Edit title" })).toHaveCount(0);
    await look("item-view-past");
    await view.focus();
    await page.keyboard.press("n");
    const refused = page.getByRole("dialog", { name: "The past cannot be changed" });
    await refused.getByRole("button", { name: "Stay there" }).click();

    await bar.getByRole("slider").press("Home");
    await expect(view).toBeHidden();
    await expect(page.getByText(`${tap.id} was not there yet`)).toBeVisible();
    await expect(page.getByText("There was no work yet")).toBeVisible();
    await bar.getByRole("button", { name: "Play forward" }).click();
    await expect(page.locator("html")).not.toHaveAttribute("data-past", /./);
    await expect(view.getByRole("heading", { name: "Pay with one tap", exact: true })).toBeVisible();
    await page.keyboard.press("Shift+P");
    await expect(bar).toBeHidden();
  });

  await test.step("it is deleted, and brought back", async () => {
    await view.getByRole("button", { name: `More for ${tap.id}` }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete item" }).click();
    await expect(app.card("Pay with one tap")).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(app.card("Pay with one tap")).toBeVisible();
  });

  await test.step("the ledger says how it is, and learns a word", async () => {
    await app.run("Go to the ledger");
    const ledger = page.getByTestId("ledger");
    await expect(ledger.getByRole("status").first()).toContainText("Every invariant holds");
    const card = ledger.locator('[data-ledger="shop"]');
    await card.getByRole("textbox", { name: "New word" }).fill("research");
    await page.keyboard.press("Enter");
    await expect(card.getByRole("listitem").filter({ hasText: "research" })).toBeVisible();
    await look("ledger");
    const { types } = await call(core.client, "ledger.vocabulary", { project: "shop" });
    expect(types).toContain("research");
  });
});
