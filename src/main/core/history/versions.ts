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
  let count = start?.version ?? 0;
  for (const event of trail) {
    const reduced = itemKind.reduce(item, event);
    if (reduced === item) continue;
    item = reduced === undefined ? undefined : counted(inOrder(reduced, RULES), count + 1);
    count = item?.version ?? count;
    versions.push({ event, item });
  }
  return versions;
}

/** What was brought back may not know what another clone had counted meanwhile. */
function counted(item: WorkItem, version: number): WorkItem {
  return item.version >= version ? item : { ...item, version };
}

/**
 * Whether the events of a trail are all that an item's version counts. What two clones did without knowing of each other counts
 * twice, also where it is the same.
 */
export function tellsAll(trail: readonly LedgerEvent[], versions: readonly PastVersion[], version: number): boolean {
  const last = versions.findLast(({ item }) => item !== undefined)?.item?.version ?? 0;
  const leftOut = trail.length - versions.length;
  return versions[0]?.item?.version === 1 && last <= version && version <= last + leftOut;
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
