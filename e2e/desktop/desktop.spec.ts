import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { readEndpoint } from "../../src/cli/connect.ts";
import { cockpit } from "../support/cockpit.ts";
import { startCore } from "../support/core-process.ts";
import { droverJson } from "../support/drover.ts";
import { call, landed } from "../support/happenings.ts";
import { PROGRAMS, makePlace } from "../support/place.ts";
import { startDesktop, startSecond } from "./host.ts";
import { launch, ownCore as core, putOneToWork } from "./own-core.ts";

test("opens a window on a core of its own, which the command line finds", async () => {
  using place = makePlace();
  await using app = await launch(place);
  const { firstRun } = await cockpit(await app.page());
  await expect(firstRun).toBeVisible();
  const status = execFileSync(process.execPath, [join(PROGRAMS, "cli.js"), "status", "--json"], {
    env: { ...place.env, DROVER_WORKSPACE: place.workspace },
    encoding: "utf8",
  });
  expect(JSON.parse(status)).toMatchObject({ projects: [] });
});

test("starts the demo at once when told to", async () => {
  using place = makePlace();
  await using app = await launch(place, "--demo");
  const { card } = await cockpit(await app.page());
  // The board draws the cards in sight; how many there are, the convoy knows.
  await expect(card("").first()).toBeVisible();
  using own = await core(place);
  await expect
    .poll(async () => (await call(own.client, "workspace.overview", {})).convoys.map(({ items }) => items.length))
    .toEqual([12]);
});

test("the menu runs the window's commands", async () => {
  using place = makePlace();
  await using app = await launch(place);
  const page = await app.page();
  await cockpit(page);
  const menu = await app.probe("menu");
  expect(menu.map(({ label }) => label)).toEqual(["&File", "editMenu", "&View", "&Panes", "windowMenu", "&Help"]);
  await app.probe("clickMenu", ["&File", "Add a repository…"]);
  await expect(page.getByRole("dialog", { name: "Add a repository" })).toBeVisible();
});

test("a convoy goes on behind a closed window, is counted in the tray and told on the desktop", async () => {
  using place = makePlace();
  await using app = await launch(place);
  const page = await app.page();
  await cockpit(page);
  using own = await core(place);
  const { convoy } = await putOneToWork(place, own.client, 100_000);

  await app.probe("closeWindow");
  expect(await app.probe("window")).toMatchObject({ isVisible: false });
  await expect.poll(async () => (await app.probe("tray")).tooltip).toBe("Drover — 1 agent at work");
  const shown = await landed(own.client, convoy);
  expect(shown.items.map(({ stage }) => stage)).toEqual(["landed"]);

  await expect.poll(async () => (await app.probe("notices")).length).toBe(1);
  const [notice] = await app.probe("notices");
  expect(notice?.title).toMatch(/landed/i);
  await expect.poll(async () => (await app.probe("tray")).tooltip).toBe("Drover — nobody at work");
  await app.probe("clickNotice", 0);
  expect(await app.probe("window")).toMatchObject({ isVisible: true, isFocused: true });
  await expect(page.getByTestId("convoy")).toContainText("Farewells");
});

