import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Agent, AgentView, Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import type { SessionControl } from "./control.ts";
import type { Nudges } from "./nudge.ts";
import type { SessionDeps } from "./ports.ts";

export type ControlHandlers = SomeHandlers<
  "agent.pause" | "agent.resume" | "agent.takeover" | "agent.handback" | "agent.interrupt"
>;

type NotFound = Failure<"agent-not-found" | "agent-ambiguous" | "not-running">;

export interface ControlControllerDeps {
  readonly agents: SessionDeps["agents"];
  readonly control: SessionControl;
  readonly nudges: Nudges;
  /** The live session of the agent that a reference means to the caller. */
  findLive(ref: string, caller: IdentityPath): Result<Session, NotFound>;
  view(agent: Agent): AgentView;
}

export function controlHandlers({ agents, control, nudges, findLive, view }: ControlControllerDeps): ControlHandlers {
  function shown({ agent: path }: Session): AgentView {
    const agent = agents.get(path);
    if (agent === undefined) throw new Error(`Agent ${path} vanished: identities are never removed.`);
    return view(agent);
  }

  return {
    "agent.pause": async (input, caller) => {
      const session = findLive(input.agent, caller.identity);
      if (!session.ok) return session;
      const paused = await control.pause(session.value, caller.identity);
      return paused.ok ? ok(shown(session.value)) : paused;
    },
    "agent.resume": async (input, caller) => {
      const session = findLive(input.agent, caller.identity);
      if (!session.ok) return session;
      const resumed = await control.resume(session.value, caller.identity);
      nudges.wake(session.value.agent);
      return resumed.ok ? ok(shown(session.value)) : resumed;
    },
    "agent.takeover": async (input, caller) => {
      const session = findLive(input.agent, caller.identity);
      if (!session.ok) return session;
      const taken = await control.takeOver(session.value, caller.identity, input.reason);
      return taken.ok ? ok(shown(session.value)) : taken;
    },
    "agent.handback": async (input, caller) => {
      const session = findLive(input.agent, caller.identity);
      if (!session.ok) return session;
      const handed = await control.handBack(session.value, caller.identity);
      if (!handed.ok) return handed;
      const { agent } = session.value;
      if (input.note !== undefined) {
        await nudges.queue({ agent, from: caller.identity, text: input.note, kind: "message" });
      } else nudges.wake(agent);
      return ok(shown(session.value));
    },
    "agent.interrupt": async (input, caller) => {
      const session = findLive(input.agent, caller.identity);
      if (!session.ok) return session;
      const interrupted = await control.interrupt(session.value);
      if (!interrupted.ok) return interrupted;
      const { reason } = interrupted.value;
      const agent = shown(session.value);
      return ok({ interrupted: reason === undefined, agent, ...(reason === undefined ? {} : { reason }) });
    },
  };
}
