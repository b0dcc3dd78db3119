import { z } from "zod";
import { identityPath, timestamp } from "../model/primitives.ts";
import { agentRef } from "./agent.ts";
import { USER_ONLY, request } from "./verb.ts";

const groupName = z.string().trim().min(1).max(60);
/** In a group: more than anybody looks after at once. */
export const MOST_AGENTS = 200;
const agents = z.array(identityPath).max(MOST_AGENTS);

/** Agents that the user put together under a name, to look at and to tell things together. An agent may be in several. */
export const agentGroup = z.object({
  /** `grp-xxxxx`, for as long as it is there; a name may change. */
  id: z.string(),
  name: groupName,
  /** In the order in which they were put in; those that were decommissioned are left out of answers. */
  agents,
  changedAt: timestamp,
});
export type AgentGroup = z.infer<typeof agentGroup>;

/** By its id, or by its name, whose capitals do not count. */
export function findGroup(groups: readonly AgentGroup[], group: string): AgentGroup | undefined {
  const wanted = group.trim().toLowerCase();
  return groups.find(({ id }) => id === group) ?? groups.find(({ name }) => name.toLowerCase() === wanted);
}

export const groupSet = request({
  name: "group.set",
  summary: "Put agents into a group, take some out, or rename it; one is made where none has that name.",
  input: z.strictObject({
    /** Its id or name, whose capitals do not count. */
    group: groupName,
    name: groupName.optional(),
    add: z.array(agentRef).max(MOST_AGENTS).optional(),
    take: z.array(agentRef).max(MOST_AGENTS).optional(),
  }),
  output: agentGroup,
  errors: ["group-name-taken", "group-full", "agent-not-found", "agent-ambiguous"],
  callers: USER_ONLY,
  danger: "safe",
});

export const groupList = request({
  name: "group.list",
  summary: "List the groups of agents, by name.",
  input: z.strictObject({}),
  output: z.object({ groups: z.array(agentGroup) }),
  errors: [],
  callers: USER_ONLY,
  danger: "safe",
});

export const groupRemove = request({
  name: "group.remove",
  summary: "Forget a group of agents, by its id or name. The agents stay.",
  input: z.strictObject({ group: groupName }),
  output: agentGroup,
  errors: ["group-not-found"],
  callers: USER_ONLY,
  danger: "safe",
});

export const agentGroupVerbs = [groupSet, groupList, groupRemove] as const;
