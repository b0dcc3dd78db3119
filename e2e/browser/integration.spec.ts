import { look } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scripted } from "../support/repository.ts";

test("an epic gathers on a branch of its own and lands as one, all from the window", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", runtime: "scripted", gates: [] });
  const epic = await call(core.client, "item.create", { project: "shop", title: "Checkout", type: "epic" });
  const child = async (title: string, file: string) =>
    (
      await call(core.client, "item.create", {
        project: "shop",
        title,
        parent: epic.id,
        description: scripted(file, title),
      })
    ).id;
  const basket = await child("Fill the basket", "src/basket.js");
  const payment = await child("Take the payment", "src/payment.js");
  const branch = `integration/${epic.id}`;
  const isClosed = (item: string) =>
    event(core.client, ({ type, subject }) => type === "workItemClosed" && subject === item);

  const app = await openCockpit(page, core.url);
  const view = page.getByTestId("item").and(page.locator(`[data-item="${epic.id}"]`));
  const section = view.getByTestId("integration");

  await test.step("the branch is made in the epic's view", async () => {
    await app.card("Checkout").getByRole("button", { name: "Checkout" }).click();
    await view.getByRole("button", { name: "Gather on a branch…" }).click();
    const dialog = page.getByRole("dialog", { name: `Gather ${epic.id} on a branch of its own` });
    const name = dialog.getByRole("textbox", { name: "Branch" });
    await name.fill("no good");
    await expect(dialog.getByRole("alert")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Make branch" })).toBeDisabled();
    await name.fill("");
    await look(page, picture, "integration-create");
    await name.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(section).toHaveAttribute("data-state", "open");
    await expect(section).toContainText("level with main · lands when you say so");
    await expect(section.getByRole("list", { name: "Missing" }).getByRole("listitem")).toHaveCount(2);
    await expect(section.getByRole("button", { name: "Land as one…" })).toBeDisabled();
    expect(shop.git("branch", "--list", branch)).toContain(branch);
  });

  await test.step("what lands there is not said to have landed", async () => {
    const first = isClosed(basket);
    await call(core.client, "work.sling", { items: [basket] });
    await first;
    const gathered = section.getByRole("list", { name: "Gathered" });
    await expect(gathered).toContainText("Fill the basket");
    await expect(section.getByRole("list", { name: "Missing" })).toContainText("Take the payment");
    await look(page, picture, "integration-gathering");
    const second = isClosed(payment);
    await call(core.client, "work.sling", { items: [payment] });
    await second;
    await expect(gathered.getByRole("listitem")).toHaveCount(2);
    await expect(section).toContainText("All below it is closed.");
    expect(shop.landed()).toEqual([]);
    await app.run("Go to the board");
    await expect(app.card("Fill the basket")).toHaveAttribute("data-stage", "closed");
    await expect(app.card("Fill the basket")).toContainText(`Not on main yet, landed on ${branch}`);
    await look(page, picture, "integration-board");
    await app.card("Fill the basket").getByRole("button", { name: "Fill the basket" }).click();
    const note = page.locator(`[data-item="${basket}"] [data-gathering="gathered"]`).last();
    await expect(note).toContainText(`Landed on ${branch}, not on main yet. It lands with Checkout.`);
    await picture("integration-child");
  });

  await test.step("the merge queue says whose branch it is", async () => {
    await app.run("Go to the merge queue");
    const line = page.getByTestId("queue").locator(`[data-branch] [data-integration="${epic.id}"]`);
    await expect(line).toContainText("Integration branch of");
    await expect(line.getByRole("button", { name: "Land as one…" })).toBeEnabled();
    await look(page, picture, "integration-queue");
    await line.getByRole("button", { name: /Checkout/ }).click();
    await expect(section).toBeVisible();
  });

  await test.step("dropping it is asked about, and can be left", async () => {
    await view.getByRole("button", { name: `More for ${epic.id}` }).press("Enter");
    await page.getByRole("menuitem", { name: "Drop its branch…" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: `Drop ${branch}?` });
    await expect(dialog).toContainText("main lacks 2 commits");
    await picture("integration-drop");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("it lands as one, by a command, and all of it is on the target then", async () => {
    const done = isClosed(epic.id);
    await call(core.client, "mq.pause", { project: "shop" });
    await app.run("Land what epic has gathered…");
    const dialog = page.getByRole("dialog", { name: `Land ${epic.id} on main as one?` });
    await expect(dialog).toContainText(`2 items on ${branch} are put on the newest main as one merge`);
    await picture("integration-land");
    await dialog.getByRole("button", { name: "Land it as one" }).click();
    const own = section.locator("[data-own-submission]");
    await expect(own).toContainText("Queued");
    await expect(section.getByRole("button", { name: "Land as one…" })).toBeDisabled();
    await own.getByRole("button", { name: "In the merge queue" }).click();
    await expect(page.getByTestId("submission-panel")).toContainText("Checkout");
    await look(page, picture, "integration-landing");
    await call(core.client, "mq.resume", { project: "shop" });
    await done;
    await expect(section).toHaveAttribute("data-state", "landed");
    await expect(section.getByRole("list", { name: "Had gathered" }).getByRole("listitem")).toHaveCount(2);
    await expect(view).toHaveAttribute("data-stage", "landed");
    await look(page, picture, "integration-landed");
    expect(shop.landed()).toHaveLength(1);
    expect(shop.git("ls-tree", "--name-only", "main", "src/").split("\n")).toEqual(
      expect.arrayContaining(["src/basket.js", "src/payment.js"]),
    );
    await app.run("Go to the board");
    await expect(app.card("Fill the basket")).toHaveAttribute("data-stage", "landed");
    await expect(app.card("Fill the basket")).not.toContainText("Not on main");
  });

  await test.step("its branch is removed, which leaves nothing behind on the origin", async () => {
    await app.card("Checkout").getByRole("button", { name: "Checkout" }).click();
    await section.getByRole("button", { name: "Remove the branch…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove branch" }).click();
    await expect(section.getByRole("button", { name: "Remove the branch…" })).toBeHidden();
    expect(shop.git("branch", "--list", branch)).toBe("");
  });
});

/** Red once work of the branch and work of the target come together. */
const APART = `const { existsSync } = require("node:fs"); process.exit(existsSync("src/basket.js") && existsSync("src/banner.js") ? 1 : 0)`;

test("a branch that is behind says so, says why it cannot be brought up, and what is dropped with it", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", {
    source: shop.origin,
    name: "shop",
    runtime: "scripted",
    gates: [{ name: "apart", command: ["node", "-e", APART], timeoutMs: 60_000 }],
    queue: { retries: 0, resolverAttempts: 0, authorAttempts: 0 },
  });
  const item = async (title: string, more: { parent?: string; type?: string; description?: string }) =>
    (await call(core.client, "item.create", { project: "shop", title, ...more })).id;
  const epic = await item("Checkout", { type: "epic" });
  const branch = `integration/${epic}`;
  const basket = await item("Fill the basket", {
    parent: epic,
    description: scripted("src/basket.js", "Fill the basket"),
  });
  const banner = await item("Put a banner up", { description: scripted("src/banner.js", "Put a banner up") });
  await call(core.client, "integration.create", { epic });
  for (const one of [basket, banner]) {
    const isOver = event(core.client, ({ type, subject }) => type === "workItemClosed" && subject === one);
    await call(core.client, "work.sling", { items: [one] });
    await isOver;
  }
  const app = await openCockpit(page, core.url);
  await app.card("Checkout").getByRole("button", { name: "Checkout" }).click();
  const section = page
    .getByTestId("item")
    .and(page.locator(`[data-item="${epic}"]`))
    .getByTestId("integration");
  await expect(section).toContainText("1 commit ahead of main, 1 commit behind");

  await test.step("bringing it up is red, and stands in its section", async () => {
    await section.getByRole("button", { name: "Bring up to main" }).click();
    await expect(section).toContainText("It could not be brought up to its target");
    await look(page, picture, "integration-trouble");
  });

  await test.step("dropped, what it had gathered is said to be on no target", async () => {
    await expect(section.getByRole("button", { name: "Drop the branch…" })).toBeEnabled();
    await section.getByRole("button", { name: "Drop the branch…" }).click();
    const dialog = page.getByRole("dialog", { name: `Drop ${branch}?` });
    await expect(dialog).toContainText("main lacks 1 commit that it has gathered");
    await dialog.getByRole("button", { name: "Drop with what it has" }).click();
    await expect(section).toHaveAttribute("data-state", "dropped");
    await expect(app.card("Fill the basket")).toContainText(`Not on main, landed on ${branch}`);
    await app.card("Fill the basket").getByRole("button", { name: "Fill the basket" }).click();
    const note = page.locator(`[data-item="${basket}"] [data-gathering="lost"]`).last();
    await expect(note).toContainText(`Landed on ${branch}, which was dropped: it is not on main.`);
    await look(page, picture, "integration-dropped");
    expect(shop.git("branch", "--list", branch)).toBe("");
  });
});
