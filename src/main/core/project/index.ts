import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { FailureOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Project } from "../../../shared/model/project.ts";
import { DEFAULT_QUEUE_SETTINGS, type QueueChange, type QueueSettings } from "../../../shared/model/queue-settings.ts";
import { isInside } from "../platform/fs/path-inside.ts";
import type { Trash } from "../platform/fs/trash.ts";
import type { Git } from "../platform/git/git.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { findRepositories } from "./find-repositories.ts";
import { inspect } from "./inspect.ts";
import { suggestName, suggestPrefix } from "./naming.ts";
import { type ProjectEdits, projectKind } from "./reduce.ts";
import { keepCloneSettings } from "../platform/git/mend-clone.ts";
import { type ProjectPlace, makeRepositories, mendableClone, placeIn } from "./repositories.ts";
import { suggestGates } from "./suggest-gates.ts";

export { projectKind } from "./reduce.ts";
export { describeProjectEvent } from "./describe.ts";
export { type ProjectPlace, cloneAt } from "./repositories.ts";

export interface ProjectsDeps {
  readonly store: RecordStore;
  readonly git: Git;
  readonly trash: Trash;
  /** Absolute, without symbolic links. */
  readonly workspaceDir: string;
  /** What ids of the workspace's own items begin with: no project's do. */
  readonly workspacePrefix: string;
  /** A bare repository of ours, from where git asks remote ones. */
  readonly homeRepository: string;
  checkRuntime(id: string): Result<void, Failure<"runtime-not-found">>;
  /** A project's ledger is open and it may be worked on: after `openAll` and after `project add`. */
  opened(project: Project): Promise<void>;
  /** Its settings changed. */
  edited(project: Project): void;
}

export interface ProjectTrouble {
  readonly project: string;
  readonly text: string;
}

export interface ProjectsService {
  get(name: string): Project | undefined;
  /** For what works in a project that is there for certain. Throws otherwise. */
  present(name: string): Project;
  list(): readonly Project[];
  place(name: string): ProjectPlace;
  /** Opens every project's ledger. One that cannot be opened is told and does not stop the others. */
  openAll(): Promise<void>;
  /** Projects that could not be opened, and why. */
  troubles(): readonly ProjectTrouble[];
  readonly handlers: SomeHandlers<"project.inspect" | "project.find" | "project.add" | "project.edit" | "project.list">;
}

/** Whoever waits for the search looks at an empty list meanwhile. */
const FIND_LIMIT_MS = 4_000;
/** More than anybody reads; the rest is older. */
const MOST_FOUND = 100;

type AddFailure = FailureOf<"project.add">;

