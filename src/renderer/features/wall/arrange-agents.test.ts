import { expect, test } from "vitest";
import type { AgentView, SessionState } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { type ShownAgent, arrangeAgents } from "./arrange-agents.ts";

function agent(project: string, name: string, state?: SessionState): ShownAgent {
  const path = workerPath(project, name);
  const view: AgentView = { path, name, role: "worker", runtime: "scripted", specialities: [], project, createdAt: 0 };
  const status = state === undefined ? undefined : statusFixture({ session: `of ${name}`, agent: path, state });
  return { agent: view, status };
}

const herd = [
  agent("shop", "cyd", "working"),
  agent("shop", "ada"),
  agent("depot", "bea", "waiting-for-input"),
  agent("shop", "dov", "stalled"),
  agent("depot", "eve", "working"),
];

const names = (...settings: Parameters<typeof arrangeAgents>) =>
  arrangeAgents(...settings).map(({ project, agents }) => [project, ...agents.map(({ agent: { name } }) => name)]);

test("those who need somebody stand first, then those in trouble, at work, and without a session", () => {
  expect(names(herd, { order: "attention", filter: "all" })).toEqual([[undefined, "bea", "dov", "cyd", "eve", "ada"]]);
});

test("by name and by project, a tile keeps its place whatever becomes of its agent", () => {
  expect(names(herd, { order: "name", filter: "all" })).toEqual([[undefined, "ada", "bea", "cyd", "dov", "eve"]]);
  expect(names(herd, { order: "project", filter: "all" })).toEqual([
    ["depot", "bea", "eve"],
    ["shop", "ada", "cyd", "dov"],
  ]);
});

test("a filter leaves those at work or those that wait, and no group without anybody", () => {
  expect(names(herd, { order: "project", filter: "at-work" })).toEqual([
    ["depot", "eve"],
    ["shop", "cyd"],
  ]);
  expect(names(herd, { order: "name", filter: "waiting" })).toEqual([[undefined, "bea", "dov"]]);
  expect(names([], { order: "name", filter: "waiting" })).toEqual([]);
});
