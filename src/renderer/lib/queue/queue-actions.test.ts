import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { submissionFixture } from "../../testing/queue-fixture.ts";
import { testCore } from "../../testing/test-core.ts";
import { createActions } from "../actions.ts";
import { createConnection } from "../connection/connection.ts";
import { createPaneHost } from "../panes.ts";
import { queryKeys } from "../server-state/query-keys.ts";
import { memoryStorage } from "../storage.ts";
import { createToasts } from "../toasts.ts";
import { createUiStore } from "../ui-state.ts";
import { stepMove } from "./reorder.ts";

async function setUp(answer: (verb: string) => Result<unknown> = () => ok(submissionFixture("b"))) {
  const clock = manualClock();
  const core = testCore({ answer });
  const connection = createConnection({ source: core.source, clock, random: () => 0 });
  const queries = new QueryClient();
  const ui = createUiStore(memoryStorage());
  const panes = createPaneHost();
  const opened: string[] = [];
  panes.attach({ ...panes, open: ({ kind }) => void opened.push(kind) });
  const toasts = createToasts();
  const offers: (() => void)[] = [];
  const actions = createActions({
    client: connection.client,
    queries,
    ui,
    panes,
    toasts: { ...toasts, say: (_title, options) => void (options?.action && offers.push(options.action.run)) },
  });
  connection.start();
  await clock.advance(0);
  return { actions, clock, core, offers, opened, queries, ui };
}

const QUEUE = ["a", "b", "c"];
const list: OutputOf<"mq.list"> = {
  submissions: QUEUE.map((id) => submissionFixture(id)),
  standings: [],
  troubles: [],
  batches: [],
  paused: [],
};
const shown = (queries: QueryClient) =>
  queries.getQueryData<typeof list>(queryKeys.queueList(false))?.submissions.map(({ id }) => id);

test("a move is on screen before the core has answered, is said, and can be taken back", async () => {
  const { actions, core, clock, offers, queries, ui } = await setUp();
  queries.setQueryData(queryKeys.queueList(false), list);
  const move = stepMove(QUEUE, "c", "first");
  if (move === undefined) throw new Error("There is a step.");
  const done = actions.moveSubmission(submissionFixture("c"), move, QUEUE);
  expect(shown(queries)).toEqual(["c", "a", "b"]);
  await clock.advance(0);
  await done;
  expect(ui.store.getState().announcement.text).toBe("item-of-c is first of 3");
  offers[0]?.();
  await clock.advance(0);
  expect(core.requests.filter(({ verb }) => verb === "mq.reorder").map(({ input }) => input)).toEqual([
    { submission: "c", to: "first" },
    { submission: "c", to: { after: "b" } },
  ]);
});

test("a move that the core refuses is not said to be done", async () => {
  const { actions, clock, offers, ui } = await setUp(() => fail("wrong-transition", "It is being gated."));
  const move = stepMove(QUEUE, "b", "up");
  if (move === undefined) throw new Error("There is a step.");
  const done = actions.moveSubmission(submissionFixture("b"), move, QUEUE);
  await clock.advance(0);
  await done;
  expect(offers).toEqual([]);
  expect(ui.store.getState().announcement.text).toContain("It is being gated.");
});

test("what is discarded is asked for first, and leads to what was salvaged of it", async () => {
  const { actions, clock, core, offers, opened, ui } = await setUp((verb) =>
    verb === "mq.discard" ? ok({ submission: submissionFixture("b"), salvage: "salvage-1" }) : fail("x", "x"),
  );
  actions.discardSubmission(submissionFixture("b"));
  expect(core.requests).toEqual([]);
  const { dialog } = ui.store.getState();
  if (dialog?.kind !== "reason") throw new Error("A reason is asked for.");
  dialog.confirm("it is obsolete", undefined, false);
  await clock.advance(0);
  expect(core.requests).toMatchObject([{ verb: "mq.discard", input: { submission: "b", reason: "it is obsolete" } }]);
  offers[0]?.();
  expect([ui.store.getState().shownSalvage, opened]).toEqual(["salvage-1", ["salvage"]]);
});