test("quitting asks while agents are at work, and leaves them, or has them hand off and stops them, as told", async () => {
  using place = makePlace();
  let agent: string;
  {
    await using app = await launch(place);
    await cockpit(await app.page());
    using own = await core(place);
    ({ agent } = await putOneToWork(place, own.client, 10_000_000));
    await expect.poll(async () => (await app.probe("tray")).tooltip).toContain("1 agent at work");
    await app.probe("quit");
    await expect.poll(() => app.probe("question")).toMatchObject({ message: /^One agent is at work/ });
    await app.probe("answer", "Cancel");
    await app.probe("quit");
    await expect.poll(() => app.probe("question")).toBeDefined();
    await app.probe("answer", "Leave them at work");
    expect(await app.exited).toBe(0);
    expect(readEndpoint(place.workspace)).toBeUndefined();
  }
  await using app = await launch(place);
  await cockpit(await app.page());
  using own = await core(place);
  const before = await call(own.client, "agent.show", { agent });
  expect(before.session?.endedAt).toBeUndefined();
  expect(before.hook?.attempt).toBe(1);
  await expect.poll(async () => (await app.probe("tray")).tooltip).toContain("1 agent at work");
  await app.probe("clickTray", "Quit…");
  await expect.poll(() => app.probe("question")).toBeDefined();
  await app.probe("answer", "Hand off and stop");
  const band = (await app.page()).getByTestId("ending");
  await expect(band).toContainText("0 of 1 have handed off.");
  await app.probe("quit");
  await expect.poll(() => app.probe("question")).toMatchObject({ message: "Agents are still handing off." });
  await app.probe("answer", "Stop now");
  expect(await app.exited).toBe(0);
  expect(await droverJson(place, "agent", "show", agent)).toMatchObject({ hook: { state: "active", round: 2 } });
});

test("there is one app a workspace: the second shows the first one's window", async () => {
  using place = makePlace();
  await using app = await launch(place);
  await cockpit(await app.page());
  await app.probe("closeWindow");
  expect(await startSecond({ env: place.env, args: ["--workspace", place.workspace] })).toBe(0);
  await expect.poll(() => app.probe("window")).toMatchObject({ isVisible: true, isFocused: true });
});

test("a core that runs already is shown, and goes on when the app quits", async () => {
  using place = makePlace();
  await using running = await startCore(place);
  {
    await using app = await launch(place);
    const { firstRun } = await cockpit(await app.page());
    await expect(firstRun).toBeVisible();
    await app.probe("quit");
    expect(await app.exited).toBe(0);
  }
  expect(await running.client.call("workspace.overview", {})).toMatchObject({ ok: true });
});

test("when the core that it showed is killed, the app runs one itself", async () => {
  using place = makePlace();
  await using running = await startCore(place);
  await using app = await launch(place);
  const page = await app.page();
  await cockpit(page);
  await running.kill();
  await expect.poll(() => readEndpoint(place.workspace)?.pid).toBe(app.pid);
  await cockpit(page);
});

test("a page that crashes is loaded again, and the window comes back where it was", async () => {
  using place = makePlace();
  const bounds = { x: 40, y: 60, width: 1200, height: 800 };
  {
    await using app = await launch(place);
    await cockpit(await app.page());
    await app.probe("crashPage");
    await expect(async () => {
      await cockpit(await app.page());
    }).toPass();
    await app.probe("setBounds", bounds);
    await app.probe("quit");
    expect(await app.exited).toBe(0);
  }
  await using app = await launch(place);
  await cockpit(await app.page());
  expect(await app.probe("window")).toMatchObject({ bounds });
});

test("the window goes nowhere but to its own page, and asks before a link leaves the app", async () => {
  using place = makePlace();
  await using app = await launch(place);
  const page = await app.page();
  await cockpit(page);
  const here = page.url();
  await page.evaluate(() => {
    window.location.href = "https://example.org/elsewhere";
  });
  await expect(page.getByTestId("first-run")).toBeVisible();
  expect(page.url()).toBe(here);
  await page.evaluate(() => void window.open("https://example.org/docs", "_blank", "noopener"));
  await expect.poll(() => app.probe("question")).toMatchObject({ detail: "https://example.org/docs" });
  await app.probe("answer", "Open");
  await expect.poll(() => app.probe("opened")).toEqual(["https://example.org/docs"]);
  await page.evaluate(() => void window.open("file:///etc/passwd", "_blank", "noopener"));
  expect(await app.probe("question")).toBeUndefined();
});

test("a workspace that cannot be is told in a dialog, and the app ends", async () => {
  using place = makePlace();
  await using app = await startDesktop({ env: place.env, args: ["--workspace", "/dev/null"] });
  expect(await app.exited).toBe(1);
});
