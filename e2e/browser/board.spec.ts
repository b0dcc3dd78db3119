import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { type Cockpit, openCockpit } from "../support/cockpit.ts";
import { call, landed } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scripted } from "../support/repository.ts";

test("cards are grouped, dragged and moved by key to where that means something, and a convoy is foretold", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", runtime: "scripted", gates: [] });
  await call(core.client, "agent.add", { project: "shop", name: "ada" });
  const add = (title: string, more: object = {}) =>
    call(core.client, "item.create", { title, project: "shop", ...more });
  const day = await add("Say good day", { description: scripted("src/day.js", "Say good day") });
  const noon = await add("Say good noon", { description: scripted("src/noon.js", "Say good noon") });
  const eve = await add("Say good evening", {
    description: scripted("src/eve.js", "Say good evening"),
    after: [noon.id],
    labels: ["late"],
  });
  const spare = await add("Say nothing", { priority: 4 });
  const ids = [day.id, noon.id, eve.id];
  const convoy = await call(core.client, "convoy.create", { title: "Greetings", items: ids });
  await call(core.client, "convoy.create", { title: "Silence", items: [spare.id] });
  const app = await openCockpit(page, core.url);
  await expect(app.card("Say good day")).toHaveAttribute("data-stage", "ready");

  await test.step("what a drop would do is said while dragging, and what is refused is not done", async () => {
    await pickUp(page, app.card("Say good evening"));
    await over(page, app.column("ready"));
    await expect(app.column("ready").getByText(`It waits for ${noon.id}`)).toBeVisible();
    await over(page, app.column("landed"));
    await expect(app.column("landed").getByText(/Work lands through the merge queue alone/)).toBeVisible();
    await picture("board-drag-refused");
    await page.mouse.up();
    await expect(page.getByTestId("toast").filter({ hasText: `${eve.id} stays where it is` })).toBeVisible();
  });

  await test.step("a card among those of another priority gets it, and Z takes that back", async () => {
    await pickUp(page, app.card("Say nothing"));
    await over(page, app.card("Say good day"));
    await expect(app.column("ready").getByText("Make it normal")).toBeVisible();
    await page.mouse.up();
    await expect.poll(() => priorityOf(core.client, spare.id)).toBe(2);
    await app.card("Say nothing").focus();
    await page.keyboard.press("z");
    await expect.poll(() => priorityOf(core.client, spare.id)).toBe(4);
  });

  await test.step("the same is done by key: every place is listed with what it means", async () => {
    await app.card("Say nothing").focus();
    await page.keyboard.press("w");
    const dialog = page.getByRole("dialog", { name: `Move ${spare.id}` });
    await expect(dialog.getByRole("option", { name: /Landed.*merge queue alone/ })).toHaveAttribute(
      "data-refused",
      "true",
    );
    await expectAccessible(page, "the places an item can go");
    await page.keyboard.type("greet");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    const toast = page.getByTestId("toast").filter({ hasText: `${spare.id} added to Greetings` });
    await toast.getByRole("button", { name: "Undo" }).click();
    await expect
      .poll(async () => (await call(core.client, "convoy.show", { convoy: convoy.id })).convoy.items)
      .toEqual(ids);
  });

  await test.step("the board is cut into lanes, folded and filtered", async () => {
    await page.getByRole("button", { name: "Display" }).click();
    await page.getByRole("combobox", { name: "Lanes by" }).click();
    await page.getByRole("option", { name: "Convoy" }).click();
    await page.keyboard.press("Escape");
    const lane = app.board.getByRole("region", { name: "Convoy Greetings" });
    await expect(lane.locator("[data-item]")).toHaveCount(3);
    await expectAccessible(page, "the board in lanes, dark");
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page, "the board in lanes, light");
    await picture("board-lanes-light");
    await page.emulateMedia({ colorScheme: "dark" });
    await lane.getByRole("button", { name: "Fold Convoy Greetings" }).click();
    await expect(lane.locator("[data-item]")).toHaveCount(0);
    await lane.getByRole("button", { name: "Unfold Convoy Greetings" }).click();
    await page.getByRole("button", { name: "Filter by…" }).click();
    await page.getByRole("menuitem", { name: "Label, priority, type, name…" }).click();
    await page.getByRole("option", { name: "Label: late" }).click();
    await expect(app.board.locator("[data-item]")).toHaveCount(1);
    await app.board.getByRole("button", { name: "Take away Label late" }).click();
    await page.getByRole("button", { name: "Display" }).click();
    await page.getByRole("combobox", { name: "Lanes by" }).click();
    await page.getByRole("option", { name: "Nothing" }).click();
    await page.keyboard.press("Escape");
  });

  await test.step("lines dropped from outside become items once they were looked at", async () => {
    await dropText(app, "Say hello twice\nSay hello thrice");
    const dialog = page.getByRole("dialog", { name: /items/ });
    await dialog.getByRole("button", { name: "Create 2 items" }).click();
    await expect(app.card("Say hello thrice")).toBeVisible();
  });

  await test.step("a card dropped on In progress is begun, and its convoy is foretold once something has landed", async () => {
    await pickUp(page, app.card("Say good day"));
    await over(page, app.column("progress"));
    await expect(app.column("progress").getByText("Sling to a free worker of shop")).toBeVisible();
    await page.mouse.up();
    await expect(app.card("Say good day")).not.toHaveAttribute("data-stage", "ready");
    await page.getByRole("combobox", { name: "Convoy" }).click();
    await page.getByRole("option", { name: "Greetings" }).click();
    await page.getByTestId("convoy").getByRole("button", { name: "Greetings", exact: true }).click();
    const pane = page.getByTestId("convoy-pane");
    await pane.getByRole("button", { name: "Start convoy" }).click();
    await landed(core.client, convoy.id);
    await expect(pane.locator("[data-forecast]")).toHaveAttribute("data-forecast", "done");
    await expectAccessible(page, "a convoy");
    await picture("convoy");
  });

  await test.step("its graph shows the same, as a picture and as a list", async () => {
    await page.getByTestId("convoy-pane").getByRole("button", { name: "Show its graph" }).click();
    const graph = page.locator('[data-testid="graph"][data-scope]');
    await expect(graph.locator("[data-node]")).toHaveCount(3);
    await expectAccessible(page, "the graph of a convoy");
    await graph.getByRole("checkbox", { name: "Finished ones" }).click();
    await expect(graph.getByRole("status")).toHaveText("Nothing to show");
    await graph.getByRole("checkbox", { name: "Finished ones" }).click();
    await graph
      .getByRole("radio", { name: "List" })
      .or(graph.getByRole("button", { name: "List" }))
      .first()
      .click();
    await expect(graph.getByRole("list").getByRole("listitem")).toHaveCount(3);
  });
});

async function priorityOf(client: Parameters<typeof call>[0], item: string): Promise<number> {
  return (await call(client, "item.show", { item })).item.priority;
}

/** Far enough for the browser to take it for a drag. */
async function pickUp(page: Page, card: Locator): Promise<void> {
  const box = await card.boundingBox();
  if (box === null) throw new Error("The card is not in sight.");
  await page.mouse.move(box.x + 30, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 44, box.y + 24, { steps: 4 });
}

async function over(page: Page, target: Locator): Promise<void> {
  const box = await target.boundingBox();
  if (box === null) throw new Error("The target is not in sight.");
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height / 2, 160), { steps: 6 });
}

/** As a browser tells a page of a text from another window. */
async function dropText(app: Cockpit, text: string): Promise<void> {
  await app.board.evaluate((board, dropped) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", dropped);
    for (const type of ["dragover", "drop"]) {
      board.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }
  }, text);
}
