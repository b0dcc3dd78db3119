import type { Locator } from "@playwright/test";
import { expectAccessible, look } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { drover } from "../support/drover.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scriptOf } from "../support/repository.ts";

const GREETING = [
  "/** Says hello. */",
  "export function greet(name) {",
  "  const said = `Good morning, ${name}.`;",
  "  return said;",
  "}",
];
const TABLE = Array.from({ length: 120 }, (_, at) => `export const row${at} = ${at};`);

/** The description of an item whose agent writes some files, and mends the greeting when it comes back. */
function script(): string {
  const steps = [
    { edit: "src/greet.js", write: GREETING },
    { edit: "src/table.js", write: TABLE },
    { edit: "package-lock.json", write: ["{", '  "lockfileVersion": 3', "}"] },
    { commit: "Greet in the morning" },
    { submit: true },
  ];
  const fix = [
    { edit: "src/greet.js", write: GREETING.with(2, "  const said = `Good day, ${name}.`;") },
    { commit: "Greet at all times" },
  ];
  return scriptOf(steps, { fix });
}

test("a submission is looked at line by line, sent back with comments, mended by its agent, approved, and lands", async ({
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
    gates: [{ name: "there", command: ["test", "-f", "src/greet.js"], timeoutMs: 60_000 }],
    queue: { review: "required" },
  });
  const app = await openCockpit(page, core.url);
  const item = await call(core.client, "item.create", {
    project: "shop",
    title: "Greet in the morning",
    description: script(),
  });
  await call(core.client, "work.sling", { items: [item.id] });
  const first = await event(core.client, ({ type }) => type === "submissionQueued");

  await app.run("Review what has waited longest");
  const review = page.getByTestId("review");
  const files = review.getByRole("tree", { name: "Files" });
  const file = (name: string) => files.getByRole("treeitem").filter({ hasText: name });
  const lines = (name: string): Locator => review.getByRole("grid", { name: `Difference of ${name}` });
  const greet = lines("src/greet.js");
  await expect(review.getByText("Waits for review")).toBeVisible();
  await expect(file("greet.js")).toBeVisible();
  await app.run("Maximise or restore pane");

  await test.step("file by file, by keyboard", async () => {
    await file("greet.js").click();
    await expect(greet).toContainText("Good morning");
    await expect(greet).toHaveAttribute("data-mode", "split");
    await greet.focus();
    await page.keyboard.press("n");
    await expect(greet.locator("[data-cursor]").first()).toBeVisible();
    await page.keyboard.press("j");
    await expect(lines("src/table.js")).toContainText("row0");
    await page.keyboard.press("k");
    await page.keyboard.press("v");
    await expect(lines("src/table.js")).toBeVisible();
    await expect(file("greet.js").getByRole("img", { name: "viewed" })).toBeVisible();
    await file("package-lock.json").click();
    await expect(review.getByText("Written by a program, as its name says")).toBeVisible();
  });

  await test.step("a comment on a line, in one column and with colours", async () => {
    await file("greet.js").click();
    await greet.focus();
    await page.keyboard.press("u");
    await expect(greet).toHaveAttribute("data-mode", "unified");
    await expect(greet.locator(".tok-keyword").first()).toBeVisible();
    await greet.getByText("Good morning").click();
    await page.keyboard.press("c");
    const field = review.getByRole("textbox", { name: "Comment on line 3" });
    await field.fill("What about the **evening**?");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(review.locator("[data-comment]")).toContainText("What about the evening?");
    await expect(review.getByRole("button", { name: "Send back with 1 comment…" })).toBeVisible();
    await look(page, picture, "review-comment");
    await greet.focus();
    await page.keyboard.press("u");
    await look(page, picture, "review-split");
  });

  await test.step("sent back, with all that was said", async () => {
    await greet.focus();
    await page.keyboard.press("Shift+B");
    const dialog = page.getByRole("dialog", { name: /^Send back/ });
    await expect(dialog).toContainText("1 comment");
    await dialog.getByRole("textbox", { name: "Summary" }).fill("Nearly there.");
    await expectAccessible(page, "the dialog of a verdict");
    await dialog.getByRole("button", { name: "Send back" }).click();
    await event(core.client, ({ type, subject }) => type === "submissionSentBack" && subject === first.subject);
    const { submission } = await call(core.client, "mq.show", { submission: first.subject });
    expect(submission.reason).toContain("src/greet.js:3");
    expect(submission.reason).toContain("What about the **evening**?");
  });

  const second = await event(
    core.client,
    ({ type, subject }) => type === "submissionQueued" && subject !== first.subject,
  );

  await test.step("what was mended is approved", async () => {
    await app.run("Review what has waited longest");
    const again = page.locator(`[data-testid="review"]:visible`);
    await expect(again.getByText(second.subject)).toBeVisible();
    await again.getByRole("treeitem").filter({ hasText: "greet.js" }).click();
    await expect(again.locator("[data-comment]")).toContainText("Outdated");
    await expect(again.getByRole("grid")).toContainText("Good day");
    await again.getByRole("treeitem").filter({ hasText: "Overview" }).click();
    await expect(again.getByRole("region", { name: "Overview" })).toContainText("Nearly there.");
    await look(page, picture, "review-overview");
    await again.getByRole("button", { name: "Approve…" }).click();
    await page
      .getByRole("dialog", { name: /^Approve/ })
      .getByRole("button", { name: "Approve" })
      .click();
    await event(core.client, ({ type, subject }) => type === "workItemClosed" && subject === item.id);
    await expect(again.getByText("Landed")).toBeVisible();
  });
  expect(shop.landed().map(({ subject }) => subject)).toContain("Greet at all times");

  await test.step("the same from the command line", async () => {
    const shown = await drover(place, ["review", "show", second.subject, "--file", "src/greet.js"]);
    expect(shown.out).toContain("+  const said = `Good day, ${name}.`;");
    const said = await drover(place, ["review", "show", item.id, "--comments"]);
    expect(said.out).toContain("src/greet.js:3");
    expect((await drover(place, ["review", "list"])).out).toBe("Nothing waits for a review.\n");
  });
});
