import type { LedgerEvent, NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Integration, integration } from "../../../../shared/model/integration.ts";
import type { RecordKind } from "../../platform/store/record-store.ts";

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type IntegrationEvent =
  | LedgerEvent<"integrationCreated", Pick<Integration, "project" | "branch" | "auto">>
  | LedgerEvent<"integrationGathered", { readonly item: string; readonly commit: string }>
  | LedgerEvent<"integrationLandingOrdered", { readonly landing: number }>
  | LedgerEvent<"integrationBroughtUp", { readonly commit: string }>
  | LedgerEvent<"integrationTroubled", { readonly reason: string }>
  | LedgerEvent<"integrationLanded", { readonly commit: string; readonly isWhole: boolean }>
  | LedgerEvent<"integrationDropped", { readonly commit?: string }>;

type EventOf<T extends IntegrationEvent["type"]> = Extract<IntegrationEvent, { readonly type: T }>;

/** Epics that gather on branches of their own, under the epics' ids. */
export const integrationKind: RecordKind<Integration> = {
  kind: "integration",
  isLocal: true,
  schema: integration.loose(),
  reduce(record, raw) {
    const event = raw as IntegrationEvent;
    const { at } = event;
    if (event.type === "integrationCreated") {
      const times = { createdAt: at, updatedAt: at, broughtUpAt: at };
      return { ...event.data, epic: event.subject, state: "open", createdBy: event.actor, ...times, gathered: [] };
    }
    if (record === undefined) return undefined;
    const { trouble: _, ...rest } = record;
    const next: Integration = { ...rest, updatedAt: at };
    switch (event.type) {
      case "integrationGathered":
        return { ...record, updatedAt: at, gathered: [...record.gathered, { ...event.data, at }] };
      case "integrationLandingOrdered":
        return { ...next, landing: event.data.landing };
      case "integrationBroughtUp":
        return { ...next, broughtUpAt: at };
      case "integrationTroubled":
        return { ...next, trouble: event.data.reason };
      case "integrationLanded":
        // What lands before all of it is there goes on gathering, with what came while it landed.
        return event.data.isWhole
          ? { ...next, state: "landed", landed: event.data.commit }
          : { ...next, landed: event.data.commit, gathered: record.gathered.slice(record.landing) };
      case "integrationDropped":
        return {
          ...next,
          state: "dropped",
          ...(event.data.commit === undefined ? {} : { dropped: event.data.commit }),
        };
      default:
        return record;
    }
  },
};

export function isOpen(one: Integration | undefined): one is Integration {
  return one?.state === "open";
}

export function integrationEvent<T extends IntegrationEvent["type"]>(
  epic: string,
  type: T,
  data: EventOf<T>["data"],
  actor: IdentityPath,
): NewEvent {
  return { ledger: "workspace", kind: "integration", subject: epic, type, actor, data };
}

/** An integration branch's event in words, for the feed. */
export function describeIntegrationEvent(raw: LedgerEvent): string {
  const event = raw as IntegrationEvent;
  switch (event.type) {
    case "integrationCreated":
      return `has ${event.subject} gather on ${event.data.branch}${event.data.auto ? ", to land by itself" : ""}`;
    case "integrationGathered":
      return `gathered ${event.data.item} for ${event.subject}`;
    case "integrationLandingOrdered":
      return `had ${event.subject} land, with the ${event.data.landing} items gathered so far`;
    case "integrationBroughtUp":
      return `brought the branch of ${event.subject} up to its target`;
    case "integrationTroubled":
      return `could not take the branch of ${event.subject} further: ${event.data.reason.split("\n", 1)[0] ?? ""}`;
    case "integrationLanded":
      return `landed ${event.data.isWhole ? "" : "a part of "}${event.subject} as one, as ${event.data.commit.slice(0, 8)}`;
    case "integrationDropped":
      return `dropped the branch of ${event.subject}`;
  }
}
