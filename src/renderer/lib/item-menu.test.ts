import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { contractClient } from "../../shared/contract/client.ts";
import { ok } from "../../shared/model/result.ts";
import type { ItemView } from "../../shared/model/work-item.ts";
import { itemFixture } from "../testing/item-fixture.ts";
import { createActions } from "./actions.ts";
import { itemMenuEntries } from "./item-menu.tsx";
import { createPaneHost } from "./panes.ts";
import { memoryStorage } from "./storage.ts";
import { createToasts } from "./toasts.ts";
import { createUiStore } from "./ui-state.ts";

function labels(item: ItemView, selected: readonly string[] = []): readonly string[] {
  const client = contractClient({ request: async () => ok({}), subscribe: () => () => {} });
  const [ui, panes] = [createUiStore(memoryStorage()), createPaneHost()];
  ui.set({ selected });
  const actions = createActions({ client, queries: new QueryClient(), toasts: createToasts(), ui, panes });
  const entries = itemMenuEntries(item, { actions, panes, ui, runCommand: () => {} });
  return entries.flatMap((entry) => (entry === "separator" ? [] : [entry.label]));
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
