import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scripted } from "../support/repository.ts";

const path = (name: string) => `shop/crew/${name}`;
/** In the middle of a turn for as long as the journey takes. */
const THINKS = { think: 6_000_000 };
/** At its prompt until somebody types into its terminal, or it is nudged, as Drover itself does after a while: so several times. */
const STOPS = Array.from({ length: 4 }, () => ({ stall: "nudged" }));
const AGENTS = {
  ada: [THINKS],
  bea: STOPS,
  cyd: [{ say: "I leave the cache out: it would grow without end." }, THINKS],
  dov: [THINKS],
  eve: STOPS,
};

const agentView = (page: Page, name: string) => page.locator(`[data-testid="agent"][data-agent="${path(name)}"]`);

test("five agents are watched with evidence, taken over, told, handed off and asked, and what was saved comes back", async ({
  core,
  page,
  place,
  picture,
}) => {
  test.setTimeout(300_000);
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates: [] });
  for (const [name, stops] of Object.entries(AGENTS)) {
    await call(core.client, "agent.add", { project: "shop", name });
    const { id } = await call(core.client, "item.create", {
      project: "shop",
      title: `Greet as ${name} would`,
      description: scripted(`src/greet-${name}.js`, `Greet as ${name} would`, [
        { edit: `notes-${name}.txt`, write: [`What ${name} thought of.`] },
        { report: "The words are there, the grammar is not" },
        ...stops,
      ]),
    });
    await call(core.client, "work.sling", { items: [id], to: path(name) });
  }
  const app = await openCockpit(page, core.url);
  const terminal = (name: string) => app.terminal(path(name));

  /** As it is now, in both themes. */
  async function look(name: string): Promise<void> {
    await picture(name);
    await expectAccessible(page, `${name}, dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page, `${name}, light`);
    await picture(`${name}-light`);
    await page.emulateMedia({ colorScheme: "dark" });
  }

  /** Makes it the agent that commands act on, and leaves its terminal, which would get the keys. */
  async function choose(name: string): Promise<void> {
    await app.agentRow(path(name)).focus();
  }

  await test.step("all five are seen at once, each with its state in words and how it is known", async () => {
    await app.run("Go to the agents");
    const tile = (name: string) => page.getByTestId("agents").locator(`[data-agent="${path(name)}"]`);
    for (const name of ["ada", "cyd", "dov"]) await expect(tile(name)).toContainText("Working");
    for (const name of ["bea", "eve"]) await expect(tile(name)).toContainText("Waits for input");
    await expect(tile("bea")).toContainText(/title (?:\d+s ago|just now)/);
    await look("agents-wall");
  });

  await test.step("a nudge has a receipt that says how far it got", async () => {
    await choose("bea");
    await page.keyboard.press("u");
    const dialog = page.getByRole("dialog", { name: "Nudge bea" });
    await dialog.getByRole("textbox", { name: "Message" }).fill("The grammar is in docs. Go on.");
    await page.keyboard.press("Enter");
    await choose("bea");
    await page.keyboard.press("i");
    const nudges = agentView(page, "bea").getByRole("list", { name: "Nudges" }).locator("[data-nudge]");
    const receipt = nudges.filter({ hasText: "The grammar is in docs" });
    await expect(receipt).toHaveAttribute("data-state", "acted");
  });

  await test.step("a state says what it rests on, and what it was before", async () => {
    await app.agentRow(path("ada")).click();
    await expect(terminal("ada")).toHaveAttribute("data-phase", "live");
    await terminal("ada").getByTestId("state").click();
    const evidence = page.getByTestId("evidence");
    await expect(evidence.getByRole("table", { name: "Signals" })).toContainText("title");
    await look("agents-evidence");
    await evidence.getByRole("button", { name: "Everything about it" }).click();
    const view = agentView(page, "ada");
    await view.getByRole("toolbar", { name: "What it did" }).getByRole("button").last().focus();
    await page.keyboard.press("Home");
    await expect(view.getByTestId("timeline")).toContainText("Starting");
    await look("agent-now");
    await view.getByRole("button", { name: "List", exact: true }).click();
    await expect(view.getByRole("list", { name: "What it did" })).toContainText("Working");
  });

  await test.step("whoever types has the keyboard, keeps it, and hands it back with a word", async () => {
    await terminal("ada").locator(".xterm-screen").click();
    await page.keyboard.type("hello");
    const hands = terminal("ada").getByTestId("hands");
    await expect(hands).toContainText("Drover waits while you type");
    await hands.getByRole("button", { name: "Keep it" }).click();
    await expect(hands).toContainText("until you hand it back");
    await look("agent-hands");
    await hands.getByRole("button", { name: "Hand back…" }).click();
    const dialog = page.getByRole("dialog", { name: "Hand ada back" });
    await dialog.getByRole("textbox", { name: "Tell it" }).fill("I said hello. Go on.");
    await dialog.getByRole("button", { name: "Hand back" }).click();
    await expect(hands.getByRole("button", { name: "Hand back…" })).toBeHidden();
  });

  await test.step("one is frozen and thawed", async () => {
    await choose("dov");
    await app.run("Pause agent");
    await expect(app.agentRow(path("dov"))).toHaveAttribute("data-state", "paused");
    await app.agentRow(path("dov")).click();
    await terminal("dov").getByTestId("hands").getByRole("button", { name: "Resume" }).click();
    await expect(app.agentRow(path("dov"))).not.toHaveAttribute("data-state", "paused");
  });

  await test.step("several are told the same: who gets it is shown first, one tries it, then the others get it", async () => {
    await app.run("Tell several agents…");
    const dialog = page.getByTestId("broadcast");
    await dialog.getByRole("textbox", { name: "Message" }).fill("Say it in English too.");
    await dialog.getByRole("checkbox", { name: "eve" }).click();
    await dialog.getByRole("checkbox", { name: "dov" }).click();
    await look("agents-broadcast");
    await dialog.getByRole("button", { name: "See who gets it" }).click();
    await expect(dialog.getByRole("list", { name: "Who gets it" }).getByRole("listitem")).toHaveText([
      /eve.*first/,
      "dov",
    ]);
    await dialog.getByRole("button", { name: "Tell 2 agents" }).click();
    const receipts = dialog.getByRole("list", { name: "Receipts" });
    await expect(receipts).toContainText("dov", { timeout: 60_000 });
    await picture("agents-broadcast-receipts");
    await dialog.getByRole("button", { name: "Done" }).click();
  });

  await test.step("one is handed off with a note, and its successor has it", async () => {
    const before = (await call(core.client, "agent.show", { agent: path("cyd") })).session?.id;
    await choose("cyd");
    await app.run("Hand agent off…");
    const dialog = page.getByRole("dialog", { name: "Hand cyd off" });
    await dialog.getByRole("textbox", { name: "Note to the successor" }).fill("Do not add a cache.");
    await dialog.getByRole("button", { name: "Hand off" }).click();
    await choose("cyd");
    await page.keyboard.press("i");
    const view = agentView(page, "cyd");
    await view.getByRole("tab", { name: "Sessions" }).click();
    const sessions = view.getByRole("list", { name: "Sessions" }).locator("[data-session]");
    await expect(sessions).toHaveCount(2, { timeout: 60_000 });
    await expect(view.locator(`[data-session="${before}"]`)).toContainText("handed off");
    await expect(view.locator('[data-live="true"]')).toContainText("under way");
    await look("agent-sessions");
  });

  await test.step("its predecessor is asked what it knew", async () => {
    await agentView(page, "cyd").getByRole("button", { name: "Search it…" }).click();
    const dialog = page.getByTestId("seance");
    await dialog.getByRole("textbox", { name: "Question" }).fill("Why is there no cache?");
    await page.keyboard.press("Enter");
    await expect(dialog.getByTestId("seance-answer")).toContainText("it would grow without end");
    await look("agent-seance");
    await dialog.getByRole("button", { name: "Close" }).click();
  });

  await test.step("what it should know is noted, and offered to its next session", async () => {
    const view = agentView(page, "cyd");
    await view.getByRole("tab", { name: "Memory" }).click();
    await view.getByRole("textbox", { name: "What it should know" }).fill("The cache was left out on purpose");
    await page.keyboard.press("Enter");
    await expect(view.getByRole("list", { name: "Decisions" })).toContainText("left out on purpose");
    const { text } = await call(core.client, "hook.prime", { agent: path("cyd") });
    expect(text).toContain("The cache was left out on purpose");
  });

  await test.step("what was saved of its work is looked into, checked, and brought back", async () => {
    await app.run("Go to the salvage");
    const salvage = page.getByTestId("salvage");
    await expect(salvage.getByRole("option").filter({ hasText: "cyd" })).toHaveCount(1);
    const detail = salvage.getByTestId("salvage-detail");
    await detail.getByRole("button", { name: "notes-cyd.txt" }).click();
    await expect(detail.getByRole("region", { name: "Difference of notes-cyd.txt" })).toContainText(
      "What cyd thought of.",
    );
    await detail.getByRole("button", { name: "Check" }).click();
    await expect(detail.getByRole("status")).toContainText("It is whole");
    await look("salvage");
    await detail.getByRole("button", { name: "Restore…" }).click();
    const dialog = page.getByTestId("restore");
    await look("salvage-restore");
    await dialog.getByRole("button", { name: "Restore" }).click();
    await expect(dialog.getByRole("status")).toContainText("It is back");
    const folder = await dialog.getByRole("status").locator("code").nth(1).innerText();
    expect(existsSync(folder)).toBe(true);
    expect(readFileSync(join(folder, "notes-cyd.txt"), "utf8")).toContain("What cyd thought of.");
    await dialog.getByRole("button", { name: "Done" }).click();
  });
});
