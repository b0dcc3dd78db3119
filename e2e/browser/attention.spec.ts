import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scriptOf } from "../support/repository.ts";

const asScript = (steps: readonly object[]) => scriptOf(steps, { pace: 0 });

/** An agent that asks its user by mail, and stays until it is told. */
const ASKS = asScript([
  {
    run: [
      "drover",
      "mail",
      "send",
      "user",
      "Which currency?",
      "--body",
      "Prices have **none** so far.",
      "--choice",
      "EUR",
      "--choice",
      "USD",
    ],
  },
  { stall: "nudged" },
  { "give-up": "The user has said which." },
]);
const SUBMITS = asScript([
  { edit: "src/till.js", write: "export const till = 1;\n" },
  { commit: "Add a till" },
  { submit: true },
]);

/** As it is now, in both themes. */
async function look(page: Page, picture: (name: string) => Promise<void>, name: string): Promise<void> {
  await picture(name);
  await expectAccessible(page, `${name}, dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, `${name}, light`);
  await picture(`${name}-light`);
  await page.emulateMedia({ colorScheme: "dark" });
}

test("what needs the user is found, weighed and answered in one place; mail and health have theirs", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  const gates = [{ name: "there", command: ["true"], timeoutMs: 60_000 }];
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates, queue: { review: "required" } });
  const app = await openCockpit(page, core.url);
  const needs = page.locator('[data-count="needs-you"]');
  const pane = page.getByTestId("attention");
  const detail = page.getByTestId("attention-detail");

  await test.step("nothing needs anybody, and that is said kindly", async () => {
    await app.run("Go to everything that needs you");
    await expect(pane).toContainText("Nothing needs you");
    await look(page, picture, "attention-empty");
  });

  await test.step("an agent asks, another hands in, and both are there, the heavier first", async () => {
    const create = (title: string, description: string) =>
      call(core.client, "item.create", { project: "shop", title, description });
    const prices = await create("Show prices", ASKS);
    const till = await create("Add a till", SUBMITS);
    const receipt = await create("Print receipts", "Please.");
    await call(core.client, "item.dep.add", { item: receipt.id, to: till.id });
    await call(core.client, "work.sling", { items: [prices.id, till.id] });
    await event(core.client, ({ type }) => type === "submissionQueued");
    await expect(pane.locator('[data-kind="question"][data-attention]')).toBeVisible();
    await expect(needs).toContainText("2");
    await expect(page).toHaveTitle("(2) Drover");
    await expect(pane.getByRole("list", { name: "What needs you" }).getByRole("button")).toHaveText([
      /waits for your review.*holds up 2 items/,
      /asks: Which currency\?/,
    ]);
    await look(page, picture, "attention");
  });

  await test.step("one key goes to the next, one answers it, and the agent is told", async () => {
    await pane.focus();
    await page.keyboard.press("j");
    await expect(detail).toHaveAttribute("data-kind", "question");
    await look(page, picture, "attention-question");
    await pane.focus();
    await page.keyboard.press("1");
    await event(core.client, ({ type }) => type === "mailAnswered");
    await event(core.client, ({ type }) => type === "sessionEnded");
    await expect(needs).toContainText("1");
  });

  await test.step("what can wait is put off, and taken back", async () => {
    await pane.focus();
    await page.keyboard.press("z");
    await expect(pane).toContainText("1 put off");
    await expect(needs).toContainText("0");
    await page.getByTestId("toast").getByRole("button", { name: "Undo" }).click();
    await expect(needs).toContainText("1");
  });

  await test.step("the mail has the whole conversation, which is searched, replied to and archived", async () => {
    await app.run("Go to your mail");
    const mail = page.getByTestId("mail");
    await expect(mail.getByTestId("conversation")).toContainText("EUR");
    await look(page, picture, "mail");
    await mail.getByRole("textbox", { name: "Search mail" }).fill("no such words");
    await expect(mail).toContainText("No letter has these words");
    await mail.getByRole("textbox", { name: "Search mail" }).fill("currency");
    await mail.getByRole("textbox", { name: "Your answer" }).fill("And keep two digits.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(mail.getByRole("list", { name: "Letters" })).toContainText("And keep two digits.");
    await mail.focus();
    await page.keyboard.press("e");
    await expect(mail.locator("[data-thread]")).toHaveCount(0);
  });

  await test.step("health shows every check and what runs", async () => {
    await app.run("Go to the health of Drover");
    const health = page.getByTestId("health");
    await expect(health.locator("[data-check]").first()).toBeVisible();
    await expect(health).toContainText("Where the disk goes");
    await look(page, picture, "health");
  });

  await test.step("the feed is narrowed to what one looks for, also after a reload", async () => {
    await app.run("Go to the feed");
    const feed = page.getByTestId("feed");
    await expect(feed.getByRole("article").first()).toBeVisible();
    await look(page, picture, "feed");
    await feed.getByRole("button", { name: "Everything" }).click();
    await page.getByRole("dialog", { name: "Show of the feed" }).getByRole("checkbox", { name: "mail" }).click();
    await page.keyboard.press("Escape");
    await expect(feed.getByRole("article", { name: "user: answered a question" })).toBeVisible();
    await expect(feed.getByRole("article", { name: /handed in|submitted/ })).toHaveCount(0);
    await page.reload();
    await expect(feed.getByRole("button", { name: "1 chosen" })).toBeVisible();
    await feed.getByRole("button", { name: "Show everything" }).click();
    await expect(feed.getByRole("button", { name: "Everything" })).toBeVisible();
  });

  await test.step("what was told is in the panel, by kind, and leads to its place", async () => {
    await app.run("Show notifications");
    const panel = page.getByTestId("notifications");
    await expect(panel.locator('[data-notice="submission-waits"]')).toBeVisible();
    await look(page, picture, "notifications");
    await panel.locator('[data-notice="submission-waits"]').click();
    await expect(page.getByTestId("submission-panel")).toBeVisible();
  });
});
