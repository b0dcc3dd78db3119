import { expect, test } from "vitest";
import { ok } from "../../../shared/model/result.ts";
import { encodeTerminalFrame, type TerminalFrame } from "../../../shared/wire/terminal-frame.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { createConnection } from "./connection.ts";
import type { ConnectionState } from "./connection-state.ts";
import { type TestCoreOptions, testCore } from "../../testing/test-core.ts";

function setUp(options: TestCoreOptions = {}) {
  const clock = manualClock();
  const core = testCore(options);
  const connection = createConnection({ source: core.source, clock, random: () => 0 });
  const phases: ConnectionState["phase"][] = [];
  connection.state.subscribe(({ phase }) => phases.push(phase));
  return { clock, core, connection, phases };
}

test("connects and answers", async () => {
  const { clock, connection } = setUp({ answer: () => ok({ projects: [] }) });
  connection.start();
  await clock.advance(0);
  expect(connection.state.getState().phase).toBe("connected");
  await expect(connection.client.call("project.list", {})).resolves.toEqual(ok({ projects: [] }));
});

test("comes back by itself after the connection was lost", async () => {
  const { clock, core, connection, phases } = setUp();
  connection.start();
  await clock.advance(0);
  core.cut();
  await clock.advance(0);
  expect(connection.state.getState()).toMatchObject({ phase: "reconnecting", attempt: 1, wasConnected: true });
  await expect(connection.client.call("project.list", {})).resolves.toMatchObject({
    ok: false,
    error: { code: "disconnected" },
  });
  await clock.advance(250);
  expect(phases).toEqual(["connected", "reconnecting", "connected"]);
});

test("tries less and less often while the core is down, and at once when asked to", async () => {
  const { clock, core, connection } = setUp();
  core.isUp = false;
  connection.start();
  await clock.advance(0);
  const attempts: number[] = [];
  for (let second = 0; second < 30; second++) {
    await clock.advance(1_000);
    const state = connection.state.getState();
    if (state.phase === "reconnecting") attempts.push(state.attempt);
  }
  expect(attempts.at(-1)).toBeLessThan(10);
  expect(connection.state.getState()).toMatchObject({ phase: "reconnecting", wasConnected: false });
  core.isUp = true;
  connection.retry();
  await clock.advance(0);
  expect(connection.state.getState().phase).toBe("connected");
});

test("does not try again by itself when it was refused", async () => {
  const { clock, connection, phases } = setUp({ token: "another" });
  connection.start();
  await clock.advance(60_000);
  expect(connection.state.getState()).toMatchObject({ phase: "refused", failure: { code: "not-allowed" } });
  expect(phases).toEqual(["refused"]);
});

test("hands terminal frames to whoever claimed their stream, also those that came before", async () => {
  const { clock, core, connection } = setUp();
  connection.start();
  await clock.advance(0);
  const frames: TerminalFrame[] = [];
  core.sendBytes(encodeTerminalFrame({ op: "data", stream: 7, bytes: new Uint8Array([1]) }));
  await clock.advance(0);
  const release = connection.claimStream(7, (frame) => frames.push(frame));
  core.sendBytes(encodeTerminalFrame({ op: "exit", stream: 7, code: 0 }));
  await clock.advance(0);
  expect(frames.map(({ op }) => op)).toEqual(["data", "exit"]);
  release();
  core.sendBytes(encodeTerminalFrame({ op: "exit", stream: 7, code: 0 }));
  await clock.advance(0);
  expect(frames).toHaveLength(2);
});

test("stays away once disposed of", async () => {
  const { clock, core, connection } = setUp();
  connection.start();
  await clock.advance(0);
  connection.dispose();
  core.cut();
  await clock.advance(60_000);
  expect(core.subscriptions).toEqual([]);
  expect(connection.state.getState().phase).not.toBe("reconnecting");
});
