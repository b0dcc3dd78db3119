import { expect, test } from "vitest";
import { DEFAULT_QUEUE_SETTINGS } from "../../../shared/model/queue-settings.ts";
import type { AgentView } from "../../../shared/model/agent.ts";
import { crewPath, mergeCoordinatorPath, workerPath } from "../../../shared/model/identity.ts";
import type { Project } from "../../../shared/model/project.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { treeRows } from "./tree-model.ts";

const project = (name: string): Project => ({
  name,
  prefix: name,
  origin: `/src/${name}`,
  target: "main",
  landing: "local",
  landOnCheckedOut: false,
  gates: [],
  unattended: false,
  maxWorkers: 8,
  sync: false,
  addedAt: 1,
  queue: DEFAULT_QUEUE_SETTINGS,
  notes: "",
});
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
const labels = (agents: readonly AgentView[], folded: readonly string[] = []) =>
  treeRows({
    projects: [project("api"), project("web")],
    agents,
    statusOf: ({ status }) => status,
    folded: new Set(folded),
  }).map((row) => (row.kind === "project" ? row.project.name : row.kind === "group" ? row.label : row.agent.name));

test("puts agents below their project by role and name", () => {
  const rows = labels([
    agent(workerPath("api", "zoe"), "worker"),
    agent(workerPath("api", "ada"), "worker"),
    agent(crewPath("api", "max"), "crew"),
    agent(mergeCoordinatorPath("api"), "merge-coordinator"),
  ]);
  expect(rows).toEqual(["api", "Crew", "max", "Workers", "ada", "zoe", "merge-coordinator", "web"]);
});

test("leaves out decommissioned workers and what a folded project holds", () => {
  const gone = agent(workerPath("api", "old"), "worker", { decommissionedAt: 5 });
  expect(labels([gone, agent(workerPath("web", "ada"), "worker")], ["web"])).toEqual(["api", "web"]);
});

test("counts who is at work and who waits for the user", () => {
  const path = workerPath("api", "ada");
  const status = statusFixture({ session: "s", agent: path, state: "waiting-for-input" });
  const [row] = treeRows({
    projects: [project("api")],
    agents: [agent(path, "worker", { status }), agent(workerPath("api", "bo"), "worker")],
    statusOf: (view) => view.status,
    folded: new Set(),
  });
  expect(row).toMatchObject({ atWork: 0, needsUser: 1 });
});
