import { isDeepStrictEqual } from "node:util";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { withFields } from "../ledger/index.ts";
import { MARKS, fieldsFrom, isStanding, valuesOf } from "./earlier.ts";
import { replayItem } from "./versions.ts";

/** What happened to one item since a moment. */
export interface ItemSince {
  readonly id: string;
  /** As it was at the moment; undefined where it was not there. */
  readonly was: WorkItem | undefined;
  /** As it is; undefined where it was deleted. */
  readonly now: WorkItem | undefined;
  /** Its events since, by whomever, oldest first. */
  readonly events: readonly LedgerEvent[];
  /** Slung, on a hook, or in the merge queue. */
  readonly isBusy: boolean;
}

export interface Conflict {
  readonly item: string;
  readonly field?: string;
  readonly reason: string;
}

/** What the item becomes, and what of it stays because others have to do with it. No `to` where nothing is undone. */
export interface Undo {
  readonly to?: { readonly after: WorkItem | undefined };
  readonly conflicts: readonly Conflict[];
}

const NOTHING: Undo = { conflicts: [] };

/**
 * Undoes what `by` changed since, field by field; of lists that are sets, label by label and link by link. What others
 * changed after that is a conflict and stays, unless forced. What a hook or the merge queue holds is never moved.
 */
export function planUndo(since: ItemSince, by: IdentityPath, force: boolean): Undo {
  const { id, was, now, events, isBusy } = since;
  if (!events.some((event) => event.actor === by)) return NOTHING;
  const last = events.at(-1);
  if (was === undefined && events[0]?.actor === by) {
    const other = events.find((event) => event.actor !== by)?.actor;
    if (now === undefined) return NOTHING;
    if (isBusy) return conflict(id, "it is on a hook or in the merge queue, so it is not deleted");
    if (other !== undefined && !force) return conflict(id, `${by} created it, and ${other} has changed it since`);
    return { to: { after: undefined }, conflicts: [] };
  }
  if (now === undefined && last?.actor !== by) return conflict(id, `${last?.actor ?? "somebody"} has deleted it since`);
  const steps = replayItem(events, was);
  // Of what was deleted, what there was before that.
  const base = now ?? steps.findLast(({ item }) => item !== undefined)?.item ?? was;
  if (base === undefined) return NOTHING;
  const undone = undoFields({ base, was, steps, by, force, isBusy });
  const isSame = now !== undefined && undone.fields.length === 0;
  const to = isSame ? {} : { to: { after: withFields(base, fieldsFrom(undone.fields)) } };
  return { ...to, conflicts: undone.conflicts.map((one) => ({ item: id, ...one })) };
}

interface FieldsQuery extends Pick<ItemSince, "was" | "isBusy"> {
  readonly base: WorkItem;
  readonly steps: ReturnType<typeof replayItem>;
  readonly by: IdentityPath;
  readonly force: boolean;
}

/** The value before `by` first touched it; `other` touched it after that. */
interface Touched {
  readonly original: unknown;
  other: string | undefined;
}

interface UndoneFields {
  readonly fields: readonly (readonly [string, unknown])[];
  readonly conflicts: readonly Omit<Conflict, "item">[];
}

function undoFields({ base, was, steps, by, force, isBusy }: FieldsQuery): UndoneFields {
  const touched = touchedBy(was, steps, by);
  const current = pathsOf(base);
  const conflicts: Omit<Conflict, "item">[] = [];
  const kept = new Map(current);
  for (const [path, { original, other }] of touched) {
    if (isDeepStrictEqual(current.get(path), original)) continue;
    const field = fieldOf(path);
    const reason = standsInTheWay({ field, other, isBusy, force, hasLanded: touched.has("landedCommit") });
    if (reason !== undefined) conflicts.push({ field, reason });
    else if (original === undefined) kept.delete(path);
    else kept.set(path, original);
  }
  const fields = new Set([...touched.keys()].map(fieldOf));
  const values = [...fields].map((field) => [field, valueAt(kept, field)] as const);
  const known = valuesOf(base);
  return { fields: values.filter(([field, value]) => !isDeepStrictEqual(known.get(field) ?? null, value)), conflicts };
}

function standsInTheWay(of: {
  readonly field: string;
  readonly other: string | undefined;
  readonly isBusy: boolean;
  readonly force: boolean;
  readonly hasLanded: boolean;
}): string | undefined {
  if (isStanding(of.field) && of.isBusy) return "a hook or the merge queue holds it, so where it stands stays";
  if (isStanding(of.field) && of.hasLanded) return "its work has landed, so where it stands stays";
  return of.other === undefined || of.force ? undefined : `${of.other} has changed it since`;
}

function touchedBy(
  was: WorkItem | undefined,
  steps: FieldsQuery["steps"],
  by: IdentityPath,
): ReadonlyMap<string, Touched> {
  const touched = new Map<string, Touched>();
  let before = pathsOf(was);
  for (const { event, item } of steps) {
    // Being deleted, and brought back, is no change of what it says.
    if (item === undefined) continue;
    const after = pathsOf(item);
    for (const path of new Set([...before.keys(), ...after.keys()])) {
      const value = before.get(path);
      if (isDeepStrictEqual(value, after.get(path))) continue;
      const known = touched.get(path);
      if (event.actor === by && known === undefined) touched.set(path, { original: value, other: undefined });
      else if (event.actor !== by && known !== undefined) known.other = event.actor;
    }
    before = after;
  }
  return shareStanding(touched);
}

/** Status, assignee and what goes with them hang together: who touched one has touched them all. */
function shareStanding(touched: Map<string, Touched>): ReadonlyMap<string, Touched> {
  const standing = [...touched].filter(([path]) => isStanding(path)).map(([, one]) => one);
  const other = standing.find((one) => one.other !== undefined)?.other;
  for (const one of standing) one.other = other;
  return touched;
}

/** Lists that are sets, and what names an element. */
const SETS: Readonly<Record<string, (element: unknown) => string>> = {
  labels: String,
  links: (link) => JSON.stringify(link),
};

/** Fields by name; elements of sets by the field's name, a space and what names them. */
function pathsOf(item: WorkItem | undefined): ReadonlyMap<string, unknown> {
  const paths = new Map<string, unknown>();
  for (const [field, value] of item === undefined ? [] : valuesOf(item)) {
    const nameOf = SETS[field];
    if (nameOf !== undefined && Array.isArray(value)) {
      for (const element of value) paths.set(`${field} ${nameOf(element)}`, element);
    } else if (!MARKS.has(field)) paths.set(field, value);
  }
  return paths;
}

function fieldOf(path: string): string {
  return path.split(" ", 1)[0] ?? path;
}

/** Null for a field that is not there. */
function valueAt(paths: ReadonlyMap<string, unknown>, field: string): unknown {
  if (SETS[field] === undefined) return paths.get(field) ?? null;
  return [...paths].filter(([path]) => fieldOf(path) === field).map(([, element]) => element);
}

function conflict(item: string, reason: string): Undo {
  return { conflicts: [{ item, reason }] };
}
