import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Agent } from "../../../shared/model/agent.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { RecordStore, StoreFailure } from "../platform/store/record-store.ts";
import { type AgentDirectory, type AgentHandlerDeps, agentHandlers } from "./controller.ts";
import {
  type HireWorker,
  type Appoint,
  type Hired,
  addCrew,
  appoint,
  decommission,
  hireWorker,
  editAgent,
  park,
  relieve,
  resolveAgent,
  unpark,
} from "./decide.ts";
import { agentKind } from "./reduce.ts";

export type { HireWorker, Hired } from "./decide.ts";
export type { AgentViewPorts } from "./controller.ts";
export { agentView } from "./controller.ts";
export { agentKind } from "./reduce.ts";
export { describeAgentEvent } from "./describe.ts";

export interface AgentsDeps extends Omit<AgentHandlerDeps, "agents"> {
  readonly store: RecordStore;
}

/** Who works here. Every answer is of the newest appended event. */
export interface Agents extends AgentDirectory {
  get(path: IdentityPath): Agent | undefined;

  /** For commits that hire and do more at once; call it within the deciding function of `RecordStore.commit`. */
  planHire(command: HireWorker): Hired;
  planAppoint(command: Appoint): readonly NewEvent[];
  planRelieve(path: IdentityPath, actor: IdentityPath): readonly NewEvent[];
  planDecommission(path: IdentityPath, actor: IdentityPath, cause?: string): readonly NewEvent[];

  hireWorker(command: HireWorker): Promise<Result<Agent, StoreFailure>>;
  decommission(path: IdentityPath, actor: IdentityPath, cause?: string): Promise<Result<Agent, AgentChangeFailure>>;
  /** Takes the agent out of work until a person has looked; `reason` is what that person reads. */
  park(path: IdentityPath, reason: string, actor: IdentityPath): Promise<Result<Agent, AgentChangeFailure>>;
  unpark(path: IdentityPath, actor: IdentityPath): Promise<Result<Agent, AgentChangeFailure>>;

  readonly handlers: SomeHandlers<"agent.list" | "agent.show" | "agent.add" | "agent.edit">;
}

type AgentChangeFailure = Failure<"agent-not-found"> | StoreFailure;

export function createAgents(deps: AgentsDeps): Agents {
  const { store } = deps;
  const table = store.table(agentKind);

  function change(
    path: IdentityPath,
    decide: (agent: Agent) => readonly NewEvent[],
  ): Promise<Result<Agent, AgentChangeFailure>> {
    return store.commit(() => {
      const agent = table.get(path);
      if (agent === undefined) return fail("agent-not-found", `There is no agent ${path}.`);
      return ok({ events: decide(agent), result: () => present(path) });
    });
  }

  function present(path: IdentityPath): Agent {
    const agent = table.get(path);
    if (agent === undefined) throw new Error(`Agent ${path} vanished: identities are never removed.`);
    return agent;
  }

  const agents: Omit<Agents, "handlers"> = {
    get: (path) => table.get(path),
    list: () => [...table.values()],
    resolve: (ref, ownProject) => resolveAgent(table.values(), ref, ownProject),
    planHire: (command) => hireWorker(table.values(), command),
    planAppoint: (command) => appoint(table.get(command.path), command),
    planRelieve: (path, actor) => relieve(table.get(path), actor),
    planDecommission(path, actor, cause) {
      const agent = table.get(path);
      return agent === undefined ? [] : decommission(agent, actor, cause);
    },
    hireWorker: (command) =>
      store.commit(() => {
        const { path, events } = hireWorker(table.values(), command);
        return ok({ events, result: () => present(path) });
      }),
    addCrew: (command) =>
      store.commit(() => {
        const added = addCrew(table.values(), command);
        if (!added.ok) return added;
        return ok({ events: added.value.events, result: () => present(added.value.path) });
      }),
    edit: (path, edits, actor) => change(path, (agent) => editAgent(agent, edits, actor)),
    decommission: (path, actor, cause) => change(path, (agent) => decommission(agent, actor, cause)),
    park: (path, reason, actor) => change(path, (agent) => park(agent, reason, actor)),
    unpark: (path, actor) => change(path, (agent) => unpark(agent, actor)),
  };
  return { ...agents, handlers: agentHandlers({ ...deps, agents }) };
}
