import { expect, test } from "vitest";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { createSessionStore } from "./session-store.ts";

const ada = workerPath("demo", "ada");
const status = (session: string, state: SessionStatus["state"], since: number) =>
  statusFixture({ session, agent: ada, state, since });
const stateOf = (sessions: ReturnType<typeof createSessionStore>) => sessions.store.getState().byAgent.get(ada)?.state;

test("shows the newest state of an agent's session", async () => {
  const clock = manualClock();
  const sessions = createSessionStore(clock);
  sessions.take(status("s1", "working", 1));
  expect(stateOf(sessions)).toBe("working");
  sessions.take(status("s1", "waiting-for-input", 2));
  await clock.advance(100);
  expect(stateOf(sessions)).toBe("waiting-for-input");
});

test("draws a herd that tells of itself at once a few times, not once an agent", async () => {
  const clock = manualClock();
  const sessions = createSessionStore(clock);
  const drawn: number[] = [];
  sessions.store.subscribe(({ byAgent }) => drawn.push(byAgent.size));
  for (let at = 0; at < 100; at += 1) {
    sessions.take(
      statusFixture({ session: `s${at}`, agent: workerPath("demo", `a${at}`), state: "working", since: 1 }),
    );
  }
  await clock.advance(100);
  expect(drawn).toEqual([1, 100]);
});

test("does not let a replaced session speak for its successor", async () => {
  const clock = manualClock();
  const sessions = createSessionStore(clock);
  sessions.take(status("s2", "working", 10));
  sessions.take(status("s1", "exited", 5));
  await clock.advance(100);
  expect(stateOf(sessions)).toBe("working");
});

test("forgets sessions that a new stream does not tell", async () => {
  const clock = manualClock();
  const sessions = createSessionStore(clock);
  sessions.take(status("s1", "working", 1));
  sessions.begin();
  await clock.advance(100);
  expect(stateOf(sessions)).toBeUndefined();
});

test("a stream that begins anew leaves nothing bare before it has told", async () => {
  const clock = manualClock();
  const sessions = createSessionStore(clock);
  sessions.take(status("s1", "working", 1));
  await clock.advance(100);
  const drawn: unknown[] = [];
  sessions.store.subscribe(() => drawn.push(stateOf(sessions)));
  sessions.begin();
  sessions.take(status("s1", "paused", 2));
  await clock.advance(100);
  expect(drawn).toEqual(["paused"]);
});
