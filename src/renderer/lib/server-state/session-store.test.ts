import { expect, test } from "vitest";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { createSessionStore } from "./session-store.ts";

const ada = workerPath("demo", "ada");
const status = (session: string, state: SessionStatus["state"], since: number) =>
  statusFixture({ session, agent: ada, state, since });
const stateOf = (sessions: ReturnType<typeof createSessionStore>) => sessions.store.getState().byAgent.get(ada)?.state;

test("shows the newest state of an agent's session", () => {
  const sessions = createSessionStore();
  sessions.take(status("s1", "working", 1));
  sessions.take(status("s1", "waiting-for-input", 2));
  expect(stateOf(sessions)).toBe("waiting-for-input");
});

test("does not let a replaced session speak for its successor", () => {
  const sessions = createSessionStore();
  sessions.take(status("s2", "working", 10));
  sessions.take(status("s1", "exited", 5));
  expect(stateOf(sessions)).toBe("working");
});

test("forgets sessions that a new stream does not tell", () => {
  const sessions = createSessionStore();
  sessions.take(status("s1", "working", 1));
  sessions.begin();
  expect(stateOf(sessions)).toBeUndefined();
});
