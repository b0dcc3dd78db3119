import { isDeepStrictEqual } from "node:util";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Agent } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, crewPath, shortName, workerPath } from "../../../shared/model/identity.ts";
import { nextWorkerName } from "./names.ts";
import type { AgentEdits, NewAgent } from "./reduce.ts";

export type AgentFailure = Failure<"agent-not-found" | "agent-ambiguous">;

export interface HireWorker {
  readonly project: string;
  readonly runtime: string;
  readonly model?: string | undefined;
  readonly specialities?: readonly string[];
  readonly actor: IdentityPath;
  readonly cause?: string;
}

export interface AddCrew {
  readonly project: string;
  readonly name: string;
  readonly runtime: string;
  readonly model?: string | undefined;
  readonly specialities?: readonly string[];
  readonly actor: IdentityPath;
}

export interface Hired {
  readonly path: IdentityPath;
  readonly events: readonly NewEvent[];
}

/** A worker under a name that nobody of its project has or ever had: identities are never used again. */
export function hireWorker(agents: Iterable<Agent>, command: HireWorker): Hired {
  const taken = namesIn(agents, command.project);
  const name = nextWorkerName(command.project, (candidate) => taken.has(candidate));
  const path = workerPath(command.project, name);
  const data: NewAgent = {
    role: "worker",
    project: command.project,
    name,
    runtime: command.runtime,
    specialities: [...(command.specialities ?? [])],
    ...(command.model === undefined ? {} : { model: command.model }),
  };
  return { path, events: [event(path, { type: "agentHired", data, actor: command.actor, cause: command.cause })] };
}

/** A name stands for one agent of a project, worker or crew, so that its short form means somebody. */
export function addCrew(agents: Iterable<Agent>, command: AddCrew): Result<Hired, Failure<"name-taken">> {
  if (namesIn(agents, command.project).has(command.name)) {
    return fail("name-taken", `There is or was an agent ${command.name} in ${command.project}.`, {
      remedy: "Choose another name: identities are never used twice.",
    });
  }
  const path = crewPath(command.project, command.name);
  const data: NewAgent = {
    role: "crew",
    project: command.project,
    name: command.name,
    runtime: command.runtime,
    specialities: [...(command.specialities ?? [])],
    ...(command.model === undefined ? {} : { model: command.model }),
  };
  return ok({ path, events: [event(path, { type: "agentHired", data, actor: command.actor })] });
}

export interface Appoint extends Pick<NewAgent, "role" | "project" | "runtime" | "model"> {
  readonly path: IdentityPath;
  readonly actor: IdentityPath;
}

/** Gives a role of which there is one to an agent. The identity is made once and is the same for all who hold it. */
export function appoint(before: Agent | undefined, { path, actor, ...order }: Appoint): readonly NewEvent[] {
  const isSame = before?.onDutySince !== undefined && before.runtime === order.runtime && before.model === order.model;
  if (isSame) return [];
  const data: NewAgent = { ...order, name: shortName(path), specialities: before?.specialities ?? [] };
  return [event(path, { type: "agentAppointed", data, actor })];
}

export function relieve(agent: Agent | undefined, actor: IdentityPath): readonly NewEvent[] {
  if (agent?.onDutySince === undefined) return [];
  return [event(agent.path, { type: "agentRelieved", data: {}, actor })];
}

/** What is the same as before is left out; nothing different is no event. */
export function editAgent(agent: Agent, edits: AgentEdits, actor: IdentityPath): readonly NewEvent[] {
  const data: AgentEdits = {
    ...(edits.runtime === undefined || edits.runtime === agent.runtime ? {} : { runtime: edits.runtime }),
    ...(edits.model === undefined || (edits.model ?? undefined) === agent.model ? {} : { model: edits.model }),
    ...(edits.specialities === undefined || isDeepStrictEqual(edits.specialities, agent.specialities)
      ? {}
      : { specialities: edits.specialities }),
  };
  return Object.keys(data).length === 0 ? [] : [event(agent.path, { type: "agentEdited", data, actor })];
}

/** Once is enough: a second time changes nothing. */
export function decommission(agent: Agent, actor: IdentityPath, cause?: string): readonly NewEvent[] {
  if (agent.decommissionedAt !== undefined) return [];
  return [event(agent.path, { type: "agentDecommissioned", data: {}, actor, cause })];
}

/** Takes the agent out of work until a person has looked. The latest reason stands. */
export function park(agent: Agent, reason: string, actor: IdentityPath): readonly NewEvent[] {
  if (agent.decommissionedAt !== undefined || agent.parked === reason) return [];
  return [event(agent.path, { type: "agentParked", data: { reason }, actor, cause: reason })];
}

export function unpark(agent: Agent, actor: IdentityPath): readonly NewEvent[] {
  return agent.parked === undefined ? [] : [event(agent.path, { type: "agentUnparked", data: {}, actor })];
}

/**
 * The agent that a path or a last segment means. A short name that several agents have goes to the only one still
 * employed, and within the caller's own project first.
 */
export function resolveAgent(agents: Iterable<Agent>, ref: string, ownProject?: string): Result<Agent, AgentFailure> {
  const named: Agent[] = [];
  for (const agent of agents) {
    if (agent.path === ref) return ok(agent);
    if (shortName(agent.path) === ref) named.push(agent);
  }
  const employed = named.filter((agent) => agent.decommissionedAt === undefined);
  const own = employed.filter((agent) => agent.project === ownProject);
  for (const candidates of [own, employed, named]) {
    const [only, ...others] = candidates;
    if (only !== undefined && others.length === 0) return ok(only);
  }
  if (named.length === 0) {
    return fail("agent-not-found", `There is no agent ${JSON.stringify(ref)}.`, {
      remedy: "List them with `drover agent list`.",
    });
  }
  const paths = named.map((agent) => agent.path);
  return fail("agent-ambiguous", `${JSON.stringify(ref)} may be any of ${paths.join(", ")}.`, {
    remedy: "Give the whole path.",
    details: { candidates: paths },
  });
}

function namesIn(agents: Iterable<Agent>, project: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const agent of agents) if (agent.project === project) names.add(agent.name);
  return names;
}

function event(
  subject: IdentityPath,
  { cause, ...rest }: Pick<NewEvent, "type" | "data" | "actor"> & { readonly cause?: string | undefined },
): NewEvent {
  return { ledger: "workspace", kind: "agent", subject, ...rest, ...(cause === undefined ? {} : { cause }) };
}
