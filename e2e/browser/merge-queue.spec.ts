import { look } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import type { CoreProcess } from "../support/core-process.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scriptOf } from "../support/repository.ts";

/** Prints a line every 40 ms, in colours, and is red where somebody broke something. */
const CHECK = [
  `const { existsSync } = require("node:fs");`,
  `let n = 0;`,
  `const timer = setInterval(() => {`,
  `  n += 1;`,
  `  console.log("\\u001b[32mok\\u001b[0m " + n + " looks at the shop");`,
  `  if (n < 40) return;`,
  `  clearInterval(timer);`,
  `  if (existsSync("src/broken.js")) { console.log("\\u001b[31mnot ok\\u001b[0m the shop is broken"); process.exit(1); }`,
  `}, 40);`,
].join(" ");
const GATE = { name: "check", command: ["node", "-e", CHECK], timeoutMs: 60_000 };

/** The description of an item whose agent writes a file and submits it without looking. */
function writes(file: string, message: string): string {
  return scriptOf([
    { edit: file, write: [`export const made = ${JSON.stringify(message)};`] },
    { commit: message },
    { submit: true },
  ]);
}

/** Slings them one after another, so that the queue has their order. Answers their items. */
async function submitted(core: CoreProcess, work: readonly (readonly [title: string, description: string])[]) {
  const items: string[] = [];
  for (const [title, description] of work) {
    const { id } = await call(core.client, "item.create", { project: "shop", title, description });
    await call(core.client, "work.sling", { items: [id] });
    await event(core.client, ({ type, text }) => type === "submissionQueued" && text.includes(id));
    items.push(id);
  }
  return items;
}

test("submissions are put in order, held and released, and a red batch is searched for its culprit on screen", async ({
  core,
  page,
  place,
  picture,
}) => {
  test.setTimeout(240_000);
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", {
    source: shop.origin,
    name: "shop",
    gates: [GATE],
    queue: { batch: 5, parallel: 2, retries: 1 },
  });
  await call(core.client, "mq.pause", { project: "shop" });
  const app = await openCockpit(page, core.url);
  const items = await submitted(core, [
    ["Say good morning", writes("src/morning.js", "Say good morning")],
    ["Say good night", writes("src/night.js", "Say good night")],
    ["Say the wrong thing", writes("src/broken.js", "Say the wrong thing")],
    ["Say goodbye", writes("src/goodbye.js", "Say goodbye")],
    ["Say thank you", writes("src/thanks.js", "Say thank you")],
  ]);
  await app.run("Go to the merge queue");
  const queue = page.getByTestId("queue");
  const row = (title: string) => queue.locator("[data-submission]").filter({ hasText: title });
  const waiting = queue.getByRole("list", { name: "Queue, in the order in which they will be taken" });
  const order = waiting.getByRole("listitem");
  await expect(order).toContainText(items);
  await expect(queue.getByText("Paused: nothing lands")).toBeVisible();

  await test.step("moved by keyboard, and taken back", async () => {
    await row("Say thank you").click();
    await page.keyboard.press("Alt+ArrowUp");
    await expect(order).toContainText(["morning", "night", "wrong", "thank you", "goodbye"]);
    await expect(row("Say thank you")).toHaveAttribute("aria-current", "true");
    await page.keyboard.press("Alt+Home");
    await expect(order).toContainText(["thank you", "morning", "night", "wrong", "goodbye"]);
    await page.getByTestId("toast").filter({ hasText: "is first" }).getByRole("button", { name: "Undo" }).click();
    await expect(order).toContainText(["morning", "night", "wrong", "thank you", "goodbye"]);
  });

  await test.step("moved by drag", async () => {
    await row("Say goodbye").dragTo(row("Say good morning"), { targetPosition: { x: 220, y: 4 } });
    await expect(order).toContainText(["goodbye", "morning", "night", "wrong", "thank you"]);
  });

  await test.step("held with a reason, and released", async () => {
    await row("Say good night").click();
    await page.keyboard.press("Shift+H");
    const dialog = page.getByRole("dialog", { name: /^Hold / });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("wait for the evening");
    await dialog.getByRole("button", { name: "Hold" }).click();
    await expect(row("Say good night")).toContainText("Held by you: wait for the evening");
    await look(page, picture, "merge-queue-paused");
    await page.getByTestId("submission-panel").getByRole("button", { name: "Release" }).click();
    await expect(row("Say good night")).not.toContainText("Held by you");
  });

  await queue.getByRole("button", { name: "Close the panel" }).click();
  await queue.getByRole("button", { name: "Resume shop" }).click();

  await test.step("the batch is gated, with its output on screen", async () => {
    const batch = queue.locator("[data-batch]").first();
    await expect(batch.locator("[data-member]")).toHaveCount(5);
    await batch.getByRole("button", { name: "Output" }).click();
    await expect(queue.getByRole("log", { name: "Output of check" })).toContainText("ok 3 looks at the shop");
    await expect(batch.locator('[data-gate="check"]')).toHaveAttribute("data-light", "running");
  });

  await test.step("it is red, and searched for what turned it red", async () => {
    const searched = queue.locator('[data-batch][data-state="bisecting"]');
    await expect(searched).toBeVisible({ timeout: 30_000 });
    await expect(searched.locator('[data-run][data-state="red"]').first()).toBeVisible();
    await expect(searched.getByRole("status")).toContainText("may have turned it red");
    await look(page, picture, "merge-queue-bisecting");
  });

  await test.step("the culprit went back, the others landed", async () => {
    await expect(row("Say the wrong thing")).toHaveAttribute("data-state", "sent-back", { timeout: 60_000 });
    const landed = queue.getByRole("list", { name: "Landed, the newest first" });
    await expect(landed.getByRole("listitem")).toHaveCount(4, { timeout: 60_000 });
    expect(shop.landed().map(({ subject }) => subject)).not.toContain("Say the wrong thing");
    await row("Say the wrong thing").click();
    const panel = page.getByTestId("submission-panel");
    await panel.getByRole("tab", { name: /^Gates/ }).click();
    await expect(panel.getByRole("log")).toContainText("the shop is broken");
    await look(page, picture, "merge-queue-culprit");
  });
});

