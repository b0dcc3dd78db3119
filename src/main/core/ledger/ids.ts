import { randomBytes } from "node:crypto";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { ITEM_ID_PATTERN } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { base36 } from "../base/short-id.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { type IdIndex, hashOf } from "./id-index.ts";

export type ItemRefFailure = Failure<"item-not-found" | "item-ambiguous">;

/** Few enough that all can be shown. */
const MAX_SHOWN = 10;

/**
 * Hash digits for a ledger of so many items: as short as possible while two clones that each made that many items apart from
 * one another would have one id in common with a chance below 1 in 40. 3 for up to 34 items, 4 up to 204, 6 up to 7,374, …
 */
export function hashLength(items: number): number {
  let length = 3;
  while (length < 10 && 40 * items * items > 36 ** length) length += 1;
  return length;
}

/** A fresh `prefix-hash`. `items` is how many the prefix has. */
export function newItemId(prefix: string, items: number, isTaken: (id: string) => boolean): string {
  const length = hashLength(items);
  for (let attempt = 0; ; attempt += 1) {
    const id = `${prefix}-${base36(randomBytes(16), Math.min(10, length + Math.floor(attempt / 4)))}`;
    if (!isTaken(id)) return id;
  }
}

/** `parent.1`, `parent.2`, …: one more than the highest there is or was, so that a number is not used twice. */
export function newChildId(parent: string, children: Iterable<string>, isTaken: (id: string) => boolean): string {
  let highest = 0;
  for (const child of children) {
    if (child.startsWith(`${parent}.`)) {
      highest = Math.max(highest, Number.parseInt(child.slice(parent.length + 1), 10) || 0);
    }
  }
  do highest += 1;
  while (isTaken(`${parent}.${highest}`));
  return `${parent}.${highest}`;
}

/**
 * The item that an id means, or the beginning of one, with or without the ledger's prefix, when it is the only one. Children
 * are meant only where the dot is written.
 */
export function resolveItem(
  table: Pick<RecordTable<WorkItem>, "get" | "deletionOf">,
  index: Pick<IdIndex, "beginningWith">,
  ref: string,
): Result<WorkItem, ItemRefFailure> {
  const exact = table.get(ref);
  if (exact !== undefined) return ok(exact);
  // An empty beginning is one of all ids, and means none.
  const found = ref === "" ? [] : index.beginningWith(ref);
  const byHash = found.filter((id) => hashOf(id) === ref);
  const [only, ...others] = byHash.length === 1 ? byHash : found;
  const item = only === undefined ? undefined : table.get(only);
  if (item === undefined) {
    const deletion = table.deletionOf(ref);
    if (deletion !== undefined) {
      return fail("item-not-found", `${ref} was deleted by ${deletion.by}.`, {
        remedy: `Bring it back with \`drover restore ${ref}\`, or look at it as it was with --at.`,
      });
    }
    return fail("item-not-found", notFound(ref), { remedy: "List them with `drover list`, or `drover search`." });
  }
  if (others.length === 0) return ok(item);
  const shown = found.slice(0, MAX_SHOWN).join(", ");
  return fail(
    "item-ambiguous",
    `${JSON.stringify(ref)} may be any of ${found.length} items: ${shown}${found.length > MAX_SHOWN ? ", …" : ""}.`,
    {
      remedy: "Give more of the id.",
      details: { candidates: found.slice(0, MAX_SHOWN) },
    },
  );
}

function notFound(ref: string): string {
  const shown = JSON.stringify(ref.length > 80 ? `${ref.slice(0, 80)}…` : ref);
  return ITEM_ID_PATTERN.test(ref)
    ? `There is no item ${shown} in the ledgers that are open.`
    : `${shown} is not an item: ids read like demo-k3f or demo-k3f.1, and no id begins with it.`;
}
