import { expect, test } from "vitest";
import type { AgentGroup } from "../../../shared/contract/agent-group.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { stepInGroup } from "./step-in-group.ts";

const [ada, bo, cy] = [workerPath("shop", "ada"), workerPath("shop", "bo"), workerPath("shop", "cy")];
const group = (id: string, ...agents: AgentGroup["agents"]): AgentGroup => ({ id, name: id, agents, changedAt: 1 });
const groups = [group("front", ada, bo), group("back", bo, cy)];
const step = (agent: string | undefined, by: 1 | -1, looked?: string) =>
  stepInGroup(groups, { agent, group: looked, by })?.agent;

test("goes around in the group that is looked at, or in the first that has the agent", () => {
  expect([step(ada, 1), step(bo, 1), step(ada, -1)]).toEqual([bo, ada, bo]);
  expect([step(bo, 1, "back"), step(bo, -1, "back")]).toEqual([cy, cy]);
  expect(step(ada, 1, "back")).toBe(bo);
});

test("begins with the group that is looked at, where the agent is in none, and with nobody where there is nobody", () => {
  expect([step(undefined, 1, "back"), step(undefined, -1, "back"), step("shop/workers/x", 1)]).toEqual([bo, cy, ada]);
  expect(stepInGroup([group("empty")], { agent: ada, group: "empty", by: 1 })).toBeUndefined();
  expect(stepInGroup([], { agent: ada, group: undefined, by: 1 })).toBeUndefined();
});
