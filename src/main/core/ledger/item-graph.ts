import type { WorkItem } from "../../../shared/model/work-item.ts";
import { isHoldingKind } from "../../../shared/model/item-words.ts";
import { isPersonsGate } from "./persons-gate.ts";
import { targetOfGate } from "./waits.ts";

/** Who is linked to whom, looked at from the other end. Kept by `take`, which is told of every change. */
export interface ItemGraph {
  /** Ids of its children, in no order. */
  children(id: string): ReadonlySet<string>;
  /** Those with a link to it that can hold them back. */
  waiters(id: string): ReadonlySet<string>;
  /** Gates that open when it is closed. */
  gatesOn(id: string): ReadonlySet<string>;
  /** Gates that are closed until a person opens them. */
  personsGates(): ReadonlySet<string>;
  /** All that wait for something, some more than once. */
  nodes(): Iterable<string>;
  take(before: WorkItem | undefined, after: WorkItem | undefined): void;
}

const NONE: ReadonlySet<string> = new Set();

export function createItemGraph(): ItemGraph {
  const children = new Map<string, Set<string>>();
  const waiters = new Map<string, Set<string>>();
  const gates = new Map<string, Set<string>>();
  const personsGates = new Set<string>();
  return {
    children: (id) => children.get(id) ?? NONE,
    waiters: (id) => waiters.get(id) ?? NONE,
    gatesOn: (id) => gates.get(id) ?? NONE,
    personsGates: () => personsGates,
    *nodes() {
      for (const ids of waiters.values()) yield* ids;
      for (const ids of gates.values()) yield* ids;
      yield* children.keys();
    },
    take(before, after) {
      if (before?.parent !== after?.parent) {
        remove(children, before?.parent, before);
        add(children, after?.parent, after);
      }
      if (before !== undefined) personsGates.delete(before.id);
      if (after !== undefined && isPersonsGate(after)) personsGates.add(after.id);
      const [wasOn, isOn] = [targetOfGate(before), targetOfGate(after)];
      if (wasOn !== isOn) {
        remove(gates, wasOn, before);
        add(gates, isOn, after);
      }
      if (before?.links === after?.links) return;
      for (const link of before?.links ?? []) if (isHoldingKind(link.kind)) remove(waiters, link.to, before);
      for (const link of after?.links ?? []) if (isHoldingKind(link.kind)) add(waiters, link.to, after);
    },
  };
}

function add(index: Map<string, Set<string>>, key: string | undefined, item: WorkItem | undefined): void {
  if (key === undefined || item === undefined) return;
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([item.id]));
  else known.add(item.id);
}

function remove(index: Map<string, Set<string>>, key: string | undefined, item: WorkItem | undefined): void {
  if (key === undefined || item === undefined) return;
  const known = index.get(key);
  known?.delete(item.id);
  if (known?.size === 0) index.delete(key);
}
