import { expect, test } from "vitest";
import type { AgentView } from "../../../shared/model/agent.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import { type FollowedTerminal, SEEN_MS, planTerminals, terminalsThatFit } from "./follow-herd.ts";

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
      also: [],
      worktree: "",
      branch: "",
      attempt: 1,
      round: 1,
      updatedAt: 1,
    },
  };
};

const path = (name: string) => workerPath("demo", name);
const plan = (
  agents: readonly AgentView[],
  shown: readonly FollowedTerminal[],
  more: { kept?: string; now?: number } = {},
) => planTerminals({ agents, shown, kept: more.kept, room: 2, now: more.now ?? 10_000 });

test("has room for one to four terminals", () => {
  expect([300, 900, 1_200, 4_000].map(terminalsThatFit)).toEqual([1, 2, 3, 4]);
});

test("opens agents at work, each once, as far as there is room", () => {
  const agents = [agent("ada", true), agent("bo", false), agent("cy", true), agent("di", true)];
  const first = plan(agents, []);
  expect(first.open).toEqual([path("ada"), path("cy")]);
  expect(plan(agents, first.shown)).toMatchObject({ open: [], replace: [] });
});

test("lets another agent take the place of one whose session ended, after a while", () => {
  const agents = [agent("ada", false), agent("bo", true), agent("cy", true)];
  const before = [{ agent: path("ada") }, { agent: path("bo") }];
  const atOnce = plan(agents, before);
  expect(atOnce.replace).toEqual([]);
  const later = plan(agents, atOnce.shown, { now: 10_000 + SEEN_MS });
  expect(later.replace).toEqual([{ agent: path("ada"), by: path("cy") }]);
  expect(later.shown).toEqual([{ agent: path("cy") }, { agent: path("bo") }]);
});

test("keeps the one that the user looks at, and one that has come back", () => {
  const ended = [
    { agent: path("ada"), endedAt: 0 },
    { agent: path("bo"), endedAt: 0 },
  ];
  const agents = [agent("ada", false), agent("bo", true), agent("cy", true)];
  expect(plan(agents, ended, { kept: path("ada") })).toMatchObject({ replace: [], open: [] });
});
