import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Agent } from "../../../shared/model/agent.ts";
import type { Caller, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { LedgerName } from "../../../shared/model/event.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import type { Memory } from "../../../shared/model/memory.ts";
import type { RecordStore, RecordTable } from "../platform/store/record-store.ts";
import { type Noted, forgetMemory, noteMemory } from "./decide.ts";

export type MemoryHandlers = SomeHandlers<"memory.show" | "memory.note" | "memory.forget">;

export interface MemoryHandlerDeps {
  readonly store: RecordStore;
  readonly table: RecordTable<Memory>;
  readonly agents: {
    get(path: IdentityPath): Agent | undefined;
    resolve(ref: string, ownProject?: string): Result<Agent, Failure<"agent-not-found" | "agent-ambiguous">>;
  };
  /** What the agent works on now. */
  itemOf(agent: IdentityPath): string | undefined;
}

type Refused = Failure<"agent-not-found" | "agent-ambiguous" | "no-memory" | "not-allowed">;

/** Everybody reads every memory; an agent writes its own, the user any. */
export function memoryHandlers(deps: MemoryHandlerDeps): MemoryHandlers {
  const { store, table, agents } = deps;

  function find(ref: string | undefined, caller: Caller): Result<Agent, Refused> {
    if (ref !== undefined) return agents.resolve(ref, projectOf(caller.identity));
    const self = agents.get(caller.identity);
    if (self !== undefined) return ok(self);
    return fail("no-memory", `${caller.identity} has no memory.`, { remedy: "Name an agent." });
  }

  function findOwn(ref: string | undefined, caller: Caller): Result<Agent, Refused> {
    const found = find(ref, caller);
    if (!found.ok || found.value.path === caller.identity || caller.role === "user") return found;
    return fail("not-allowed", `${caller.identity} may not change the memory of ${found.value.path}.`, {
      remedy: "Write to them instead: `drover mail send`.",
    });
  }

  const memoryOf = (agent: IdentityPath): Memory => table.get(agent) ?? { agent, entries: [] };

  function change<E extends Failure>(agent: Agent, decide: (ledger: LedgerName) => Result<Noted, E>) {
    return store.commit(() => {
      const decided = decide(agent.project ?? "workspace");
      if (!decided.ok) return decided;
      const { events, forgotten } = decided.value;
      return ok({ events, result: () => ({ memory: memoryOf(agent.path), forgotten: [...forgotten] }) });
    });
  }

  return {
    "memory.show": async (input, caller) => {
      const agent = find(input.agent, caller);
      return agent.ok ? ok(memoryOf(agent.value.path)) : agent;
    },
    "memory.note": async (input, caller) => {
      const agent = findOwn(input.agent, caller);
      if (!agent.ok) return agent;
      const { path } = agent.value;
      const by = { agent: path, actor: caller.identity, item: deps.itemOf(path), notes: input.entries };
      return change<never>(agent.value, (ledger) => ok(noteMemory(table.get(path), { ledger, ...by })));
    },
    "memory.forget": async (input, caller) => {
      const agent = findOwn(input.agent, caller);
      if (!agent.ok) return agent;
      const { path } = agent.value;
      const by = { agent: path, actor: caller.identity, entries: input.entries };
      return change(agent.value, (ledger) => forgetMemory(table.get(path), { ledger, ...by }));
    },
  };
}