test("a conflict that nobody resolved is put together by hand, and lands", async ({ core, page, place, picture }) => {
  test.setTimeout(180_000);
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", {
    source: shop.origin,
    name: "shop",
    gates: [],
    queue: { resolverAttempts: 0, authorAttempts: 0 },
  });
  await call(core.client, "mq.pause", { project: "shop" });
  const greets = (words: string, message: string) =>
    scriptOf([
      { edit: "src/greet.js", write: ["export function greet(name) {", `  return \`${words}, \${name}.\`;`, "}"] },
      { commit: message },
      { submit: true },
    ]);
  const app = await openCockpit(page, core.url);
  await submitted(core, [
    ["Greet in the morning", greets("Good morning", "Greet in the morning")],
    ["Greet in the evening", greets("Good evening", "Greet in the evening")],
  ]);
  await call(core.client, "mq.resume", { project: "shop" });
  await app.run("Go to the merge queue");
  const queue = page.getByTestId("queue");
  const evening = queue.locator("[data-submission]").filter({ hasText: "Greet in the evening" });
  await expect(evening).toHaveAttribute("data-state", "waiting", { timeout: 60_000 });
  await expect(evening.locator('[data-mark="collides"]')).toBeVisible();
  await expect(queue.getByTestId("collisions")).toContainText("would not merge");
  await evening.getByRole("button", { name: "Lay out the conflict" }).click();

  const conflict = page.getByTestId("conflict");
  await expect(conflict.getByRole("option", { name: /greet\.js/ })).toBeVisible();
  await expect(conflict.getByRole("region", { name: "Intents" })).toContainText("Greet in the morning");
  const hunk = conflict.locator('[data-hunk="1"]');
  await expect(hunk.getByRole("group", { name: "Landed" })).toContainText("Good morning");
  await expect(hunk.getByRole("group", { name: "Before" })).toContainText("Hello");
  await expect(hunk.getByRole("group", { name: "Submission" })).toContainText("Good evening");
  await look(page, picture, "merge-queue-conflict");

  const save = conflict.getByRole("button", { name: "Save and queue again" });
  await expect(save).toBeDisabled();
  await hunk.getByRole("button", { name: "Take submission" }).click();
  await expect(save).toBeEnabled();
  await hunk.getByRole("button", { name: "Edit" }).click();
  await hunk.getByRole("textbox", { name: "Result of conflict 1" }).fill("  return `Good day, ${name}.`;\n");
  await picture("merge-queue-conflict-edited");
  await save.click();

  await expect(evening).toHaveAttribute("data-state", "landed", { timeout: 60_000 });
  expect(shop.git("show", "main:src/greet.js")).toContain("Good day");
});
