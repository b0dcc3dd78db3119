import { ITEM_ID_PATTERN } from "../../../shared/model/item-words.ts";
import { base36 } from "../base/short-id.ts";
import type { SourceItem } from "./source.ts";

const MIN_HASH = 3;
const MAX_HASH = 10;

export interface TargetIdDeps {
  /** What ids of the ledger begin with. */
  readonly prefix: string;
  /** Hash digits that suit the ledger as it will be. */
  readonly hashLength: number;
  /** In use here, or planned. */
  isTaken(id: string): boolean;
  isDeleted(id: string): boolean;
}

/** `deleted`: the item was here once, under that id, and was deleted. */
export type TargetId = { readonly id: string } | { readonly deleted: string };

/**
 * The id of an item that comes in. The one it has stays where it fits; of another prefix its hash stays; else it is made from source
 * and key, so that two clones which import the same get the same ids.
 */
export function targetId(item: Pick<SourceItem, "id" | "key">, source: string, deps: TargetIdDeps): TargetId {
  const wanted = item.id === undefined ? undefined : fit(item.id, deps.prefix);
  if (wanted !== undefined) {
    if (deps.isDeleted(wanted)) return { deleted: wanted };
    if (!deps.isTaken(wanted)) return { id: wanted };
  }
  const digits = base36(`${source}\n${item.key}`, MAX_HASH + MIN_HASH);
  for (let length = Math.max(MIN_HASH, deps.hashLength); length <= MAX_HASH; length += 1) {
    const id = `${deps.prefix}-${digits.slice(0, length)}`;
    if (deps.isDeleted(id)) return { deleted: id };
    if (!deps.isTaken(id)) return { id };
  }
  // Ten digits are taken only by the very same key; a second item of that name is told from it by its place.
  for (let n = 1; ; n += 1) {
    const id = `${deps.prefix}-${base36(`${source}\n${item.key}\n${n}`, MAX_HASH)}`;
    if (!deps.isTaken(id)) return { id };
  }
}

function fit(id: string, prefix: string): string | undefined {
  const dot = id.indexOf(".");
  const root = dot < 0 ? id : id.slice(0, dot);
  const children = dot < 0 ? "" : id.slice(dot);
  const own = root.startsWith(`${prefix}-`) ? root : `${prefix}-${root.slice(root.lastIndexOf("-") + 1).toLowerCase()}`;
  return ITEM_ID_PATTERN.test(own + children) ? own + children : undefined;
}
