import { verbs } from "../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { RoleView } from "../../../shared/contract/role.ts";
import type { Agent } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import { type Holder, type IdentityPath, ROLES, type Role, SINGLE_ROLES } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { type Post, ROLE_FACTS, type SingleRole, postPath } from "../../../shared/model/role.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { meaningOf, postKind, setRole } from "./decide.ts";
import type { Prompts } from "./prompts.ts";

export {
  type PreferredSpeciality,
  type Prompts,
  createPrompts,
  preferredSpecialities,
  promptTexts,
  specialityCheck,
} from "./prompts.ts";
export { describePostEvent, postKind } from "./decide.ts";

export interface RolesDeps {
  readonly store: RecordStore;
  readonly prompts: Prompts;
  readonly agents: {
    get(path: IdentityPath): Agent | undefined;
    /** For commits that appoint and do more at once. */
    planAppoint(order: {
      readonly path: IdentityPath;
      readonly role: Role;
      readonly project?: string;
      readonly runtime: string;
      readonly model?: string;
      readonly actor: IdentityPath;
    }): readonly NewEvent[];
    planRelieve(path: IdentityPath, actor: IdentityPath): readonly NewEvent[];
  };
  /** Names of all projects. */
  projects(): readonly string[];
  /** The runtime where none is named. */
  runtimeFor(project: string | undefined): string;
  isUsable(runtime: string): Promise<Result<void, Failure<"runtime-not-found" | "runtime-missing">>>;
  /** Who holds it has changed. */
  changed(post: Post): void;
}

export interface Roles {
  /** Who does the work of a role; built-in where nothing else was said. */
  holderOf(role: SingleRole, project?: string): Holder;
  /** Whether sessions of that project, or of the workspace's own agents, are watched and started again. */
  isRecovered(project: string | undefined): boolean;
  readonly handlers: SomeHandlers<"role.list" | "role.show" | "role.set">;
}

/** Who holds the roles that there is one of, in the workspace and in each project. */
export function createRoles(deps: RolesDeps): Roles {
  const { store, agents } = deps;
  const posts = store.table(postKind);
  const holderOf: Roles["holderOf"] = (role, project) => posts.get(postPath(role, project))?.holder ?? "built-in";

  function postViews(role: SingleRole, project: string | undefined): RoleView["posts"] {
    const places =
      ROLE_FACTS[role].scope === "workspace" ? [undefined] : project === undefined ? deps.projects() : [project];
    return places.map((place) => {
      const path = postPath(role, place);
      const holder = holderOf(role, place);
      const agent = agents.get(path);
      return {
        path,
        holder,
        meaning: meaningOf(role, holder),
        ...(place === undefined ? {} : { project: place }),
        ...(agent === undefined ? {} : { agent: shown(agent) }),
      };
    });
  }

  function view(role: Role, project: string | undefined): RoleView {
    const { scope, does, life } = ROLE_FACTS[role];
    const single = SINGLE_ROLES.find((one) => one === role);
    return {
      role,
      scope,
      does,
      life,
      switchable: single !== undefined,
      posts: single === undefined ? [] : postViews(single, project),
    };
  }

  function checkProject(project: string | undefined): Result<void, Failure<"project-not-found">> {
    if (project === undefined || deps.projects().includes(project)) return ok();
    return fail("project-not-found", `There is no project ${JSON.stringify(project)}.`, {
      remedy: "List them with `drover project list`.",
    });
  }

  return {
    holderOf,
    isRecovered: (project) =>
      (project === undefined ? holderOf("controller-monitor") : holderOf("recovery-monitor", project)) !== "off",
    handlers: {
      "role.list": async ({ project }) => {
        const known = checkProject(project);
        return known.ok ? ok({ roles: ROLES.map((role) => view(role, project)) }) : known;
      },
      "role.show": async ({ role, project }) => {
        const known = checkProject(project);
        if (!known.ok) return known;
        const may = verbs.filter((verb) => verb.callers.includes(role)).map((verb) => verb.name);
        const prompts = role === "user" ? [] : await deps.prompts.of({ role, project });
        return ok({ ...view(role, project), may, prompts: [...prompts] });
      },
      "role.set": async ({ role, holder, project, ...order }, caller) => {
        const isProjects = ROLE_FACTS[role].scope === "project";
        if (isProjects && project === undefined) {
          return fail("project-needed", `Each project has a ${role} of its own.`, {
            remedy: "Say which: --project NAME",
          });
        }
        if (!isProjects && project !== undefined) {
          return fail("bad-input", `There is one ${role} for the whole workspace, none of a project's own.`, {
            remedy: "Leave the project out, if you mean all of them.",
          });
        }
        const known = checkProject(project);
        if (!known.ok) return known;
        const runtime = order.runtime ?? deps.runtimeFor(project);
        if (holder === "agent") {
          const usable = await deps.isUsable(runtime);
          if (!usable.ok) return usable;
        }
        const place = isProjects && project !== undefined ? { project } : {};
        const path = postPath(role, project);
        const by = { path, role, actor: caller.identity, ...place };
        const done = await store.commit<Post, never>(() => {
          const before = posts.get(path);
          const model = order.model === undefined ? {} : { model: order.model };
          const staff =
            holder === "agent"
              ? agents.planAppoint({ ...by, runtime, ...model })
              : agents.planRelieve(path, caller.identity);
          const events = [...setRole(before, { ...by, holder }), ...staff];
          const asItIs: Post = { path, role, holder, setBy: caller.identity, setAt: 0, ...place };
          return ok({ events, result: () => posts.get(path) ?? asItIs });
        });
        if (done.ok) deps.changed(done.value);
        return done;
      },
    },
  };
}

function shown({ runtime, model, parked }: Agent): NonNullable<RoleView["posts"][number]["agent"]> {
  return {
    runtime,
    ...(model === undefined ? {} : { model }),
    ...(parked === undefined ? {} : { parked }),
  };
}
