import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expectAccessible } from "../support/accessible.ts";
import { openCockpit } from "../support/cockpit.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scripted } from "../support/repository.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

test("what agents cost is shown by whom and when, and what is not known is said", async ({
  core,
  page,
  place,
  picture,
}) => {
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates: [] });
  const sessions: string[] = [];
  for (const name of ["ada", "bea"]) {
    await call(core.client, "agent.add", { project: "shop", name });
    const description = scripted(`src/${name}.js`, `Greet as ${name} would`, []);
    const { id } = await call(core.client, "item.create", { project: "shop", title: `Greet as ${name}`, description });
    const landed = event(core.client, ({ type, subject }) => type === "workItemClosed" && subject === id);
    await call(core.client, "work.sling", { items: [id], to: `shop/crew/${name}` });
    await landed;
    const shown = await call(core.client, "agent.show", { agent: `shop/crew/${name}` });
    sessions.push(shown.status?.session ?? "");
  }

  const app = await openCockpit(page, core.url);
  const pane = page.getByTestId("cost");
  await test.step("nothing was counted as long as no transcript tells", async () => {
    await app.run("Go to the cost");
    await expect(pane).toContainText("No tokens were counted");
    await expectAccessible(page, "cost, empty");
    await picture("empty");
  });

  await test.step("a week's figures, cut up by agent and by model", async () => {
    const [ada = "", bea = ""] = sessions;
    count(place.workspace, [
      { session: ada, model: "claude-sonnet-4-5", daysAgo: 0, tokens: 400_000 },
      { session: ada, model: "claude-sonnet-4-5", daysAgo: 2, tokens: 900_000 },
      { session: bea, model: "claude-sonnet-4-5", daysAgo: 3, tokens: 200_000 },
      { session: bea, model: "made-at-home", daysAgo: 3, tokens: 50_000 },
      { session: bea, model: "claude-sonnet-4-5", daysAgo: 20, tokens: 700_000 },
    ]);
    await page.reload();
    await expect(pane.getByRole("heading", { level: 2 })).toContainText("in the last 7 days");
    await expect(pane.getByRole("heading", { level: 2 })).toContainText("480k tokens unpriced");
    await expect(pane.locator("[data-usage]")).toHaveCount(1);
    await expectAccessible(page, "cost");
    await picture("week");
    await pane.getByRole("button", { name: "Agent" }).click();
    await expect(pane.locator("[data-usage] th")).toHaveText(["ada", "bea"]);
    await pane.getByRole("button", { name: "Model" }).click();
    await expect(pane.locator('[data-usage="made-at-home"]')).toContainText("price unknown");
    await pane.getByRole("button", { name: "30 days" }).click();
    await expect(pane.getByRole("table", { name: "Cost by day in the last 30 days" }).getByRole("row")).toHaveCount(31);
    await picture("month");
  });

  await test.step("what a subscription covers stands apart from what is billed", async () => {
    await expect(pane).toContainText("Not known whether paid");
    await call(core.client, "settings.set", { changes: { "billing.scripted": "equivalent" } });
    await page.reload();
    await expect(pane).toContainText("under a subscription: what it would have cost");
    await expect(pane).not.toContainText("Not known whether paid");
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page, "cost, light");
    await picture("month-light");
  });
});

interface Counted {
  readonly session: string;
  readonly model: string;
  readonly daysAgo: number;
  readonly tokens: number;
}

/** As if transcripts had told it; scripted agents write none. */
function count(workspace: string, samples: readonly Counted[]): void {
  using usage = new DatabaseSync(join(workspace, ".drover/usage/usage.db"));
  const insert = usage.prepare("INSERT INTO samples VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)");
  for (const { session, model, daysAgo, tokens } of samples) {
    const at = Date.now() - daysAgo * DAY_MS;
    const hour = at - (at % HOUR_MS);
    insert.run(session, model, hour, tokens, tokens / 10, tokens * 8, tokens / 2, at, at);
  }
}
