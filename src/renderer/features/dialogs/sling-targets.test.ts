import { expect, test } from "vitest";
import { DEFAULT_QUEUE_SETTINGS } from "../../../shared/model/queue-settings.ts";
import type { AgentView, Hook } from "../../../shared/model/agent.ts";
import { crewPath, mergeCoordinatorPath, workerPath } from "../../../shared/model/identity.ts";
import type { Project } from "../../../shared/model/project.ts";
import { slingTargets } from "./sling-targets.ts";

const projects: readonly Project[] = ["api", "web"].map((name) => ({
  name,
  prefix: name,
  origin: name,
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
}));
const agent = (path: AgentView["path"], role: AgentView["role"], item?: string, queue: string[] = []): AgentView => {
  const project = path.split("/")[0] ?? "";
  const hook: Hook = {
    agent: path,
    project,
    state: "active",
    item,
    queue,
    also: [],
    worktree: "",
    branch: "",
    attempt: 1,
    round: 1,
    updatedAt: 1,
  };
  return {
    path,
    role,
    project,
    name: path.split("/").at(-1) ?? "",
    runtime: "scripted",
    specialities: [],
    createdAt: 1,
    hook,
  };
};
const agents = [
  agent(workerPath("api", "ada"), "worker", "api-1", ["api-2"]),
  agent(workerPath("api", "bo"), "worker"),
  agent(crewPath("web", "max"), "crew"),
  agent(mergeCoordinatorPath("api"), "merge-coordinator"),
];
const titles = (project: string | undefined, text = "") =>
  slingTargets({ projects, agents, project, text }).map(({ title }) => title);

test("offers the items' project, then its agents with the free ones first", () => {
  expect(titles("api")).toEqual(["api", "bo", "ada"]);
});

test("offers everything that takes work where the items are of several projects", () => {
  expect(titles(undefined)).toEqual(["api", "web", "bo", "max", "ada"]);
});

test("narrows down by what is typed", () => {
  expect(titles(undefined, "crew")).toEqual(["max"]);
});
