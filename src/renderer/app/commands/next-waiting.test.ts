import { expect, test } from "vitest";
import type { AgentView } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { nextPlace, waitingPlaces } from "./next-waiting.ts";

const agent = (name: string, more: Partial<AgentView> = {}): AgentView => ({
  path: workerPath("demo", name),
  name,
  role: "worker",
  project: "demo",
  runtime: "scripted",
  specialities: [],
  createdAt: 1,
  ...more,
});
const waits = (name: string, since: number) => ({
  status: statusFixture({ session: name, agent: workerPath("demo", name), state: "waiting-for-input", since }),
});

test("those who wait longest come first, then the queue where something in it waits", () => {
  const agents = [agent("ada", waits("ada", 20)), agent("bo"), agent("kim", waits("kim", 10))];
  const places = waitingPlaces({ agents, byAgent: new Map(), needsUser: 3 });
  expect(places).toEqual([
    { kind: "terminal", agent: "demo/workers/kim" },
    { kind: "terminal", agent: "demo/workers/ada" },
    { kind: "queue" },
  ]);
  expect(nextPlace(places, undefined)).toEqual(places[0]);
  expect(nextPlace(places, "demo/workers/kim")).toEqual(places[1]);
  expect(nextPlace(places, "demo/workers/ada")).toEqual({ kind: "queue" });
});

test("an agent that is parked is counted, and is no submission", () => {
  const agents = [agent("ada", { parked: "crashed three times" })];
  expect(waitingPlaces({ agents, byAgent: new Map(), needsUser: 1 })).toEqual([]);
  expect(waitingPlaces({ agents, byAgent: new Map(), needsUser: 2 })).toEqual([{ kind: "queue" }]);
});

test("nobody waits", () => {
  expect(nextPlace([], "demo/workers/ada")).toBeUndefined();
});
