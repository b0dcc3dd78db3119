import type { AgentGroup } from "../../../shared/contract/agent-group.ts";

/**
 * The agent behind or before one in its group, around the ends: in the group that is looked at, if it is in that, else in the
 * first it is in. One that is in none leads to the first or last of the group that is looked at. Undefined where there is nobody.
 */
export function stepInGroup(
  groups: readonly AgentGroup[],
  { agent, group, by }: { readonly agent: string | undefined; readonly group: string | undefined; readonly by: 1 | -1 },
): { readonly agent: string; readonly group: AgentGroup } | undefined {
  const has = (one: AgentGroup) => one.agents.some((member) => member === agent);
  const looked = groups.find(({ id }) => id === group);
  const found = looked !== undefined && has(looked) ? looked : (groups.find(has) ?? looked ?? groups[0]);
  if (found === undefined) return undefined;
  const at = found.agents.findIndex((member) => member === agent);
  const to = at < 0 ? (by === 1 ? 0 : -1) : (at + by) % found.agents.length;
  const next = found.agents.at(to);
  return next === undefined ? undefined : { agent: next, group: found };
}
