import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { contractClient } from "../../shared/contract/client.ts";
import { ok } from "../../shared/model/result.ts";
import type { ItemView } from "../../shared/model/work-item.ts";
import type { IntegrationView } from "../../shared/contract/integration.ts";
import { integrationFixture } from "../testing/integration-fixture.ts";
import { itemFixture } from "../testing/item-fixture.ts";
import { createActions } from "./actions.ts";
import { itemMenuEntries } from "./item-menu.tsx";
import { createPaneHost } from "./panes.ts";
import { queryKeys } from "./server-state/query-keys.ts";
import { memoryStorage } from "./storage.ts";
import { createToasts } from "./toasts.ts";
import type { MenuEntry } from "../ui/menu.tsx";
import { createUiStore } from "./ui-state.ts";

function labels(item: ItemView, selected: readonly string[] = []): readonly string[] {
  return entriesOf(item, selected).map(({ label }) => label);
}

function entriesOf(
  item: ItemView,
  selected: readonly string[] = [],
  integrations: readonly IntegrationView[] = [],
): readonly Exclude<MenuEntry, "separator">[] {
  const client = contractClient({ request: async () => ok({}), subscribe: () => () => {} });
  const [ui, panes] = [createUiStore(memoryStorage()), createPaneHost()];
  ui.set({ selected });
  const queries = new QueryClient();
  queries.setQueryData(queryKeys.integrations, integrations);
  const actions = createActions({ client, queries, toasts: createToasts(), ui, panes });
  const entries = itemMenuEntries(item, { actions, panes, ui, runCommand: () => {} });
  return entries.filter((entry) => entry !== "separator");
}

test("offers to sling what is work, and not gates, messages and merge requests", () => {
  expect(labels(itemFixture("a-1"))).toContain("Sling…");
  for (const type of ["gate", "message", "merge-request"]) {
    const offered = labels(itemFixture("a-1", { type }));
    expect(offered).not.toContain("Sling…");
    expect(offered).toContain("Close…");
  }
});

test("offers to sling all that are picked out, also by one that is no work", () => {
  expect(labels(itemFixture("a-1", { type: "gate" }), ["a-1", "a-2"])).toContain("Sling 2 items…");
});

test("offers to revert what has landed, and nothing else", () => {
  const landed = itemFixture("a-1", { status: "closed", stage: "landed" });
  expect(labels(landed)).toContain("Revert…");
  expect(labels(itemFixture("a-1", { status: "closed", stage: "closed" }))).not.toContain("Revert…");
  expect(labels(itemFixture("a-1"))).not.toContain("Revert…");
  expect(labels(landed, ["a-1", "a-2"])).not.toContain("Revert…");
});

test("offers all of an epic as a graph, and nothing like that of what has no children", () => {
  expect(labels(itemFixture("e-1", { type: "epic" }))).toContain("Show all of it as a graph");
  expect(labels(itemFixture("a-1"))).not.toContain("Show all of it as a graph");
});

test("offers an epic a branch of its own, and what can be done with the one it has", () => {
  const epic = itemFixture("e-1", { type: "epic", project: "shop" });
  expect(labels(epic)).toContain("Gather on a branch of its own…");
  expect(labels(itemFixture("a-1", { project: "shop" }))).not.toContain("Gather on a branch of its own…");
  const ways = (more: Partial<IntegrationView>) =>
    entriesOf(epic, [], [integrationFixture("e-1", more)])
      .filter(({ label }) => /branch|as one/.test(label))
      .map(({ label, isDisabled = false, isDestructive = false }) => [label, !isDisabled, isDestructive]);
  const part = { item: "a-1", commit: "0".repeat(40), at: 1 };
  expect(ways({ gathered: [part] })).toEqual([
    ["Land it as one…", true, false],
    ["Bring its branch up to main", true, false],
    ["Drop its branch…", true, true],
  ]);
  expect(ways({ gathered: [part], submission: "s-1" }).map(([, isOffered]) => isOffered)).toEqual([
    false,
    false,
    false,
  ]);
  expect(ways({ state: "dropped" })).toEqual([["Gather on a branch of its own…", true, false]]);
});
