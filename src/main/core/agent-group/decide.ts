import { type AgentGroup, MOST_AGENTS, agentGroup, findGroup } from "../../../shared/contract/agent-group.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

type Kept = Pick<AgentGroup, "name" | "agents">;

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
type GroupEvent = LedgerEvent<"groupSet", Kept> | LedgerEvent<"groupRemoved", Pick<AgentGroup, "name">>;

/** Groups of agents, keyed by their id, in the workspace's ledger. */
export const agentGroupKind: RecordKind<AgentGroup> = {
  kind: "agent-group",
  schema: agentGroup.loose(),
  reduce(record, raw) {
    const event = raw as GroupEvent;
    switch (event.type) {
      case "groupSet":
        return { id: event.subject, ...event.data, changedAt: event.at };
      case "groupRemoved":
        return undefined;
      default:
        return record;
    }
  },
};

export interface SetGroup {
  /** The id or name of the one that is meant, or what a new one is to be called. */
  readonly group: string;
  readonly name?: string | undefined;
  readonly add?: readonly IdentityPath[];
  readonly take?: readonly IdentityPath[];
  /** What a new one is known by. */
  readonly freshId: string;
  readonly actor: IdentityPath;
  isEmployed(agent: IdentityPath): boolean;
}

export type SetFailure = Failure<"group-name-taken" | "group-full">;

/** Makes or changes a group; what changes nothing is no event. Those that are gone are dropped with any change. */
export function setGroup(
  groups: readonly AgentGroup[],
  { group, name, add = [], take = [], freshId, actor, isEmployed }: SetGroup,
): Result<{ readonly id: string; readonly events: readonly NewEvent[] }, SetFailure> {
  const found = findGroup(groups, group);
  const wanted = name ?? found?.name ?? group.trim();
  const namesake = findGroup(groups, wanted);
  if (namesake !== undefined && namesake.id !== found?.id) {
    return fail("group-name-taken", `There is a group ${namesake.name} already.`, { remedy: "Give another name." });
  }
  const before = found?.agents ?? [];
  const agents = [...new Set([...before, ...add])].filter((agent) => !take.includes(agent) && isEmployed(agent));
  if (agents.length > MOST_AGENTS) {
    return fail("group-full", `A group has at most ${MOST_AGENTS} agents.`, { remedy: "Make another one." });
  }
  const isSame =
    found !== undefined &&
    found.name === wanted &&
    agents.length === before.length &&
    before.every((a) => agents.includes(a));
  const id = found?.id ?? freshId;
  return ok({ id, events: isSame ? [] : [event(id, "groupSet", actor, { name: wanted, agents })] });
}

export function removeGroup(
  groups: readonly AgentGroup[],
  group: string,
  actor: IdentityPath,
): Result<{ readonly removed: AgentGroup; readonly events: readonly NewEvent[] }, Failure<"group-not-found">> {
  const found = findGroup(groups, group);
  if (found === undefined) {
    return fail("group-not-found", `There is no group ${group}.`, { remedy: "List them with `drover group list`." });
  }
  return ok({ removed: found, events: [event(found.id, "groupRemoved", actor, { name: found.name })] });
}

/** A group's event in words, for the feed. */
export function describeGroupEvent(raw: LedgerEvent): string {
  const { type, data } = raw as GroupEvent;
  return type === "groupSet" ? `set who is in the group ${data.name}` : `removed the group ${data.name}`;
}

function event(subject: string, type: GroupEvent["type"], actor: IdentityPath, data: unknown): NewEvent {
  return { ledger: "workspace", kind: "agent-group", subject, type, actor, data };
}
