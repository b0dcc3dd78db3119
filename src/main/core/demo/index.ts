import { access } from "node:fs/promises";
import path from "node:path";
import type { ContractClient } from "../../../shared/contract/client.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { itemText } from "./item-text.ts";
import { planDemo } from "./plan.ts";
import { type RunGit, makeSample, readFeature } from "./sample-repository.ts";

export interface DemoDeps {
  /** The contract, as the user: the demo does nothing that a user could not do. */
  readonly client: Pick<ContractClient, "call">;
  readonly git: RunGit;
  readonly workspaceDir: string;
  readonly resourcesDir: string;
  /** Path of the Node that runs the sample's tests as a gate. */
  readonly node: string;
  /** A seed where the user gives none. */
  readonly freshSeed: () => number;
}

type DemoFailure = Failure<"demo-running" | "git-missing" | "git-too-old" | "start-failed">;

/** Agents at work at once. */
const WORKERS = 8;

/**
 * The demo: a sample repository and a convoy of twelve items, for scripted agents. Everything after that is the core's
 * usual work, and nothing in the core knows that it is a demo.
 */
export function createDemo(deps: DemoDeps): { readonly handlers: SomeHandlers<"demo.start"> } {
  const { client } = deps;
  let starting = false;

  async function start(
    seed: number,
    pace: number,
  ): Promise<Result<{ project: string; convoy: string; seed: number }, DemoFailure>> {
    const name = await freeName(client);
    if (!name.ok) return name;
    const folder = await freeFolder(path.join(deps.workspaceDir, "demo"), `pantry-${seed}`);
    const made = await makeSample(deps, folder);
    if (!made.ok) return made;
    const project = await client.call("project.add", {
      source: folder,
      name: name.value,
      target: "main",
      landing: "local",
      landOnCheckedOut: true,
      gates: [{ name: "tests", command: [deps.node, "--test", "--test-isolation=none"] }],
      runtime: "scripted",
      maxWorkers: WORKERS,
    });
    if (!project.ok) return startFailed(project.error);
    const { items, troubles } = planDemo(seed);
    const ids = new Map<string, string>();
    for (const item of items) {
      const { feature, after } = item;
      const files = await readFeature(deps.resourcesDir, feature.key);
      const created = await client.call("item.create", {
        project: project.value.name,
        title: feature.title,
        type: feature.type,
        labels: [...feature.labels],
        after: after.map((key) => ids.get(key)).filter((id) => id !== undefined),
        ...itemText(item, files, { troubles, pace }),
      });
      if (!created.ok) return startFailed(created.error);
      ids.set(feature.key, created.value.id);
    }
    const convoy = await client.call("convoy.create", {
      title: `Pantry: ${items.length} features`,
      items: [...ids.values()],
      start: true,
      limit: WORKERS,
    });
    if (!convoy.ok) return startFailed(convoy.error);
    return ok({ project: project.value.name, convoy: convoy.value.id, seed });
  }

  return {
    handlers: {
      "demo.start": async ({ seed = deps.freshSeed(), pace = 1 }) => {
        if (starting) return fail("demo-running", "A demo is being started.");
        starting = true;
        try {
          return await start(seed, pace);
        } finally {
          starting = false;
        }
      },
    },
  };
}

/** `demo`, `demo-2`, …: a demo of before stays to be looked at, but two at once would only disturb one another. */
async function freeName(client: DemoDeps["client"]): Promise<Result<string, DemoFailure>> {
  const listed = await client.call("project.list", {});
  if (!listed.ok) return startFailed(listed.error);
  const taken = listed.value.projects.map((project) => project.name).filter((name) => /^demo(?:-\d+)?$/.test(name));
  for (const project of taken) {
    const open = await client.call("item.list", { project, limit: 1 });
    if (!open.ok) return startFailed(open.error);
    if (open.value.total > 0) {
      return fail("demo-running", `A demo is under way in the project ${project}.`, {
        remedy: `Let it finish, or close its ${open.value.total} open items.`,
      });
    }
  }
  for (let number = 1; ; number++) {
    const name = number === 1 ? "demo" : `demo-${number}`;
    if (!taken.includes(name)) return ok(name);
  }
}

async function freeFolder(parent: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = path.join(parent, number === 1 ? name : `${name}-${number}`);
    if (!(await isThere(folder))) return folder;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

function startFailed(failure: Failure): Result<never, DemoFailure> {
  const { code, message, remedy } = failure;
  const known = code === "git-missing" || code === "git-too-old" ? code : "start-failed";
  return fail(known, message, remedy === undefined ? {} : { remedy });
}
