import type { PaneKind } from "../../src/renderer/lib/pane-kinds.ts";
import { expectAccessible } from "../support/accessible.ts";
import { type Cockpit, openCockpit } from "../support/cockpit.ts";
import { call, event } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scripted } from "../support/repository.ts";

/** How one gets to each kind of pane, and what is there then; a new kind needs a way here, or the journey that has one. */
const VIEWS: Readonly<
  Record<
    PaneKind,
    { readonly by: string; readonly asks?: string; readonly shows: string } | { readonly seenIn: string }
  >
> = {
  board: { by: "Go to the board", shows: "board" },
  items: { by: "Go to the items", shows: "items" },
  wall: { by: "Go to the agents", shows: "agents" },
  attention: { by: "Go to everything that needs you", shows: "attention" },
  mail: { by: "Go to your mail", shows: "mail" },
  cost: { by: "Go to the cost", shows: "cost" },
  health: { by: "Go to the health of Drover", shows: "health" },
  feed: { by: "Go to the feed", shows: "feed" },
  keys: { by: "Change keys…", shows: "keys" },
  settings: { by: "Go to the settings", shows: "settings" },
  "settings-text": { by: "Open settings.toml", shows: "settings-text" },
  queue: { by: "Go to the merge queue", shows: "queue" },
  ledger: { by: "Go to the ledger", shows: "ledger" },
  salvage: { by: "Go to the salvage", shows: "salvage" },
  item: { by: "Open item", shows: "item" },
  graph: { by: "Show the graph around item", shows: "graph" },
  convoy: { by: "Open convoy", asks: "Greetings", shows: "convoy-pane" },
  "work-graph": { by: "Show the graph of convoy", asks: "Greetings", shows: "graph" },
  review: { by: "Review the work on item", shows: "review" },
  agent: { seenIn: "agents.spec.ts" },
  terminal: { seenIn: "looks.spec.ts" },
  conflict: { seenIn: "merge-queue.spec.ts" },
  "terminal-search": { by: "Search in all terminals…", shows: "terminal-search" },
  file: { seenIn: "terminals.spec.ts" },
};

/** One whose work lands, one in the middle of a turn, one that waits for an answer. */
const AGENTS = {
  ada: [],
  bea: [{ think: 6_000_000 }],
  cyd: Array.from({ length: 4 }, () => ({ stall: "nudged" })),
};

const LOOKS = ["dark", "light", "high contrast"] as const;

test("every view can be reached, and is accessible in each look", async ({ core, page, place, picture }) => {
  // Two dozen views, each looked at by axe three times.
  test.slow();
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, name: "shop", gates: [] });
  const items: string[] = [];
  for (const [name, stops] of Object.entries(AGENTS)) {
    await call(core.client, "agent.add", { project: "shop", name });
    const description = scripted(`src/${name}.js`, `Greet as ${name} would`, stops);
    items.push(
      (await call(core.client, "item.create", { project: "shop", title: `Greet as ${name}`, description })).id,
    );
  }
  const landed = event(core.client, ({ type }) => type === "submissionLanded");
  await call(core.client, "convoy.create", { title: "Greetings", items });
  for (const [at, name] of Object.keys(AGENTS).entries()) {
    await call(core.client, "work.sling", { items: [items[at] ?? ""], to: `shop/crew/${name}` });
  }
  await landed;
  const app = await openCockpit(page, core.url);
  await expect(app.card("")).toHaveCount(items.length);
  await app.column("landed").locator("[data-item]").first().focus();
  for (const [kind, view] of Object.entries(VIEWS)) {
    if ("seenIn" in view) continue;
    await test.step(kind, async () => {
      await app.run(view.by);
      if (view.asks !== undefined) await page.getByRole("option", { name: view.asks }).click();
      await expect(page.getByTestId(view.shows).first()).toBeVisible();
      for (const look of LOOKS) {
        await show(app, look);
        await expectAccessible(page, `${kind}, ${look}`);
        await picture(`${kind}-${look.replace(" ", "-")}`);
      }
      await show(app, "dark");
    });
  }
});

/** As the system asks for it, which is quicker than by commands and leaves no toast. */
async function show({ page }: Cockpit, look: (typeof LOOKS)[number]): Promise<void> {
  await page.emulateMedia({
    colorScheme: look === "light" ? "light" : "dark",
    contrast: look === "high contrast" ? "more" : "no-preference",
  });
}
