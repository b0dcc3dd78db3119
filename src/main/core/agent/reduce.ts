import { type Agent, agent } from "../../../shared/model/agent.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

/** What a new identity is made of; its path is the event's subject. */
export type NewAgent = Pick<Agent, "role" | "project" | "name" | "runtime" | "model" | "specialities">;

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type AgentEvent =
  | LedgerEvent<"agentHired", NewAgent>
  | LedgerEvent<"agentDecommissioned", Record<string, never>>
  | LedgerEvent<"agentParked", { readonly reason: string }>
  | LedgerEvent<"agentUnparked", Record<string, never>>;

/** Identities live in the workspace's ledger, keyed by their path, and are never removed. */
export const agentKind: RecordKind<Agent> = {
  kind: "agent",
  schema: agent.loose(),
  reduce(record, raw) {
    const event = raw as AgentEvent;
    if (event.type === "agentHired") {
      return record ?? { ...event.data, path: event.subject as Agent["path"], createdAt: event.at };
    }
    if (record === undefined) return undefined;
    switch (event.type) {
      case "agentDecommissioned": {
        const { parked: _, ...rest } = record;
        return { ...rest, decommissionedAt: event.at };
      }
      case "agentParked":
        return { ...record, parked: event.data.reason };
      case "agentUnparked": {
        const { parked: _, ...rest } = record;
        return { ...rest, unparkedAt: event.at };
      }
      default:
        return record;
    }
  },
};
