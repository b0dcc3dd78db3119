import { isDeepStrictEqual } from "node:util";
import type { FieldChange, ItemVersion } from "../../../shared/contract/history.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { itemKind } from "../ledger/index.ts";
import { compileRules } from "../platform/store/merge/merge-rules.ts";
import { inOrder } from "../platform/store/merge/registers.ts";
import { MARKS } from "./earlier.ts";

/** An item as one change left it. */
export interface PastVersion {
  readonly event: LedgerEvent;
  /** Undefined where the change deleted it. */
  readonly item: WorkItem | undefined;
}

const RULES = compileRules(itemKind.merge);

/** What each event of an item made of it, oldest first. Events that changed nothing are left out. */
export function replayItem(trail: readonly LedgerEvent[], start?: WorkItem): readonly PastVersion[] {
  const versions: PastVersion[] = [];
  let item = start;
  for (const event of trail) {
    const reduced = itemKind.reduce(item, event);
    if (reduced === item) continue;
    const after = reduced === undefined ? undefined : inOrder(reduced, RULES);
    item = after;
    versions.push({ event, item });
  }
  return versions;
}

/** The same as faces see it. */
export function itemVersions(
  versions: readonly PastVersion[],
  describe: (event: LedgerEvent) => string,
): readonly ItemVersion[] {
  return versions.map(({ event, item }, n) => {
    const { seq, at, actor, type, cause } = event;
    const before = versions[n - 1]?.item;
    return {
      version: item?.version ?? (before?.version ?? 0) + 1,
      seq,
      at,
      actor,
      type,
      text: describe(event),
      ...(cause === undefined ? {} : { cause }),
      changes: fieldChanges(before, item),
    };
  });
}

/** Fields that differ, but for the marks that every change makes. An empty text or list is as good as none. */
export function fieldChanges(before: WorkItem | undefined, after: WorkItem | undefined): FieldChange[] {
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  const names = new Set([...old.keys(), ...young.keys()]);
  return [...names]
    .filter((field) => !isDeepStrictEqual(old.get(field), young.get(field)))
    .map((field) => ({
      field,
      ...(old.has(field) ? { before: old.get(field) } : {}),
      ...(young.has(field) ? { after: young.get(field) } : {}),
    }));
}

function fieldsOf(item: WorkItem | undefined): Map<string, unknown> {
  const fields = Object.entries<unknown>(item ?? {});
  return new Map(fields.filter(([field, value]) => !MARKS.has(field) && !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
