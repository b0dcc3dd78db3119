import { type Agent, agent } from "../../../shared/model/agent.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

/** What a new identity is made of; its path is the event's subject. */
export type NewAgent = Pick<Agent, "role" | "project" | "name" | "runtime" | "model" | "specialities">;

/** What may change of an identity; `null` takes a model away again. */
export interface AgentEdits {
  readonly runtime?: string;
  readonly model?: string | null;
  readonly specialities?: readonly string[];
}

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type AgentEvent =
  | LedgerEvent<"agentHired", NewAgent>
  | LedgerEvent<"agentDecommissioned", Record<string, never>>
  | LedgerEvent<"agentParked", { readonly reason: string }>
  | LedgerEvent<"agentUnparked", Record<string, never>>
  | LedgerEvent<"agentAppointed", NewAgent>
  | LedgerEvent<"agentRelieved", Record<string, never>>
  | LedgerEvent<"agentEdited", AgentEdits>;

/** Identities live in the workspace's ledger, keyed by their path, and are never removed. */
export const agentKind: RecordKind<Agent> = {
  kind: "agent",
  schema: agent.loose(),
  reduce(record, raw) {
    const event = raw as AgentEvent;
    if (event.type === "agentHired") {
      return record ?? { ...event.data, path: event.subject as Agent["path"], createdAt: event.at };
    }
    if (event.type === "agentAppointed") {
      const { model: _model, parked: _parked, ...before } = record ?? { createdAt: event.at };
      return { ...before, ...event.data, path: event.subject as Agent["path"], onDutySince: event.at };
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
      case "agentRelieved": {
        const { onDutySince: _, ...rest } = record;
        return rest;
      }
      case "agentEdited": {
        const { model, specialities, ...more } = event.data;
        const { model: before, ...rest } = record;
        const kept = model === undefined ? before : (model ?? undefined);
        return {
          ...rest,
          ...more,
          ...(specialities === undefined ? {} : { specialities: [...specialities] }),
          ...(kept === undefined ? {} : { model: kept }),
        };
      }
      default:
        return record;
    }
  },
};
