import { expect, test } from "vitest";
import type { AgentGroup } from "../../../shared/contract/agent-group.ts";
import type { AgentView } from "../../../shared/model/agent.ts";
import { crewPath, mergeCoordinatorPath, workerPath } from "../../../shared/model/identity.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { projectFixture } from "./testing/tree-fixture.ts";
import { rowKeeper, treeRows } from "./tree-model.ts";

const agent = (path: AgentView["path"], role: AgentView["role"], more: Partial<AgentView> = {}): AgentView => ({
  path,
  role,
  project: path.split("/")[0],
  name: path.split("/").at(-1) ?? "",
  runtime: "scripted",
  specialities: [],
  createdAt: 1,
  ...more,
});
const labels = (
  agents: readonly AgentView[],
  folded: readonly string[] = [],
  filter = "",
  groups: readonly AgentGroup[] = [],
) =>
  treeRows({
    groups,
    projects: [projectFixture("api"), projectFixture("web")],
    agents,
    statusOf: ({ status }) => status,
    folded: new Set(folded),
    filter,
  }).map((row) => {
    switch (row.kind) {
      case "project":
        return row.project.name;
      case "agent-group":
        return `(${row.group.name})`;
      case "group":
        return row.label;
      case "agent":
        return row.agent.name;
    }
  });

test("puts agents below their project by role and name", () => {
  const rows = labels([
    agent(workerPath("api", "zoe"), "worker"),
    agent(workerPath("api", "ada"), "worker"),
    agent(crewPath("api", "max"), "crew"),
    agent(mergeCoordinatorPath("api"), "merge-coordinator"),
  ]);
  expect(rows).toEqual(["api", "Crew", "max", "Workers", "ada", "zoe", "merge-coordinator", "web"]);
});

test("puts the user's groups first, with each agent there as well, in the order they were put in", () => {
  const [ada, zoe] = [workerPath("api", "ada"), workerPath("web", "zoe")];
  const agents = [agent(ada, "worker"), agent(zoe, "worker")];
  const front: AgentGroup = { id: "grp-1", name: "Front", agents: [zoe, ada, workerPath("api", "gone")], changedAt: 1 };
  const below = ["api", "Workers", "ada", "web", "Workers", "zoe"];
  expect(labels(agents, [], "", [front])).toEqual(["(Front)", "zoe", "ada", ...below]);
  expect(labels(agents, ["agents:grp-1"], "", [front])).toEqual(["(Front)", ...below]);
  expect(labels(agents, [], "zoe", [front])).toEqual(["(Front)", "zoe", "web", "Workers", "zoe"]);
  expect(labels(agents, [], "", [{ ...front, agents: [] }])[0]).toBe("(Front)");
});

test("leaves out decommissioned workers and what a folded project holds", () => {
  const gone = agent(workerPath("api", "old"), "worker", { decommissionedAt: 5 });
  expect(labels([gone, agent(workerPath("web", "ada"), "worker")], ["project:web"])).toEqual(["api", "web"]);
});

test("counts who is at work and who waits for the user", () => {
  const path = workerPath("api", "ada");
  const status = statusFixture({ session: "s", agent: path, state: "waiting-for-input" });
  const [row] = treeRows({
    projects: [projectFixture("api")],
    agents: [agent(path, "worker", { status }), agent(workerPath("api", "bo"), "worker")],
    statusOf: (view) => view.status,
    folded: new Set(),
  });
  expect(row).toMatchObject({ agents: 2, atWork: 0, needsUser: 1 });
});

test("counts in names: ada-2 stands before ada-10", () => {
  const agents = ["ada-10", "ada-2"].map((name) => agent(workerPath("api", name), "worker"));
  expect(labels(agents)).toEqual(["api", "Workers", "ada-2", "ada-10", "web"]);
});

test("folds a role away, and says how many it holds", () => {
  const agents = [agent(workerPath("api", "ada"), "worker"), agent(workerPath("api", "bo"), "worker")];
  expect(labels(agents, ["group:api:worker"])).toEqual(["api", "Workers", "web"]);
});

test("narrows to those whose names or work have what is typed, folded or not", () => {
  const agents = [
    agent(workerPath("api", "ada"), "worker", { itemTitle: "Sort the list" }),
    agent(workerPath("api", "bo"), "worker"),
    agent(workerPath("web", "cy"), "worker"),
  ];
  expect(labels(agents, ["project:api"], "sort list")).toEqual(["api", "Workers", "ada"]);
  expect(labels(agents, [], "WEB")).toEqual(["web", "Workers", "cy"]);
  expect(labels(agents, [], "nobody")).toEqual([]);
});

test("says of each row the how manieth it is below its parent", () => {
  const rows = treeRows({
    projects: [projectFixture("api"), projectFixture("web")],
    agents: [
      agent(workerPath("api", "ada"), "worker"),
      agent(workerPath("api", "bo"), "worker"),
      agent(workerPath("web", "cy"), "worker"),
    ],
    statusOf: () => undefined,
    folded: new Set(),
  });
  expect(rows.map(({ level, position, siblings }) => [level, position, siblings])).toEqual([
    [1, 1, 2],
    [2, 1, 1],
    [3, 1, 2],
    [3, 2, 2],
    [1, 2, 2],
    [2, 1, 1],
    [3, 1, 1],
  ]);
});

test("rows of whom nothing was told stay the very rows they were", () => {
  const agents = ["ada", "bea", "cyd"].map((name) => agent(crewPath("api", name), "crew"));
  const projects = [projectFixture("api")];
  const rowsWith = (working: string | undefined) =>
    treeRows({
      projects,
      agents,
      statusOf: ({ path, name }) =>
        name === working ? statusFixture({ session: "s", agent: path, state: "waiting-for-input" }) : undefined,
      folded: new Set(),
    });
  const keepAlike = rowKeeper();
  const before = keepAlike(rowsWith(undefined));
  const after = keepAlike(rowsWith("bea"));
  const drawnAnew = after.filter((row, index) => row !== before[index]).map(({ key }) => key);
  expect(drawnAnew).toEqual(["project:api", "group:api:crew", crewPath("api", "bea")]);
});
