import { expect, test } from "vitest";
import type { AgentView } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { agentsToShow, terminalsThatFit } from "./first-terminals.ts";

const agent = (name: string, atWork: boolean): AgentView => {
  const path = workerPath("demo", name);
  const base: AgentView = {
    path,
    role: "worker",
    project: "demo",
    name,
    runtime: "scripted",
    specialities: [],
    createdAt: 1,
  };
  if (!atWork) return base;
  return {
    ...base,
    session: { id: `s-${name}`, agent: path, runtime: "scripted", host: "h1", round: 1, startedAt: 1 },
    hook: {
      agent: path,
      project: "demo",
      state: "active",
      item: "dm-1",
      queue: [],
      worktree: "",
      branch: "",
      attempt: 1,
      round: 1,
      updatedAt: 1,
    },
  };
};

test("has room for one to four terminals", () => {
  expect([300, 900, 1_400, 4_000].map(terminalsThatFit)).toEqual([1, 2, 3, 4]);
});

test("opens agents at work, each once, as far as there is room", () => {
  const agents = [agent("ada", true), agent("bo", false), agent("cy", true), agent("di", true)];
  expect(agentsToShow(agents, new Set(), 2)).toEqual([workerPath("demo", "ada"), workerPath("demo", "cy")]);
  expect(agentsToShow(agents, new Set([workerPath("demo", "ada")]), 2)).toEqual([workerPath("demo", "cy")]);
  expect(agentsToShow(agents, new Set(["x", "y"]), 2)).toEqual([]);
});
