import { z } from "zod";
import { itemPutBack } from "../../../shared/model/attention.ts";
import { identityPath } from "../../../shared/model/primitives.ts";
import type { LedgerJoined } from "../platform/store/record-store.ts";

/** Two clones changed the same of an item without knowing of each other, and the word of one gave way at a sync. */
export const gaveWay = z.object({
  item: z.string(),
  field: z.string(),
  /** Absent where the value is gone. */
  kept: z.json().optional(),
  keptBy: identityPath.optional().catch(undefined),
  lost: z.json().optional(),
  lostBy: identityPath.optional().catch(undefined),
});
export type GaveWay = z.infer<typeof gaveWay>;

/** Longer texts are not kept twice: they are in the item's trail. */
const MAX_CHARS = 8_000;
/** What is told of one project; more is in the trails, and after so much nobody goes through it one by one. */
const MAX_TOLD = 50;

/**
 * Of what a join met, what can be put back. The clone that joins is the only one that meets it, whichever side's word stands, so it
 * tells all of it. Claims are told by mail, and links and labels both stay. Pure.
 */
export function gaveWayIn({ conflicts }: Pick<LedgerJoined, "conflicts">): readonly GaveWay[] {
  return conflicts.flatMap(({ kind, id, field, kept, lost }) => {
    if (kind !== "item" || !(field in itemPutBack.shape) || textOf(lost.value).length > MAX_CHARS) return [];
    const [said, by] = [
      { kept: kept.value, lost: lost.value },
      { keptBy: kept.by, lostBy: lost.by },
    ];
    const read = gaveWay.safeParse({ item: id, field, ...said, ...by });
    return read.success ? [read.data] : [];
  });
}

/** The latest of each field, the newest last. Pure. */
export function withGaveWay<T extends GaveWay>(known: readonly T[], more: readonly T[]): readonly T[] {
  const byField = new Map<string, T>();
  for (const one of [...known, ...more]) {
    const key = `${one.item} ${one.field}`;
    byField.delete(key);
    byField.set(key, one);
  }
  return [...byField.values()].slice(-MAX_TOLD);
}

/** Of values of records, which are JSON of one shape per field. */
export function isSame(a: unknown, b: unknown): boolean {
  return textOf(a) === textOf(b);
}

function textOf(value: unknown): string {
  return JSON.stringify(value ?? null);
}
