import type { AgentView } from "../../../../shared/model/agent.ts";
import { workerPath } from "../../../../shared/model/identity.ts";
import type { Project } from "../../../../shared/model/project.ts";
import { DEFAULT_QUEUE_SETTINGS } from "../../../../shared/model/queue-settings.ts";
import { statusFixture } from "../../../testing/status-fixture.ts";
import { type TreeRow, treeRows } from "../tree-model.ts";

export const projectFixture = (name: string): Project => ({
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

/** Projects api, with ada at work and bo waiting for the user, and web, with cy waiting. */
export function treeFixture(): readonly TreeRow[] {
  const worker = (project: string, name: string, state: "working" | "waiting-for-input"): AgentView => {
    const path = workerPath(project, name);
    return {
      path,
      role: "worker",
      project,
      name,
      runtime: "scripted",
      specialities: [],
      createdAt: 1,
      status: statusFixture({ session: `s-${name}`, agent: path, state }),
    };
  };
  return treeRows({
    projects: [projectFixture("api"), projectFixture("web")],
    agents: [
      worker("api", "ada", "working"),
      worker("api", "bo", "waiting-for-input"),
      worker("web", "cy", "waiting-for-input"),
    ],
    statusOf: ({ status }) => status,
    folded: new Set(),
  });
}
