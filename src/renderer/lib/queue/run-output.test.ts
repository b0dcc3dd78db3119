import { expect, test } from "vitest";
import { fail, ok } from "../../../shared/model/result.ts";
import type { StreamEvent } from "../../../shared/wire/server.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { gateFixture } from "../../testing/queue-fixture.ts";
import { type TestCoreOptions, testCore } from "../../testing/test-core.ts";
import { createConnection } from "../connection/connection.ts";
import { type RunOutput, createRunOutput } from "./run-output.ts";

async function setUp(subscribe: NonNullable<TestCoreOptions["subscribe"]>) {
  const clock = manualClock();
  const core = testCore({ subscribe });
  const connection = createConnection({ source: core.source, clock, random: () => 0 });
  const output = createRunOutput({ connection, clock, run: "run-1" });
  output.follow();
  connection.start();
  await clock.advance(0);
  return { clock, core, output };
}

let cursor = 0;
const said = (value: object): StreamEvent => ({ cursor: String(++cursor), value });
const started = (gate: string) => said({ kind: "started", gate, at: 5 });
const printed = (gate: string, text: string, skipped?: number) => said({ kind: "output", gate, text, skipped });
const ended = (gate: string) => said({ kind: "ended", gate, result: gateFixture(gate, 10) });

async function* all(...events: readonly StreamEvent[]): AsyncGenerator<StreamEvent> {
  yield* events;
}
async function* still(...events: readonly StreamEvent[]): AsyncGenerator<StreamEvent> {
  yield* events;
  await new Promise(() => {});
}
const textsOf = ({ state }: RunOutput) =>
  state.getState().gates.map(({ name, lines }) => [name, lines.read().lines.map(({ text }) => text)]);

test("keeps what each gate prints apart, though they run at the same time", async () => {
  const { output } = await setUp(() =>
    ok(
      still(started("test"), started("lint"), printed("test", "a\nb"), printed("lint", "x\n"), printed("test", "c\n")),
    ),
  );
  expect(textsOf(output)).toEqual([
    ["test", ["a", "bc"]],
    ["lint", ["x"]],
  ]);
  expect(output.state.getState().gates[0]).toMatchObject({ startedAt: 5, result: undefined });
});

test("ends with the run, and does not ask again", async () => {
  const { clock, core, output } = await setUp(() => ok(all(started("test"), printed("test", "ok\n"), ended("test"))));
  expect(output.state.getState()).toMatchObject({ isOver: true, failure: undefined });
  expect(output.state.getState().gates[0]?.result?.name).toBe("test");
  await clock.advance(60_000);
  expect(core.subscriptions).toHaveLength(1);
});

test("goes on where it was after the connection was lost", async () => {
  const { clock, core, output } = await setUp((_verb, after) =>
    ok(after === undefined ? still(started("test"), printed("test", "one\n")) : still(printed("test", "two\n"))),
  );
  core.cut();
  await clock.advance(1_000);
  expect(core.subscriptions).toHaveLength(2);
  expect(core.subscriptions[1]?.after).toBeDefined();
  expect(textsOf(output)).toEqual([["test", ["one", "two"]]]);
});

test("says where something was not kept", async () => {
  const { output } = await setUp(() => ok(still(printed("test", "end\n", 2_000))));
  expect(textsOf(output)).toEqual([["test", ["… 2000 bytes were not kept …", "end"]]]);
});

test("tells of a run that is not known, rather than asking for ever", async () => {
  const { clock, core, output } = await setUp(() => fail("run-not-found", "There is no such run."));
  await clock.advance(60_000);
  expect(core.subscriptions).toHaveLength(1);
  expect(output.state.getState()).toMatchObject({ isOver: true, failure: { code: "run-not-found" } });
});
