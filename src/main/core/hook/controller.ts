import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { Caller, SomeHandlers } from "../../../shared/contract/handlers.ts";
import { projectOf } from "../../../shared/model/identity.ts";
import type { HookBoard } from "./decide.ts";
import type { HookDeps } from "./ports.ts";
import type { HookService } from "./service.ts";

export type HookHandlers = SomeHandlers<
  "hook.show" | "hook.prime" | "hook.done" | "hook.verify" | "hook.handoff" | "hook.checkpoint" | "hook.report"
>;

type Deps = Pick<HookDeps, "agents" | "project" | "item" | "noteProgress"> & {
  readonly board: HookBoard;
  readonly service: HookService;
};

type Refused = Failure<"agent-not-found" | "agent-ambiguous" | "no-hook" | "not-allowed">;

/** Whom a caller means, and what is on their hook. */
export function subjects({ agents, board }: Pick<Deps, "agents" | "board">) {
  return { subject, hookOf };

  /** Whose hook is meant. `others` says who may mean another's. */
  function subject(ref: string | undefined, caller: Caller, others: readonly string[]): Result<Agent, Refused> {
    if (ref === undefined) {
      const self = agents.get(caller.identity);
      if (self !== undefined) return ok(self);
      return fail("no-hook", `${caller.identity} has no hook.`, { remedy: "Name an agent." });
    }
    const found = agents.resolve(ref, projectOf(caller.identity));
    if (!found.ok || found.value.path === caller.identity || others.includes(caller.role)) return found;
    return fail("not-allowed", `${caller.identity} may not act for ${found.value.path}.`, {
      remedy: "Leave the agent out to act for yourself.",
    });
  }

  function hookOf(agent: Agent): Result<Hook, Failure<"no-hook">> {
    const hook = board.get(agent.path);
    if (hook !== undefined) return ok(hook);
    return fail("no-hook", `${agent.path} has no hook yet.`, {
      remedy: `Put work on it: \`drover sling ITEM --to ${agent.name}\`.`,
    });
  }
}

/** An agent speaks for itself; the user may speak for any. */
export function hookHandlers(deps: Deps): HookHandlers {
  const { agents, board, service } = deps;

  const { subject, hookOf } = subjects(deps);

  return {
    "hook.show": async (input, caller) => {
      const agent = subject(input.agent, caller, [caller.role]);
      if (!agent.ok) return agent;
      const hook = board.get(agent.value.path);
      const project = deps.project(agent.value.project ?? "", hook?.item);
      const held = hook?.item !== undefined && hook.state !== "archived" ? hook.item : undefined;
      const item = held === undefined ? undefined : deps.item(held);
      return ok({
        agent: agent.value.path,
        ...(hook === undefined ? {} : { hook }),
        ...(item === undefined ? {} : { item }),
        ...(project === undefined ? {} : { target: project.target }),
        gates: [...(project?.gates ?? [])],
        queue: (hook?.queue ?? []).map((id) => deps.item(id)).filter((one) => one !== undefined),
      });
    },
    "hook.prime": async (input, caller) => {
      const agent = subject(input.agent, caller, ["user", "manager"]);
      return agent.ok ? ok({ text: await service.prime(agent.value) }) : agent;
    },
    "hook.done": async (input, caller) => {
      const agent = subject(input.agent, caller, ["user"]);
      if (!agent.ok) return agent;
      const hook = hookOf(agent.value);
      if (!hook.ok) return hook;
      return service.done(hook.value, { actor: caller.identity, noChange: input.noChange });
    },
    "hook.verify": async (input, caller) => {
      const agent = subject(input.agent, caller, ["user"]);
      if (!agent.ok) return agent;
      const hook = hookOf(agent.value);
      return hook.ok ? service.verify(hook.value) : hook;
    },
    "hook.handoff": async (input, caller) => {
      const agent = subject(input.agent, caller, ["user"]);
      if (!agent.ok) return agent;
      const hook = hookOf(agent.value);
      if (!hook.ok) return hook;
      return service.handOff(hook.value, { actor: caller.identity, note: input.note });
    },
    "hook.checkpoint": async (input, caller) => {
      const agent = subject(input.agent, caller, ["user"]);
      if (!agent.ok) return agent;
      const hook = hookOf(agent.value);
      if (!hook.ok) return hook;
      return service.checkpoint(hook.value, { actor: caller.identity, note: input.note });
    },
    "hook.report": async (input, caller) => {
      const agent = agents.get(caller.identity);
      if (agent === undefined) return err({ code: "no-hook" as const, message: `${caller.identity} has no hook.` });
      if (input.progress !== undefined) deps.noteProgress(agent.path, input.progress);
      return ok({ ok: true as const });
    },
  };
}
