import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import { type TerminalFrame, decodeTerminalFrame, encodeTerminalFrame } from "../../../shared/wire/terminal-frame.ts";
import { createConnection } from "../../lib/connection/connection.ts";
import { createSessionStore } from "../../lib/server-state/session-store.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { testCore } from "../../testing/test-core.ts";
import { createTerminalLink } from "./terminal-link.ts";
import { FIRST_STATE, type TerminalState } from "./terminal-state.ts";

const agent = workerPath("demo", "ada");
const status = (session: string, state: SessionStatus["state"]) => statusFixture({ session, agent, state, since: 5 });

async function setUp(open?: () => Result<unknown>) {
  const clock = manualClock();
  let stream = 0;
  const core = testCore({
    answer(verb) {
      if (verb !== "terminal.open") return ok({ closed: true });
      stream += 1;
      return open?.() ?? ok({ stream, session: `s${stream}`, cols: 80, rows: 24 });
    },
  });
  const connection = createConnection({ source: core.source, clock, random: () => 0 });
  const sessions = createSessionStore(clock);
  const state = createStore<TerminalState>(() => FIRST_STATE);
  const output: string[] = [];
  const link = createTerminalLink({
    agent,
    clock,
    connection,
    sessions,
    state,
    size: () => ({ cols: 100, rows: 30 }),
    output: {
      snapshot: (cols, rows) => output.push(`snapshot ${cols}x${rows}`),
      data: (bytes) => output.push(new TextDecoder().decode(bytes)),
      resized: (cols, rows) => output.push(`resized ${cols}x${rows}`),
    },
  });
  connection.start();
  await clock.advance(0);
  const send = async (frame: TerminalFrame) => {
    core.sendBytes(encodeTerminalFrame(frame));
    await clock.advance(0);
  };
  const received = () => core.received.map((bytes) => decodeTerminalFrame(bytes));
  const verbs = () => core.requests.map(({ verb }) => verb);
  return { clock, core, sessions, state, link, output, send, received, verbs };
}

const text = (value: string) => new TextEncoder().encode(value);

test("opens the stream when shown, with the size that fits, and hands on what comes", async () => {
  const { clock, core, state, link, output, send } = await setUp();
  link.show();
  await clock.advance(0);
  expect(core.requests[0]?.input).toEqual({ agent, cols: 100, rows: 30, mode: "control" });
  await send({ op: "snapshot", stream: 1, cols: 90, rows: 20, bytes: text("screen") });
  await send({ op: "data", stream: 1, bytes: text("more") });
  await send({ op: "resized", stream: 1, cols: 70, rows: 10 });
  expect(output).toEqual(["snapshot 90x20", "more", "resized 70x10"]);
  expect(state.getState().phase).toBe("live");
});

test("types and acknowledges, but types nothing while watching", async () => {
  const { clock, state, link, received } = await setUp();
  link.show();
  await clock.advance(0);
  link.type(text("ls"));
  link.acknowledge(12);
  state.setState({ mode: "watch" });
  link.type(text("rm"));
  await clock.advance(0);
  expect(received()).toEqual([
    { op: "input", stream: 1, bytes: text("ls") },
    { op: "ack", stream: 1, count: 12 },
  ]);
});

test("asks for another size once it fits, and not at every step of an edge that is dragged", async () => {
  const { clock, link, received } = await setUp();
  link.show();
  await clock.advance(0);
  // The stream was opened with it.
  link.resize(100, 30);
  for (const cols of [99, 97, 94, 90]) link.resize(cols, 30);
  await clock.advance(0);
  expect(received()).toEqual([{ op: "resize", stream: 1, cols: 99, rows: 30 }]);
  await clock.advance(100);
  link.resize(90, 30);
  await clock.advance(500);
  expect(received().slice(1)).toEqual([{ op: "resize", stream: 1, cols: 90, rows: 30 }]);
});

test("keeps what is typed while the stream is asked for, and nothing from while it watches or cannot be asked for", async () => {
  const { clock, core, state, link, received } = await setUp();
  link.show();
  link.type(text("l"));
  link.type(text("s"));
  state.setState({ mode: "watch" });
  link.type(text("rm"));
  state.setState({ mode: "control" });
  await clock.advance(0);
  expect(received()).toEqual([
    { op: "input", stream: 1, bytes: text("l") },
    { op: "input", stream: 1, bytes: text("s") },
  ]);
  core.cut();
  await clock.advance(0);
  link.type(text("lost"));
  await clock.advance(250);
  expect(state.getState().phase).toBe("live");
  expect(received()).toHaveLength(2);
});

test("costs nothing while parked, and opens again when shown", async () => {
  const { clock, state, link, verbs } = await setUp();
  link.show();
  await clock.advance(0);
  link.park();
  await clock.advance(0);
  expect(state.getState().phase).toBe("parked");
  link.show();
  await clock.advance(0);
  expect(verbs()).toEqual(["terminal.open", "terminal.close", "terminal.open"]);
});

test("opens again by itself after the connection was lost", async () => {
  const { clock, core, state, link, verbs } = await setUp();
  link.show();
  await clock.advance(0);
  core.cut();
  await clock.advance(0);
  expect(state.getState().phase).toBe("opening");
  await clock.advance(250);
  expect(state.getState().phase).toBe("live");
  expect(verbs()).toEqual(["terminal.open", "terminal.open"]);
});

test("says that the program is gone, and comes back with the agent's next session", async () => {
  const { clock, sessions, state, link, send } = await setUp();
  link.show();
  await clock.advance(0);
  await send({ op: "exit", stream: 1, code: 3 });
  expect(state.getState()).toMatchObject({ phase: "exited", code: 3 });
  sessions.take(status("s1", "exited"));
  await clock.advance(0);
  expect(state.getState().phase).toBe("exited");
  sessions.take(status("s2", "starting"));
  await clock.advance(50);
  expect(state.getState().phase).toBe("live");
});

test("tells an agent without a session from a stream that was refused", async () => {
  const idle = await setUp(() => fail("not-running", "ada has no session."));
  idle.link.show();
  await idle.clock.advance(0);
  expect(idle.state.getState()).toMatchObject({ phase: "exited", code: undefined });

  const refused = await setUp(() => fail("host-lost", "The host is gone."));
  refused.link.show();
  await refused.clock.advance(0);
  expect(refused.state.getState()).toMatchObject({ phase: "failed", failure: { code: "host-lost" } });
});
