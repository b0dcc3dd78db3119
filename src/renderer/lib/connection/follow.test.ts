import { expect, test } from "vitest";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { USER } from "../../../shared/model/identity.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import type { StreamEvent } from "../../../shared/wire/server.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { createConnection } from "./connection.ts";
import { follow } from "./follow.ts";
import { type TestCoreOptions, testCore } from "../../testing/test-core.ts";

const event = (seq: number): StreamEvent => ({
  cursor: String(seq),
  value: {
    seq,
    at: seq,
    ledger: "workspace",
    kind: "item",
    subject: "x",
    type: "t",
    actor: USER,
    text: "",
  } satisfies FeedEvent,
});

async function setUp(options: TestCoreOptions, begin: (cursor: string | undefined) => string | undefined) {
  const clock = manualClock();
  const core = testCore(options);
  const connection = createConnection({ source: core.source, clock, random: () => 0 });
  let cursor: string | undefined;
  const seen: number[] = [];
  const stop = follow(connection, clock, {
    verb: "event.watch",
    input: {},
    begin: () => (cursor = begin(cursor)),
    event(value, at) {
      seen.push(value.seq);
      cursor = at;
    },
    gap() {
      cursor = undefined;
    },
  });
  connection.start();
  await clock.advance(0);
  return { clock, core, seen, stop };
}

async function* open(...events: readonly StreamEvent[]): AsyncGenerator<StreamEvent> {
  yield* events;
  await new Promise(() => {});
}

test("resumes behind the last event after the connection was lost", async () => {
  const { clock, core, seen } = await setUp(
    { subscribe: (_verb, after) => ok(after === "5" ? open(event(6), event(7)) : open(event(8))) },
    (cursor) => cursor ?? "5",
  );
  expect(seen).toEqual([6, 7]);
  core.cut();
  await clock.advance(250);
  expect(core.subscriptions.map(({ after }) => after)).toEqual(["5", "7"]);
  expect(seen).toEqual([6, 7, 8]);
});

test("begins afresh when what lies behind the cursor is gone", async () => {
  let begins = 0;
  const { clock, core, seen } = await setUp(
    {
      subscribe: (_verb, after) =>
        after === "900" ? ok(open(event(901))) : fail("cursor-too-old", "Event 5 is no longer kept."),
    },
    (cursor) => cursor ?? (begins++ === 0 ? "5" : "900"),
  );
  await clock.advance(10);
  expect(core.subscriptions.map(({ after }) => after)).toEqual(["5", "900"]);
  expect(seen).toEqual([901]);
});

test("opens a stream again that ended by itself, and no more once stopped", async () => {
  const { clock, core, stop } = await setUp({ subscribe: () => ok(ended()) }, () => undefined);
  await clock.advance(2_500);
  expect(core.subscriptions.length).toBe(3);
  stop();
  await clock.advance(10_000);
  expect(core.subscriptions.length).toBe(3);
});

// oxlint-disable-next-line eslint/require-yield -- a stream that ends at once
async function* ended(): AsyncGenerator<StreamEvent> {}
