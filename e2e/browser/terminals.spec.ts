import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository } from "../support/repository.ts";

const PATH = "shop/crew/ada";
/** An agent CLI that does nothing by itself: what its terminal shows is what the journey types. */
const SHELL = {
  id: "shell",
  title: "A shell",
  command: ["bash", "--norc", "--noprofile", "--noediting"],
  nudge: { way: "none" },
  exit: "stop",
  setEnv: { PS1: "$ " },
};

test("a terminal is searched, copied from by keys, followed by its links, given files, and looks as one likes", async ({
  core,
  page,
  place,
  picture,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "settings.set", { changes: { runtimes: [SHELL] } });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates: [] });
  await call(core.client, "agent.add", { project: "shop", name: "ada", runtime: "shell" });
  const { id } = await call(core.client, "item.create", { project: "shop", title: "Look around" });
  await call(core.client, "work.sling", { items: [id], to: PATH });

  const emulator = Promise.withResolvers<void>();
  await page.route("**/terminal-pane-*.js", async (route) => {
    await emulator.promise;
    await route.continue();
  });
  const app = await openCockpit(page, core.url);
  await app.agentRow(PATH).dblclick();
  const terminal = app.terminal(PATH);
  const screen = terminal.locator(".xterm-rows");

  await test.step("what is typed while its code is on the way is not lost", async () => {
    await expect(terminal).toHaveAttribute("data-phase", "loading");
    await expect(terminal.getByRole("textbox", { name: "Type for ada" })).toBeFocused();
    await page.keyboard.type("echo typed $((20 + 2)) ahead\necho and");
    emulator.resolve();
    await expect(terminal).toHaveAttribute("data-phase", "live");
    await expect(screen).toContainText("typed 22 ahead");
    await expect(terminal.locator(".xterm-helper-textarea")).toBeFocused();
    await page.keyboard.type(" $((3 * 7))\n");
    await expect(screen).toContainText("and 21");
  });
  const typed = async (line: string) => {
    await terminal.locator(".xterm-helper-textarea").focus();
    await page.keyboard.type(line);
    await page.keyboard.press("Enter");
  };
  await typed(`for i in $(seq 1 900); do echo "row $i of many"; done; echo "src/greet.js:2:3 is of ${id}"`);
  await expect(screen).toContainText(`greet.js:2:3 is of ${id}`);

  await test.step("all of its history is searched, and a pattern that makes no sense is told", async () => {
    await page.keyboard.press("Control+f");
    const field = terminal.getByRole("textbox", { name: "Find in terminal" });
    await field.fill("row 17");
    await expect(terminal.getByRole("search").getByRole("status")).toHaveText("11 of 11");
    await field.press("Enter");
    await expect(terminal.getByRole("search").getByRole("status")).toHaveText("10 of 11");
    await terminal.getByRole("button", { name: "Whole words only" }).click();
    await expect(terminal.getByRole("search").getByRole("status")).toHaveText("1 of 1");
    await expect(screen).toContainText("row 17 of many");
    await terminal.getByRole("button", { name: "Regular expression" }).click();
    await field.fill("row (");
    await expect(terminal.getByRole("alert")).toContainText("The pattern makes no sense");
    await picture("terminal-find");
    await field.press("Escape");
  });

  await test.step("lines are copied by keys from a screen that stands still", async () => {
    await page.keyboard.press("Control+Shift+X");
    await expect(terminal.getByTestId("copy-mode")).toBeVisible();
    for (const key of ["k", "0", "w", "v", "$"]) await page.keyboard.press(key);
    await picture("terminal-copy");
    await page.keyboard.press("y");
    await expect(terminal.getByTestId("copy-mode")).toBeHidden();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`/greet.js:2:3 is of ${id}`);
  });

  const file = page.getByTestId("file");
  await test.step("letters over its links open what they lead to", async () => {
    await terminal.locator(".xterm-helper-textarea").focus();
    await page.keyboard.press("Control+Shift+O");
    const hints = terminal.getByTestId("link-hints");
    const option = hints.getByRole("option", { name: /src\/greet\.js, line 2/ }).last();
    const label = await option.textContent();
    await picture("terminal-links");
    await page.keyboard.type(label ?? "");
    await expect(file).toHaveAttribute("data-path", "src/greet.js");
    await expect(file.locator("[data-marked]")).toHaveAttribute("data-line", "2");
    await expect(file.locator("[data-marked]")).toContainText("Hello");
    await picture("file");
    await expectAccessible(page, "terminal and file, dark");
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page, "terminal and file, light");
    await picture("file-light");
    await page.emulateMedia({ colorScheme: "dark" });
  });

  await test.step("all terminals are searched at once, and Enter leads to the place", async () => {
    await app.run("Search in all terminals");
    const search = page.getByTestId("terminal-search");
    await search.getByRole("textbox", { name: "Search in all terminals" }).fill("row 42 of");
    const found = search.getByRole("option");
    await expect(found).toHaveCount(1);
    await expect(found).toContainText("row 41 of many");
    await picture("terminal-search");
    await expectAccessible(page, "search in all terminals");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(screen).toContainText("row 42 of many");
  });

  await test.step("a file is brought to the agent, and its path is typed", async () => {
    await terminal.locator("input[type=file]").setInputFiles({
      name: "a picture.png",
      mimeType: "image/png",
      buffer: Buffer.from("not really"),
    });
    await expect(screen).toContainText("drover-files/a\\ picture.png");
    await page.keyboard.press("Control+c");
    await typed("cat .drover-files/*.png; git status --short | wc -l");
    await expect(screen).toContainText("not really0");
  });

  await test.step("several lines that would run at once are asked about", async () => {
    await typed("cat > /dev/null");
    await page.evaluate(() => navigator.clipboard.writeText("one\ntwo\nthree"));
    await terminal.locator(".xterm-helper-textarea").focus();
    await page.keyboard.press("Control+Shift+V");
    const question = page.getByRole("dialog", { name: "Paste 3 lines" });
    await question.getByRole("button", { name: "Paste" }).click();
    await expect(screen).toContainText("three");
    await page.keyboard.press("Control+c");
  });

  await test.step("messages keep off the line one types in, leave it the focus, and go by key", async () => {
    const input = terminal.locator(".xterm-helper-textarea");
    const toast = page.getByTestId("toast");
    // Over all of the window, so that its prompt stands where messages otherwise do.
    for (const command of ["Maximise or restore pane", "Copy the last lines"]) {
      await input.focus();
      await page.keyboard.press("Control+Shift+P");
      await page.keyboard.type(command);
      await page.keyboard.press("Enter");
      await expect(page.getByTestId("palette")).toBeHidden();
    }
    await input.focus();
    await expect(toast.filter({ hasText: /copied/i })).toBeVisible();
    const prompt = await input.boundingBox();
    const corner = await page.getByRole("region", { name: "Messages" }).boundingBox();
    expect(prompt).not.toBeNull();
    expect(corner).not.toBeNull();
    const isBelow = (corner?.y ?? 0) > (prompt?.y ?? 0) + (prompt?.height ?? 0);
    expect(isBelow || (corner?.y ?? 0) + (corner?.height ?? 0) < (prompt?.y ?? 0)).toBe(true);
    await expect(input).toBeFocused();
    await picture("terminal-message");
    await page.keyboard.press("Control+Shift+D");
    await expect(toast).toHaveCount(0);
    await typed("echo still $((40 + 2))");
    await expect(screen).toContainText("still 42");
  });

  await test.step("letters grow, colours change, and watching types nothing", async () => {
    const size = () => screen.evaluate((element) => getComputedStyle(element).fontSize);
    expect(await size()).toBe("13px");
    await page.keyboard.press("Control+=");
    await expect.poll(size).toBe("14px");
    await page.keyboard.press("Control+0");
    await expect.poll(size).toBe("13px");
    await call(core.client, "settings.set", { changes: { "terminal.colours": "solarized-light" } });
    await expect
      .poll(() =>
        terminal.locator(".xterm-scrollable-element").evaluate((element) => getComputedStyle(element).backgroundColor),
      )
      .toBe("rgb(253, 246, 227)");
    await picture("terminal-solarized");
    await page.keyboard.press("Control+Shift+M");
    await expect(terminal).toHaveAttribute("data-mode", "watch");
  });
});
