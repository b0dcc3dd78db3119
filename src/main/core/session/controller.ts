import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Agent, AgentView, Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import type { SessionIndex } from "./board.ts";
import type { SessionDeps } from "./ports.ts";
import type { SessionService } from "./service.ts";

export type SessionHandlers = SomeHandlers<
  "agent.start" | "agent.adopt" | "agent.stop" | "agent.restart" | "agent.peek"
>;

export type FindFailure = Failure<"agent-not-found" | "agent-ambiguous">;

type Deps = Pick<SessionDeps, "agents" | "hosts"> & {
  readonly index: SessionIndex;
  readonly service: SessionService;
  view(agent: Agent): AgentView;
};

type Find = Pick<Deps, "agents" | "index">;

/** The live session of the agent that a reference means to the caller, or the latest one. */
export function findLatest(
  { agents, index }: Find,
  ref: string,
  caller: IdentityPath,
): Result<Session, FindFailure | Failure<"not-running">> {
  const agent = agents.resolve(ref, projectOf(caller));
  if (!agent.ok) return agent;
  const session = index.liveOf(agent.value.path) ?? index.endedOf(agent.value.path)[0];
  return session === undefined ? notRunning(agent.value.path) : ok(session);
}

export function findLive(find: Find, ref: string, caller: IdentityPath): ReturnType<typeof findLatest> {
  const latest = findLatest(find, ref, caller);
  return latest.ok && latest.value.endedAt !== undefined ? notRunning(latest.value.agent) : latest;
}

function notRunning(agent: IdentityPath): Result<never, Failure<"not-running">> {
  return fail("not-running", `${agent} has no session running.`, {
    remedy: `Start one with \`drover agent start ${agent}\`.`,
  });
}

export function sessionHandlers(deps: Deps): SessionHandlers {
  const { agents, service, hosts, view } = deps;
  /** What was ordered may have changed it: taken it out of parking. */
  const asNow = (agent: Agent) => agents.get(agent.path) ?? agent;

  return {
    "agent.start": async (input, caller) => {
      const agent = agents.resolve(input.agent, projectOf(caller.identity));
      if (!agent.ok) return agent;
      const started = await service.start(agent.value, caller.identity);
      return started.ok ? ok(view(asNow(agent.value))) : started;
    },
    "agent.adopt": async (input, caller) => {
      const agent = agents.resolve(input.agent, projectOf(caller.identity));
      if (!agent.ok) return agent;
      const adopted = await service.adopt(agent.value, input.process, caller.identity);
      if (!adopted.ok) return adopted;
      const { session, cwd, launch } = adopted.value;
      const { file, args, env, typed } = launch;
      return ok({
        agent: agent.value.path,
        session: session.id,
        cwd,
        file,
        args: [...args],
        env: { ...env },
        ...(typed === undefined ? {} : { prompt: typed }),
      });
    },
    "agent.stop": async (input, caller) => {
      const session = findLive(deps, input.agent, caller.identity);
      if (!session.ok) return session;
      const stopped = await service.stop(session.value, caller.identity);
      if (!stopped.ok) return stopped;
      const agent = agents.get(session.value.agent);
      if (agent === undefined) throw new Error(`Agent ${session.value.agent} vanished: identities are never removed.`);
      return ok(view(agent));
    },
    "agent.restart": async (input, caller) => {
      const agent = agents.resolve(input.agent, projectOf(caller.identity));
      if (!agent.ok) return agent;
      const restarted = await service.restart(agent.value, caller.identity, `Restarted by ${caller.identity}.`);
      return restarted.ok ? ok(view(asNow(agent.value))) : restarted;
    },
    "agent.peek": async (input, caller) => {
      const session = findLive(deps, input.agent, caller.identity);
      if (!session.ok) return session;
      const screen = await hosts.peek(session.value.id);
      if (!screen.ok) {
        return fail("not-running", `The terminal of ${session.value.agent} is gone: ${screen.error.message}`);
      }
      return ok({ screen: screen.value.text, cols: screen.value.cols, rows: screen.value.rows });
    },
  };
}
