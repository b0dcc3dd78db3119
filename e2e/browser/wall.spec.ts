import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scripted } from "../support/repository.ts";

const path = (name: string) => `shop/crew/${name}`;
/** In the middle of a turn for as long as the journey takes. */
const THINKS = { think: 6_000_000 };
const WAITS = Array.from({ length: 4 }, () => ({ stall: "nudged" }));
const AGENTS = { ada: [THINKS], bea: WAITS, cyd: [{ say: "The cache grows without end." }, THINKS], dov: [THINKS] };

test("the screens of all agents are seen at once, walked by keys, enlarged, read and opened", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates: [] });
  for (const [name, stops] of Object.entries(AGENTS)) {
    await call(core.client, "agent.add", { project: "shop", name });
    const { id } = await call(core.client, "item.create", {
      project: "shop",
      title: `Greet as ${name} would`,
      description: scripted(`src/greet-${name}.js`, `Greet as ${name} would`, [
        { edit: `notes-${name}.txt`, write: [`What ${name} thought of.`] },
        ...stops,
      ]),
    });
    await call(core.client, "work.sling", { items: [id], to: path(name) });
  }
  await call(core.client, "agent.add", { project: "shop", name: "eve" });
  const app = await openCockpit(page, core.url);
  await app.run("Go to the agents");
  const wall = page.getByTestId("agents");
  const tile = (name: string) => wall.locator(`[data-agent="${path(name)}"]`);
  const screenOf = (name: string) => tile(name).getByRole("button", { name: `Open the terminal of ${name}` });

  await test.step("those who wait come first, and whoever has no session says so", async () => {
    await expect(tile("bea")).toContainText("Waits for input");
    await expect(tile("eve")).toContainText("No session");
    await expect(wall.locator("li[data-agent]").first()).toHaveAttribute("data-agent", path("bea"));
    await picture("wall");
    await expectAccessible(page, "the wall, dark");
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page, "the wall, light");
    await picture("wall-light");
    await page.emulateMedia({ colorScheme: "dark" });
  });

  await test.step("arrows lead from tile to tile, and the screen of the one with the focus is there as text", async () => {
    await screenOf("bea").focus();
    await page.keyboard.press("ArrowRight");
    await expect(screenOf("ada")).toBeFocused();
    await page.keyboard.press("End");
    await expect(screenOf("eve")).toBeFocused();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(screenOf("cyd")).toBeFocused();
    await expect(tile("cyd").getByTestId("screen-text")).toContainText("The cache grows without end.");
    await expect(screenOf("cyd")).toHaveAccessibleDescription(/Working, \S+ Greet as cyd would/);
    await page.keyboard.press("r");
    await expect(page.getByText("The cache grows without end.").first()).toBeAttached();
  });

  await test.step("the canvas draws what the screens show", async () => {
    const canvas = page.getByTestId("wall-canvas");
    const colours = await canvas.evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) return 0;
      const pixels = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? [];
      const seen = new Set<number>();
      for (let at = 0; at < pixels.length; at += 4) {
        seen.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0));
      }
      return seen.size;
    });
    // Text is drawn with soft edges; an empty canvas has one colour.
    expect(colours).toBeGreaterThan(20);
  });

  await test.step("tiles grow and shrink by keys and wheel, and are remembered so", async () => {
    await page.keyboard.press("+");
    await expect(wall).toHaveAttribute("data-size", "3");
    await picture("wall-large");
    await screenOf("cyd").hover();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, 100);
    await expect(wall).toHaveAttribute("data-size", "2");
    await page.mouse.wheel(0, 100);
    await page.keyboard.up("Control");
    await expect(wall).toHaveAttribute("data-size", "1");
    await picture("wall-small");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-connection", "connected");
    await app.run("Go to the agents");
    await expect(wall).toHaveAttribute("data-size", "1");
  });

  await test.step("they stand by project, and only those that wait, when asked for", async () => {
    await page.getByRole("button", { name: "By project" }).click();
    await expect(wall.getByRole("heading", { name: /^shop/ })).toBeVisible();
    await page.getByRole("button", { name: "Waiting 1" }).click();
    await expect(wall.locator("li[data-agent]")).toHaveCount(1);
    await page.getByRole("button", { name: "All 5" }).click();
    await expect(wall.locator("li[data-agent]")).toHaveCount(5);
  });

  await test.step("Space looks closer, N nudges, Enter opens the terminal", async () => {
    await screenOf("cyd").focus();
    await page.keyboard.press("Space");
    const peek = page.getByTestId("peek");
    await expect(peek.getByTestId("screen-text")).toContainText("The cache grows without end.");
    await picture("wall-peek");
    await expectAccessible(page, "a screen looked at closer");
    await page.keyboard.press("Space");
    await expect(peek).toBeHidden();
    await expect(screenOf("cyd")).toBeFocused();
    await page.keyboard.press("n");
    await expect(page.getByRole("dialog", { name: "Nudge cyd" })).toBeVisible();
    await page.keyboard.press("Escape");
    await screenOf("cyd").focus();
    await page.keyboard.press("Enter");
    await expect(app.terminal(path("cyd"))).toHaveAttribute("data-phase", "live");
  });
});