/** Repositories under Drover's care. The user's own checkout is read, fetched from, and otherwise left alone. */
export function createProjects(deps: ProjectsDeps): ProjectsService {
  const { store, git, workspaceDir } = deps;
  const table = store.table(projectKind);
  const troubles = new Map<string, string>();
  /** Names and prefixes of projects that are being added. */
  const reserved = { names: new Set<string>(), prefixes: new Set<string>() };
  const isNameTaken = (name: string) =>
    table.get(name) !== undefined || reserved.names.has(name) || name === "workspace";
  const isPrefixTaken = (prefix: string) =>
    prefix === deps.workspacePrefix ||
    reserved.prefixes.has(prefix) ||
    [...table.values()].some((one) => one.prefix === prefix);
  const place = (name: string) => placeIn(workspaceDir, name);

  async function open(project: Project): Promise<Result<void>> {
    const opened = await store.openLedger(project.name, place(project.name).vault);
    if (!opened.ok) return opened;
    await keepCloneSettings(mendableClone(place(project.name)));
    troubles.delete(project.name);
    await deps.opened(project);
    return ok();
  }

  async function add(input: ParsedInputOf<"project.add">, actor: IdentityPath): Promise<Result<Project, AddFailure>> {
    const seen = await inspect(git, deps.homeRepository, input.source);
    if (!seen.ok) return seen;
    const { origin, branches } = seen.value;
    if (seen.value.landing === "local" && isInside(path.join(workspaceDir, "projects"), await realpath(origin))) {
      return fail("inside-workspace", `${origin} is one of Drover's own clones.`, {
        remedy: "Add the repository that it was made from.",
      });
    }
    const name = input.name ?? suggestName(origin, isNameTaken);
    if (isNameTaken(name)) {
      const message =
        name === "workspace" ? "The workspace's own ledger has that name." : `There is a project ${name} already.`;
      return fail("name-taken", message, { remedy: "Give another name: --name NAME" });
    }
    const prefix = input.prefix ?? suggestPrefix(name, isPrefixTaken);
    if (isPrefixTaken(prefix)) {
      return fail("prefix-taken", `Other items begin with ${prefix}- already.`, {
        remedy: "Give another prefix: --prefix PREFIX",
      });
    }
    const target = input.target ?? seen.value.target;
    if (!branches.includes(target)) return noBranch(origin, target, branches);
    const runtime = input.runtime === undefined ? ok() : deps.checkRuntime(input.runtime);
    if (!runtime.ok) return runtime;
    if (input.landing === "pull-request" && path.isAbsolute(origin)) return noForge(origin);

    reserved.names.add(name);
    reserved.prefixes.add(prefix);
    try {
      const made = await makeRepositories({ git, trash: deps.trash }, place(name), origin);
      if (!made.ok) return made;
      const ledger = await store.openLedger(name, place(name).vault);
      if (!ledger.ok) return fail("internal", ledger.error.message, ledger.error);
      const data = {
        prefix,
        origin,
        target,
        landing: input.landing ?? seen.value.landing,
        landOnCheckedOut: input.landOnCheckedOut ?? false,
        gates: input.gates ?? (await gatesIn(name, target)),
        queue: withQueue(DEFAULT_QUEUE_SETTINGS, input.queue),
        ...(input.runtime === undefined ? {} : { runtime: input.runtime }),
        maxWorkers: input.maxWorkers ?? 8,
        unattended: input.unattended ?? false,
        sync: input.sync ?? false,
        notes: "",
      };
      const added = await store.commit<Project, never>(() =>
        ok({
          events: [{ ledger: "workspace", kind: "project", subject: name, type: "projectAdded", actor, data }],
          result: () => present(name),
        }),
      );
      if (added.ok) await deps.opened(added.value);
      return added;
    } finally {
      reserved.names.delete(name);
      reserved.prefixes.delete(prefix);
    }
  }

  function gatesIn(name: string, target: string) {
    return suggestGates(async (file) => {
      const object = `refs/remotes/origin/${target}:${file}`;
      const { exitCode, stdout } = await git.run(["cat-file", "blob", object], {
        cwd: place(name).vault,
        okCodes: "any",
      });
      return exitCode === 0 ? stdout.toString() : undefined;
    });
  }

  async function edit(
    input: ParsedInputOf<"project.edit">,
    actor: IdentityPath,
  ): Promise<Result<Project, FailureOf<"project.edit">>> {
    const { project: name, queue, ...others } = input;
    const before = table.get(name);
    if (before === undefined) return noProject(name);
    if (others.landing === "pull-request" && path.isAbsolute(before.origin)) return noForge(before.origin);
    const runtime = others.runtime === undefined ? ok() : deps.checkRuntime(others.runtime);
    if (!runtime.ok) return runtime;
    if (others.target !== undefined && others.target !== before.target) {
      const seen = await inspect(git, deps.homeRepository, before.origin);
      if (!seen.ok) {
        return fail(
          "branch-not-found",
          `${before.origin} could not be asked for ${others.target}: ${seen.error.message}`,
        );
      }
      if (!seen.value.branches.includes(others.target)) {
        return noBranch(before.origin, others.target, seen.value.branches);
      }
    }
    const done = await store.commit<Project, never>(() => {
      const current = present(name);
      const wanted = { ...others, queue: queue === undefined ? undefined : withQueue(current.queue, queue) };
      const data: ProjectEdits = Object.fromEntries(
        Object.entries(wanted).filter(
          ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(Reflect.get(current, key)),
        ),
      );
      const event = { ledger: "workspace", kind: "project", subject: name, type: "projectEdited", actor, data };
      return ok({ events: Object.keys(data).length === 0 ? [] : [event], result: () => present(name) });
    });
    if (done.ok) deps.edited(done.value);
    return done;
  }

  function present(name: string): Project {
    const found = table.get(name);
    if (found === undefined) throw new Error(`Project ${name} vanished: projects are never removed.`);
    return found;
  }

  return {
    get: (name) => table.get(name),
    present,
    list: () => [...table.values()],
    place,
    async openAll() {
      for (const project of table.values()) {
        try {
          const opened = await open(project);
          if (!opened.ok) troubles.set(project.name, opened.error.message);
        } catch (error) {
          troubles.set(project.name, error instanceof Error ? error.message : String(error));
        }
      }
    },
    troubles: () => [...troubles].map(([project, text]) => ({ project, text })),
    handlers: {
      "project.inspect": async (input) => {
        const seen = await inspect(git, deps.homeRepository, input.source);
        if (!seen.ok) return err(seen.error);
        const { origin } = seen.value;
        const also = [...table.values()].filter((one) => one.origin === origin).map((one) => one.name);
        const known = also.length === 0 ? [] : [`It is in this workspace already, as ${also.join(" and ")}.`];
        return ok({
          ...seen.value,
          remarks: [...known, ...seen.value.remarks],
          suggestedName: suggestName(origin, isNameTaken),
        });
      },
      "project.find": async (_input, _caller, signal) => {
        const root = homedir();
        const until = AbortSignal.any([signal, AbortSignal.timeout(FIND_LIMIT_MS)]);
        const { repositories, isComplete } = await findRepositories({ root, except: [workspaceDir], signal: until });
        const projectOf = new Map([...table.values()].map((one) => [one.origin, one.name]));
        return ok({
          repositories: repositories.slice(0, MOST_FOUND).map((one) => ({ ...one, ...added(projectOf.get(one.path)) })),
          root,
          isComplete,
        });
      },
      "project.add": async (input, caller) => add(input, caller.identity),
      "project.edit": async (input, caller) => edit(input, caller.identity),
      "project.list": async () => ok({ projects: [...table.values()] }),
    },
  };
}

function noProject(name: string) {
  return fail("project-not-found", `There is no project ${JSON.stringify(name)}.`, {
    remedy: "List them with `drover project list`.",
  });
}

function noForge(origin: string) {
  return fail("no-forge", `${origin} is a folder of this machine, where no pull request can be opened.`, {
    remedy: "Add the repository by its URL on GitHub or GitLab: drover project add URL --landing pull-request",
  });
}

/** Only what a change names is different; what it leaves open is no wish. */
function withQueue(before: QueueSettings, change: QueueChange = {}): QueueSettings {
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...before, ...named };
}

function noBranch(origin: string, target: string, branches: readonly string[]) {
  const shown = branches.slice(0, 10).join(", ");
  return fail("branch-not-found", `${origin} has no branch ${JSON.stringify(target)}.`, {
    remedy: `It has ${shown}${branches.length > 10 ? ", …" : ""}.`,
  });
}

function added(project: string | undefined): { project?: string } {
  return project === undefined ? {} : { project };
}
