import type { AgentGroup } from "../../../shared/contract/agent-group.ts";
import type { ActionParts } from "../action-parts.ts";
import { lastPart } from "../names.ts";

/** What a user does to their groups of agents; each can be undone. */
export interface AgentGroupActions {
  /** `group` is an id, or the name of one to be made. */
  putIntoGroup(group: string, agent: string): Promise<void>;
  takeOutOfGroup(group: AgentGroup, agent: string): Promise<void>;
  renameGroup(group: AgentGroup, name: string): Promise<void>;
  removeGroup(group: AgentGroup): Promise<void>;
}

export function createAgentGroupActions({ attempt, done }: Omit<ActionParts, "ui">): AgentGroupActions {
  const put = (group: string, agents: readonly string[]) =>
    attempt(`put ${agents.map(lastPart).join(", ")} into the group`, "group.set", { group, add: [...agents] });
  const take = (group: string, agent: string) =>
    attempt(`take ${lastPart(agent)} out of the group`, "group.set", { group, take: [agent] });
  return {
    async putIntoGroup(group, agent) {
      const outcome = await put(group, [agent]);
      if (!outcome.ok) return;
      const { id, name } = outcome.value;
      done(`${lastPart(agent)} is in ${name}`, undefined, { label: "Undo", run: () => void take(id, agent) });
    },
    async takeOutOfGroup({ id, name }, agent) {
      const outcome = await take(id, agent);
      if (!outcome.ok) return;
      done(`${lastPart(agent)} is not in ${name} any more`, undefined, {
        label: "Undo",
        run: () => void put(id, [agent]),
      });
    },
    async renameGroup({ id, name: before }, name) {
      const rename = (wanted: string) => attempt(`rename ${before}`, "group.set", { group: id, name: wanted });
      const outcome = await rename(name);
      if (outcome.ok) done(`${before} is ${name} now`, undefined, { label: "Undo", run: () => void rename(before) });
    },
    async removeGroup({ id, name, agents }) {
      const outcome = await attempt(`remove the group ${name}`, "group.remove", { group: id });
      if (!outcome.ok) return;
      done(`The group ${name} is removed`, "Its agents stay.", { label: "Undo", run: () => void put(name, agents) });
    },
  };
}
