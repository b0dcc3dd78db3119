import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { cockpit } from "../support/cockpit.ts";
import { call, landed } from "../support/happenings.ts";
import { PROGRAMS, makePlace } from "../support/place.ts";
import { startSecond } from "./host.ts";
import { launch, ownCore, putOneToWork } from "./own-core.ts";

test("the tray pauses everything, names who needs the user, and leads there", async () => {
  using place = makePlace();
  await using app = await launch(place);
  const page = await app.page();
  await cockpit(page);
  using core = await ownCore(place);
  const { agent, convoy } = await putOneToWork(place, core.client, 10_000);
  await expect.poll(async () => (await app.probe("tray")).tooltip).toBe("Drover — 1 agent at work");

  await app.probe("clickTray", "Pause all");
  await expect(page.getByTestId("frozen")).toContainText("Everything is paused");
  await expect.poll(async () => (await app.probe("tray")).tooltip).toBe("Drover — everything is paused");
  await expect.poll(async () => (await call(core.client, "agent.show", { agent })).status?.state).toBe("paused");

  await call(core.client, "mail.send", { to: "user", subject: "Which port & why?" });
  const named = async () => (await app.probe("tray")).entries.map(({ label }) => label);
  await expect.poll(named).toContainEqual(expect.stringMatching(/port \+ why/));
  expect(await app.probe("badge")).toBeGreaterThan(0);

  await page.getByTestId("frozen").getByRole("button", { name: "Resume all" }).click();
  await expect(page.getByTestId("frozen")).toBeHidden();
  await landed(core.client, convoy);
  await app.probe("closeWindow");
  await app.probe("clickTray", "New item…");
  expect(await app.probe("window")).toMatchObject({ isVisible: true });
  await expect(page.getByRole("dialog").first()).toBeVisible();
});

test("links and files of ours open in the window, and nothing else does", async () => {
  using place = makePlace();
  await using app = await launch(place);
  let page = await app.page();
  await cockpit(page);
  using core = await ownCore(place);
  const { item, agent } = await putOneToWork(place, core.client, 10_000_000);
  const workspace = ["--workspace", place.workspace];

  await app.probe("closeWindow");
  expect(await startSecond({ env: place.env, args: [...workspace, `drover://item/${item}`] })).toBe(0);
  await expect(page.locator(`[data-testid="item"][data-item="${item}"]`)).toBeVisible();
  expect(await app.probe("window")).toMatchObject({ isVisible: true, isFocused: true });

  await app.probe("openUrl", `drover://agent/${agent}`);
  await expect(page.locator(`[data-testid="terminal"][data-agent="${agent}"]`)).toBeVisible();
  await app.probe("openUrl", "drover://item/$(reboot)");
  await app.probe("openUrl", "drover://open?workspace=/elsewhere");
  await expect.poll(() => app.probe("question")).toMatchObject({ message: expect.stringContaining("/elsewhere") });
  await app.probe("answer", "OK");

  const before = await call(core.client, "item.list", {});
  const plan = join(place.root, "plan.drover");
  writeFileSync(plan, `${JSON.stringify({ title: "From a file" })}\n`);
  await app.probe("openFile", plan);
  const dialog = page.getByTestId("import");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect((await call(core.client, "item.list", {})).items).toHaveLength(before.items.length);

  // Lost with its page, a link waits for the next one.
  await app.probe("crashPage");
  await app.probe("openUrl", `drover://item/${item}`);
  await expect(async () => {
    page = await app.page();
    await cockpit(page);
  }).toPass();
  await expect(page.locator(`[data-testid="item"][data-item="${item}"]`)).toBeVisible();

  await app.probe("closeWindow");
  const env = { ...place.env, DROVER_WORKSPACE: place.workspace };
  const said = execFileSync(process.execPath, [join(PROGRAMS, "cli.js"), "open", agent], { env, encoding: "utf8" });
  expect(said).toBe("Shown in the app.\n");
  await expect.poll(() => app.probe("window")).toMatchObject({ isVisible: true });
});

test("the app is summoned by keys, keeps quiet and quits as the settings say", async () => {
  using place = makePlace();
  await using app = await launch(place);
  await cockpit(await app.page());
  using core = await ownCore(place);
  const set = (changes: Record<string, string | boolean>) => call(core.client, "settings.set", { changes });

  await set({ "keys.summon": "Ctrl+Alt+D" });
  await expect.poll(() => app.probe("holdsKeys", "Ctrl+Alt+D")).toBe(true);
  await app.probe("closeWindow");
  await app.probe("pressKeys", "Ctrl+Alt+D");
  expect(await app.probe("window")).toMatchObject({ isVisible: true, isFocused: true });
  await set({ "keys.summon": "Ctrl+Alt+E", "notifications.desktop": false });
  await expect.poll(() => app.probe("holdsKeys", "Ctrl+Alt+D")).toBe(false);
  expect(await app.probe("holdsKeys", "Ctrl+Alt+E")).toBe(true);

  const { convoy } = await putOneToWork(place, core.client, 0);
  await app.probe("closeWindow");
  await landed(core.client, convoy);
  expect(await app.probe("notices")).toEqual([]);

  await app.probe("clickMenu", ["&Help", "Check for updates…"]);
  await expect
    .poll(() => app.probe("question"))
    .toMatchObject({ message: "Drover does not update itself here.", detail: /runs from its sources/ });
  await app.probe("answer", "OK");
  expect(await app.probe("errors")).toEqual([]);
});

test("what quitting does can be said once and for all", async () => {
  using place = makePlace();
  await using app = await launch(place);
  await cockpit(await app.page());
  using core = await ownCore(place);
  await putOneToWork(place, core.client, 10_000_000);
  await app.probe("quit");
  await expect.poll(() => app.probe("question")).toBeDefined();
  await app.probe("answer", "Stop them", true);
  expect(await app.exited).toBe(0);
  const env = { ...place.env, DROVER_WORKSPACE: place.workspace };
  const args = [join(PROGRAMS, "cli.js"), "settings", "show", "app.quit", "--json"];
  expect(execFileSync(process.execPath, args, { env, encoding: "utf8" })).toContain('"stop"');
});

test("a pane has a window to itself, and is back in the dock when that closes", async () => {
  using place = makePlace();
  await using app = await launch(place);
  const page = await app.page();
  const { run } = await cockpit(page);
  using core = await ownCore(place);
  await putOneToWork(place, core.client, 10_000_000);
  await expect(page.getByTestId("board")).toBeVisible();
  const opening = page.context().waitForEvent("page");
  await run("Move pane to a window of its own, or back");
  const popout = await opening;
  await expect(popout.getByTestId("board")).toBeVisible();
  await popout.close();
  await expect(page.getByTestId("board")).toBeVisible();
});
