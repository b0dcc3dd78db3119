import type { ItemView } from "../../../shared/model/work-item.ts";
import type { ItemDetail } from "../../lib/server-state/queries.ts";

/** Another item this one hangs together with. */
export interface LinkRow {
  readonly id: string;
  /** Absent for what the page does not know, e.g. in a ledger that is not open. */
  readonly item: ItemView | undefined;
  readonly kind: string;
  /** The link behind it, to take it away; absent for what follows from elsewhere, such as an epic's open children. */
  readonly link?: { readonly from: string; readonly to: string };
  /** Further words, e.g. how many children are waited for. */
  readonly note?: string;
  readonly isDeleted?: boolean;
}

export interface LinkGroup {
  readonly title: string;
  readonly rows: readonly LinkRow[];
}

/** Headings of what an item says of others, and of what others say of it. */
const TITLES: readonly (readonly [kind: string, own: string, others: string])[] = [
  ["blocks", "Waits for", "Holds up"],
  ["conditional-blocks", "Begins if this fails", "Begins if it fails"],
  ["waits-for", "Waits for the children of", "Its children are waited for by"],
  ["related", "Related", "Related"],
  ["discovered-from", "Discovered from", "Discovered on the way"],
  ["duplicates", "Duplicates", "Duplicated by"],
  ["supersedes", "Supersedes", "Superseded by"],
];

/** Everything an item is tied to, done or not, by kind and direction. `known` are all items of the page. */
export function linkGroups(
  { item, blockedBy, unblocks, deleted }: ItemDetail,
  known: readonly ItemView[],
): readonly LinkGroup[] {
  const byId = new Map([...known, ...blockedBy, ...unblocks].map((one) => [one.id, one]));
  const groups = new Map<string, LinkRow[]>();
  const put = (title: string, row: LinkRow) => {
    const rows = groups.get(title) ?? [];
    // Related both ways is related once.
    if (!rows.some(({ id }) => id === row.id)) groups.set(title, [...rows, row]);
  };
  for (const { kind, to, mode } of item.links) {
    put(titleOf(kind, "own"), {
      id: to,
      item: byId.get(to),
      kind,
      link: { from: item.id, to },
      ...(mode === "any-children" ? { note: "any of them" } : {}),
      ...(deleted.includes(to) ? { isDeleted: true } : {}),
    });
  }
  // What is waited for beyond the links: an ancestor's, or children of what is linked.
  for (const other of blockedBy) {
    const isLinked = item.links.some(({ to }) => to === other.id || to === other.parent);
    if (!isLinked && other.parent !== item.id) {
      put(titleOf("blocks", "own"), { id: other.id, item: other, kind: "blocks" });
    }
  }
  for (const other of byId.values()) {
    for (const { kind, to } of other.links) {
      if (to !== item.id) continue;
      put(titleOf(kind, "others"), { id: other.id, item: other, kind, link: { from: other.id, to: item.id } });
    }
  }
  for (const other of unblocks) {
    const isLinked = other.links.some(({ to }) => to === item.id || to === item.parent);
    if (!isLinked && other.id !== item.parent) {
      put(titleOf("blocks", "others"), { id: other.id, item: other, kind: "blocks" });
    }
  }
  const rank = (title: string) => {
    const at = ORDER.indexOf(title);
    return at === -1 ? ORDER.length : at;
  };
  return [...groups].map(([title, rows]) => ({ title, rows })).toSorted((a, b) => rank(a.title) - rank(b.title));
}

/** What it waits for, then what waits for it, then the rest as it comes in the table. */
const ORDER: readonly string[] = [
  ...TITLES.slice(0, 3).map(([, own]) => own),
  ...TITLES.slice(0, 3).map(([, , others]) => others),
  ...TITLES.slice(3).flatMap(([, own, others]) => [own, others]),
];

function titleOf(kind: string, side: "own" | "others"): string {
  const known = TITLES.find(([one]) => one === kind);
  if (known !== undefined) return side === "own" ? known[1] : known[2];
  const words = kind.replaceAll("-", " ");
  return side === "own" ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : `Called “${words}” by`;
}
