import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { IntegrationView } from "../../../shared/contract/integration.ts";
import { ok } from "../../../shared/model/result.ts";
import { integrationFixture } from "../../testing/integration-fixture.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { testCore } from "../../testing/test-core.ts";
import { createActions } from "../actions.ts";
import { createConnection } from "../connection/connection.ts";
import { createPaneHost } from "../panes.ts";
import { memoryStorage } from "../storage.ts";
import { createToasts } from "../toasts.ts";
import { createUiStore } from "../ui-state.ts";

/** A core that knows one branch, `ahead` commits ahead of its target. */
async function setUp(one: Partial<IntegrationView>, ahead: number) {
  const clock = manualClock();
  const integration = integrationFixture("e-1", one);
  const core = testCore({
    answer: (verb) =>
      verb === "integration.show"
        ? ok({ integration, ahead, behind: 0, commits: [], files: [] })
        : ok({ ...integration, submission: "s-1" }),
  });
  const connection = createConnection({ source: core.source, clock, random: () => 0 });
  const ui = createUiStore(memoryStorage());
  const parts = { queries: new QueryClient(), ui, panes: createPaneHost(), toasts: createToasts() };
  const actions = createActions({ client: connection.client, ...parts });
  connection.start();
  await clock.advance(0);
  return {
    actions,
    /** Does what then asks, and answers the question. */
    async asked(act: Promise<void>) {
      await clock.advance(0);
      await act;
      const { dialog } = ui.store.getState();
      if (dialog?.kind !== "confirm") throw new Error("It is asked first.");
      return dialog;
    },
    async ordered(verb: string) {
      await clock.advance(0);
      return core.requests.filter((request) => request.verb === verb).map(({ input }) => input);
    },
  };
}

const gathered = [{ item: "a-1", commit: "a".repeat(40), at: 1 }];

test("asks before an epic lands, and lands what is there only where something is open", async () => {
  const whole = await setUp({ gathered }, 1);
  const first = await whole.asked(whole.actions.landIntegration("e-1"));
  expect(await whole.ordered("integration.land")).toEqual([]);
  first.confirm();
  expect(await whole.ordered("integration.land")).toEqual([{ epic: "e-1", anyway: false }]);

  const part = await setUp({ gathered, open: ["a-2"] }, 1);
  const second = await part.asked(part.actions.landIntegration("e-1"));
  expect([second.deed, second.body]).toEqual(["Land what is there", expect.stringContaining("a-2")]);
  second.confirm();
  expect(await part.ordered("integration.land")).toEqual([{ epic: "e-1", anyway: true }]);
});

test("drops what the target lacks only when it has been said that it does", async () => {
  const lacked = await setUp({ gathered }, 2);
  const first = await lacked.asked(lacked.actions.dropIntegration("e-1"));
  expect(first).toMatchObject({ isDestructive: true, deed: "Drop with what it has" });
  expect(first.body).toContain("main lacks 2 commits");
  first.confirm();
  expect(await lacked.ordered("integration.drop")).toEqual([{ epic: "e-1", discard: true }]);

  const empty = await setUp({}, 0);
  (await empty.asked(empty.actions.dropIntegration("e-1"))).confirm();
  expect(await empty.ordered("integration.drop")).toEqual([{ epic: "e-1", discard: false }]);
});

test("only takes the branch away of an epic that has landed", async () => {
  const landed = await setUp({ state: "landed", gathered }, 1);
  const asked = await landed.asked(landed.actions.dropIntegration("e-1"));
  expect(asked).toMatchObject({ deed: "Remove branch", isDestructive: false });
  asked.confirm();
  expect(await landed.ordered("integration.drop")).toEqual([{ epic: "e-1", discard: false }]);
});
