import type { AgentGroup } from "../../../shared/contract/agent-group.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import { shortId } from "../base/short-id.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type SetFailure, agentGroupKind, removeGroup, setGroup } from "./decide.ts";

export { agentGroupKind, describeGroupEvent } from "./decide.ts";

type Unknown = Failure<"agent-not-found" | "agent-ambiguous">;

export interface AgentGroupDeps {
  readonly store: RecordStore;
  /** Whether there is such an agent, and it was not decommissioned. */
  isEmployed(agent: IdentityPath): boolean;
  /** Whom a name or path means. */
  resolve(ref: string): Result<IdentityPath, Unknown>;
}

export interface AgentGroups {
  readonly handlers: SomeHandlers<"group.set" | "group.list" | "group.remove">;
}

/** Groups of agents that the user made, the same on every face and over restarts. */
export function createAgentGroups({ store, isEmployed, resolve }: AgentGroupDeps): AgentGroups {
  const table = store.table(agentGroupKind);
  const kept = () => [...table.values()];
  const shown = (group: AgentGroup) => ({ ...group, agents: group.agents.filter(isEmployed) });

  function present(id: string): AgentGroup {
    const found = table.get(id);
    if (found === undefined) throw new Error(`Group ${id} vanished between its event and its answer.`);
    return shown(found);
  }

  function resolveAll(refs: readonly string[] = []): Result<readonly IdentityPath[], Unknown> {
    const paths: IdentityPath[] = [];
    for (const ref of refs) {
      const found = resolve(ref);
      if (!found.ok) return found;
      paths.push(found.value);
    }
    return ok(paths);
  }

  return {
    handlers: {
      "group.set": async (input, caller) =>
        store.commit<AgentGroup, SetFailure | Unknown>(() => {
          const [add, take] = [resolveAll(input.add), resolveAll(input.take)];
          if (!add.ok) return add;
          if (!take.ok) return take;
          const { group, name } = input;
          const freshId = shortId("grp", (taken) => table.get(taken) !== undefined);
          const members = { add: add.value, take: take.value };
          const done = setGroup(kept(), { group, name, ...members, freshId, actor: caller.identity, isEmployed });
          if (!done.ok) return done;
          const { events, id } = done.value;
          return ok({ events, result: () => present(id) });
        }),
      "group.list": async () =>
        ok({
          groups: kept()
            .map(shown)
            .toSorted((a, b) => a.name.localeCompare(b.name)),
        }),
      "group.remove": async ({ group }, caller) =>
        store.commit(() => {
          const done = removeGroup(kept(), group, caller.identity);
          if (!done.ok) return done;
          const { events, removed } = done.value;
          return ok({ events, result: () => shown(removed) });
        }),
    },
  };
}
