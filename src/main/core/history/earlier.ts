import { isDeepStrictEqual } from "node:util";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { EarlierFields } from "../ledger/index.ts";

/** Where an item stands, as opposed to what it says. */
const STANDING: ReadonlySet<string> = new Set([
  "status",
  "customStatus",
  "assignee",
  "closedAt",
  "closedReason",
  "outcome",
  "landedCommit",
]);
/** Who made and changed it, and how often. */
export const MARKS: ReadonlySet<string> = new Set([
  "id",
  "version",
  "createdBy",
  "createdAt",
  "updatedBy",
  "updatedAt",
]);

export function isStanding(field: string): boolean {
  return STANDING.has(field);
}

/** What has to be set so that `now` says what `then` said; null takes a field away. Where it stands is left as it is. */
export function earlierTexts(now: WorkItem, then: WorkItem): EarlierFields {
  const [old, current] = [valuesOf(then), valuesOf(now)];
  const fields = [...new Set([...old.keys(), ...current.keys()])].filter(
    (field) => !MARKS.has(field) && !STANDING.has(field),
  );
  const differing = fields.filter((field) => !isDeepStrictEqual(old.get(field), current.get(field)));
  return fieldsFrom(differing.map((field) => [field, old.get(field) ?? null]));
}

export function valuesOf(item: WorkItem): ReadonlyMap<string, unknown> {
  return new Map(Object.entries<unknown>(item));
}

/** Values of earlier versions of an item, by field. */
export function fieldsFrom(values: Iterable<readonly [string, unknown]>): EarlierFields {
  // Each was the value of that field in an item, or is null where there was none.
  return Object.fromEntries(values) as EarlierFields;
}
