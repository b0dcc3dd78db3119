import type { ItemView } from "../../../shared/model/work-item.ts";
import type { ItemDetail } from "../../lib/server-state/queries.ts";

/** Another item this one hangs together with. */
export interface LinkRow {
  readonly id: string;
  /** Absent for what the page does not know, e.g. in a ledger that is not open. */
  readonly item: ItemView | undefined;
  /** A built-in kind, or one of the ledger's vocabulary. */
  readonly kind: string;
  /** The link behind it, to take it away; absent for what follows from elsewhere, such as an epic's open children. */
  readonly link?: { readonly from: string; readonly to: string };
}

export interface LinkGroups {
  readonly waitsFor: readonly LinkRow[];
  readonly holdsUp: readonly LinkRow[];
  /** Links of other kinds that the item itself has. */
  readonly others: readonly LinkRow[];
}

/** What an item waits for and holds up, done or not, and its other links. `known` are all items of the page. */
export function linkRows({ item, blockedBy, unblocks }: ItemDetail, known: readonly ItemView[]): LinkGroups {
  const byId = new Map([...known, ...blockedBy, ...unblocks].map((one) => [one.id, one]));
  const own = item.links.map(({ kind, to }): LinkRow => ({
    id: to,
    item: byId.get(to),
    kind,
    link: { from: item.id, to },
  }));
  const waitsFor = own.filter(({ kind }) => kind === "blocks");
  const isLinked = (id: string) => waitsFor.some((row) => row.id === id);
  const follows = blockedBy.filter((other) => !isLinked(other.id) && other.parent !== item.id);
  const hasLink = (other: ItemView) => other.links.some(({ kind, to }) => kind === "blocks" && to === item.id);
  const waiting = [...byId.values()].filter(hasLink);
  const waitingElse = unblocks.filter((other) => !hasLink(other) && other.id !== item.parent);
  return {
    waitsFor: [...waitsFor, ...follows.map((one): LinkRow => ({ id: one.id, item: one, kind: "blocks" }))],
    holdsUp: [
      ...waiting.map((one): LinkRow => ({
        id: one.id,
        item: one,
        kind: "blocks",
        link: { from: one.id, to: item.id },
      })),
      ...waitingElse.map((one): LinkRow => ({ id: one.id, item: one, kind: "blocks" })),
    ],
    others: own.filter(({ kind }) => kind !== "blocks"),
  };
}
