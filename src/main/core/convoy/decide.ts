import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Convoy, convoy } from "../../../shared/model/convoy.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

interface Created {
  readonly title: string;
  readonly items: readonly string[];
  readonly started: boolean;
  readonly implicit: boolean;
  readonly limit?: number;
}

/** How a convoy ended: of so many items, so many landed, `ms` after it was made. Events of before did not count them. */
interface Landed {
  readonly items: number;
  readonly landed?: number;
  readonly ms: number;
}

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type ConvoyEvent =
  | LedgerEvent<"convoyCreated", Created>
  | LedgerEvent<"convoyItemsAdded" | "convoyItemsRemoved", { readonly items: readonly string[] }>
  | LedgerEvent<"convoyStarted" | "convoyPaused" | "convoyReopened" | "convoyClosed", Record<string, never>>
  /** Closed by itself: every item was closed. */
  | LedgerEvent<"convoyLanded", Landed>;

/** Convoys may span projects, so that they live in the workspace's ledger. */
export const convoyKind: RecordKind<Convoy> = {
  kind: "convoy",
  schema: convoy.loose(),
  reduce(record, raw) {
    const event = raw as ConvoyEvent;
    if (event.type === "convoyCreated") {
      return {
        ...event.data,
        items: [...event.data.items],
        id: event.subject,
        owner: event.actor,
        createdAt: event.at,
      };
    }
    if (record === undefined) return undefined;
    switch (event.type) {
      case "convoyItemsAdded":
        return { ...record, items: [...record.items, ...event.data.items] };
      case "convoyItemsRemoved":
        return { ...record, items: record.items.filter((id) => !event.data.items.includes(id)) };
      case "convoyStarted":
        return { ...record, started: true };
      case "convoyPaused":
        return { ...record, started: false };
      case "convoyReopened": {
        const { closedAt: _, ...open } = record;
        return open;
      }
      case "convoyClosed":
      case "convoyLanded":
        return { ...record, closedAt: event.at };
      default:
        return record;
    }
  },
};

type NoConvoy = { readonly code: "convoy-not-found"; readonly message: string; readonly remedy?: string };

export function createConvoy(id: string, by: IdentityPath, data: Created): NewEvent {
  return event(id, "convoyCreated", by, { ...data, items: unique(data.items) });
}

/** Adding to a closed convoy opens it again. Items that are in it already are passed over. */
export function addItems(convoy: Convoy, items: readonly string[], by: IdentityPath): readonly NewEvent[] {
  const fresh = unique(items).filter((id) => !convoy.items.includes(id));
  if (fresh.length === 0) return [];
  const added = event(convoy.id, "convoyItemsAdded", by, { items: fresh });
  return convoy.closedAt === undefined ? [added] : [event(convoy.id, "convoyReopened", by, {}), added];
}

export function removeItems(convoy: Convoy, items: readonly string[], by: IdentityPath): readonly NewEvent[] {
  const there = unique(items).filter((id) => convoy.items.includes(id));
  return there.length === 0 ? [] : [event(convoy.id, "convoyItemsRemoved", by, { items: there })];
}

export function setStarted(convoy: Convoy, started: boolean, by: IdentityPath): readonly NewEvent[] {
  if (convoy.started === started) return [];
  return [event(convoy.id, started ? "convoyStarted" : "convoyPaused", by, {})];
}

export function closeConvoy(convoy: Convoy, by: IdentityPath): readonly NewEvent[] {
  return convoy.closedAt === undefined ? [event(convoy.id, "convoyClosed", by, {})] : [];
}

/** Whether it has items, and all of them are closed while it is open: then it lands. */
export function isDone(convoy: Convoy, isClosed: (item: string) => boolean): boolean {
  return convoy.closedAt === undefined && convoy.items.length > 0 && convoy.items.every(isClosed);
}

export function landConvoy(convoy: Convoy, landed: Landed, by: IdentityPath): readonly NewEvent[] {
  return [event(convoy.id, "convoyLanded", by, landed)];
}

/** A closed convoy whose item was opened again is open again. */
export function reopenFor(convoy: Convoy, item: string, by: IdentityPath): readonly NewEvent[] {
  const affected = convoy.closedAt !== undefined && convoy.items.includes(item);
  return affected ? [event(convoy.id, "convoyReopened", by, {})] : [];
}

/** By id, or by the only id that begins so. */
export function findConvoy(convoys: Iterable<Convoy>, ref: string): Result<Convoy, NoConvoy> {
  const matches: Convoy[] = [];
  for (const one of convoys) {
    if (one.id === ref) return ok(one);
    if (one.id.startsWith(ref) || one.id.startsWith(`cv-${ref}`)) matches.push(one);
  }
  const [only, other] = matches;
  if (only !== undefined && other === undefined) return ok(only);
  return fail(
    "convoy-not-found",
    only === undefined
      ? `There is no convoy ${JSON.stringify(ref)}.`
      : `${JSON.stringify(ref)} could be ${matches.map((one) => one.id).join(" or ")}.`,
    { remedy: "List them with `drover convoy list --all`." },
  );
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}

function event(subject: string, type: ConvoyEvent["type"], actor: IdentityPath, data: unknown): NewEvent {
  return { ledger: "workspace", kind: "convoy", subject, type, actor, data };
}
