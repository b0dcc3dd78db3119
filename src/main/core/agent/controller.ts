import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Agent, AgentView, Hook, Session, SessionStatus } from "../../../shared/model/agent.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import type { StoreFailure } from "../platform/store/record-store.ts";
import type { AddCrew, AgentFailure } from "./decide.ts";
import type { AgentEdits } from "./reduce.ts";

/** What other domains know of an agent. */
export interface AgentViewPorts {
  hookOf(agent: IdentityPath): Hook | undefined;
  itemTitle(item: string): string | undefined;
  /** The live session, or the latest one. */
  sessionOf(agent: IdentityPath): Session | undefined;
  statusOf(agent: IdentityPath): SessionStatus | undefined;
}

/** What the verbs need of the agents themselves. */
export interface AgentDirectory {
  /** In order of hiring, decommissioned ones included. */
  list(): readonly Agent[];
  /** By path, or by a last segment that names one; `ownProject` settles what is ambiguous otherwise. */
  resolve(ref: string, ownProject?: string): Result<Agent, AgentFailure>;
  edit(
    path: IdentityPath,
    edits: AgentEdits,
    actor: IdentityPath,
  ): Promise<Result<Agent, Failure<"agent-not-found"> | StoreFailure>>;
  addCrew(command: AddCrew): Promise<Result<Agent, Failure<"name-taken"> | StoreFailure>>;
}

export interface AgentHandlerDeps {
  readonly agents: AgentDirectory;
  readonly views: AgentViewPorts;
  /** Undefined when there is no such project. `runtime` is the one its agents use unless told otherwise. */
  project(name: string): { readonly runtime: string } | undefined;
  /** Whether the runtime is known, installed or not. */
  checkRuntime(id: string): Result<void, Failure<"runtime-not-found">>;
  /** Whether all of these are specialities that somebody wrote a prompt part for. */
  checkSpecialities(ids: readonly string[], project: string | undefined): Result<void, Failure<"speciality-not-found">>;
}

export function agentView(agent: Agent, views: AgentViewPorts): AgentView {
  const hook = views.hookOf(agent.path);
  const itemTitle = hook?.item === undefined ? undefined : views.itemTitle(hook.item);
  const session = views.sessionOf(agent.path);
  const status = views.statusOf(agent.path);
  return {
    ...agent,
    ...(hook === undefined ? {} : { hook }),
    ...(itemTitle === undefined ? {} : { itemTitle }),
    ...(session === undefined ? {} : { session }),
    ...(status === undefined ? {} : { status }),
  };
}

export function agentHandlers(
  deps: AgentHandlerDeps,
): SomeHandlers<"agent.list" | "agent.show" | "agent.add" | "agent.edit"> {
  const { agents, views } = deps;
  const unknownProject = (name: string) =>
    fail("project-not-found", `There is no project ${name}.`, { remedy: "List them with `drover project list`." });

  return {
    "agent.list": async ({ project, all }) => {
      if (project !== undefined && deps.project(project) === undefined) return unknownProject(project);
      const chosen = agents
        .list()
        .filter((agent) => project === undefined || agent.project === project)
        .filter((agent) => all === true || agent.decommissionedAt === undefined);
      return ok({ agents: chosen.map((agent) => agentView(agent, views)) });
    },
    "agent.show": async (input, caller) => {
      const found = agents.resolve(input.agent, projectOf(caller.identity));
      return found.ok ? ok(agentView(found.value, views)) : found;
    },
    "agent.add": async (input, caller) => {
      const project = deps.project(input.project);
      if (project === undefined) return unknownProject(input.project);
      const runtime = input.runtime ?? project.runtime;
      const known = deps.checkRuntime(runtime);
      if (!known.ok) return known;
      const specialities = input.specialities ?? [];
      const good = deps.checkSpecialities(specialities, input.project);
      if (!good.ok) return good;
      const added = await agents.addCrew({
        project: input.project,
        name: input.name,
        runtime,
        model: input.model,
        specialities,
        actor: caller.identity,
      });
      return added.ok ? ok(agentView(added.value, views)) : added;
    },
    "agent.edit": async (input, caller) => {
      const found = agents.resolve(input.agent, projectOf(caller.identity));
      if (!found.ok) return found;
      const known = input.runtime === undefined ? ok() : deps.checkRuntime(input.runtime);
      if (!known.ok) return known;
      const good = deps.checkSpecialities(input.specialities ?? [], found.value.project);
      if (!good.ok) return good;
      const edits = {
        ...(input.runtime === undefined ? {} : { runtime: input.runtime }),
        ...(input.model === undefined ? {} : { model: input.model }),
        ...(input.specialities === undefined ? {} : { specialities: [...new Set(input.specialities)] }),
      };
      const edited = await agents.edit(found.value.path, edits, caller.identity);
      return edited.ok ? ok(agentView(edited.value, views)) : edited;
    },
  };
}
