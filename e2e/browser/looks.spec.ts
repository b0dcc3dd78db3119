import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";

const isForReadme = process.env["DROVER_PICTURES"] === "1";

test("first run, terminals, board and item are pictured and accessible, dark and light", async ({
  core,
  page,
  picture,
}) => {
  /** As it is now, in both themes. */
  async function look(name: string): Promise<void> {
    await picture(name);
    await expectAccessible(page, `${name}, dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page, `${name}, light`);
    await picture(`${name}-light`);
    await page.emulateMedia({ colorScheme: "dark" });
  }

  const app = await openCockpit(page, core.url);
  await expect(app.firstRun.getByText("Codex", { exact: true })).toBeVisible();
  await look("first-run");

  await call(core.client, "demo.start", { seed: 11 });
  await expect(app.card("")).toHaveCount(12);
  await app.run("Go to the agents");
  if (isForReadme) {
    // Everybody is in the middle of something by then.
    await event(core.client, ({ type }) => type === "submissionQueued");
    await app.run("Maximise or restore pane");
  }
  await expect(
    page
      .getByTestId("terminal")
      .or(page.getByRole("list", { name: "Agents" }))
      .first(),
  ).toBeVisible();
  await look("terminals");
  if (isForReadme) await app.run("Maximise or restore pane");

  const landings = new Set<string>();
  await event(core.client, ({ type, subject }) => {
    if (type === "submissionLanded") landings.add(subject);
    return landings.size >= 4;
  });
  await app.run("Go to the board");
  await expect(app.column("landed").locator("[data-item]").first()).toBeVisible();
  await look("board");

  // By key: cards move under a pointer while others land.
  await app.column("landed").locator("[data-item]").first().press("Enter");
  await expect(page.getByTestId("item")).toHaveAttribute("data-stage", "landed");
  await look("item");
});
