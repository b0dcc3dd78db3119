import type { LedgerName } from "../../../shared/model/event.ts";
import { isHoldingKind, TYPES_WITHOUT_WORK } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { type Circle, type Edge, createCircles } from "./circles.ts";
import { createItemGraph } from "./item-graph.ts";
import { createReadyLists, type ReadyKey } from "./ready-lists.ts";
import { NEVER, type Wait, type WaitFacts, deferredUntil, edgesOf, targetOfGate, waitsOf } from "./waits.ts";

/**
 * How items wait for one another, and which could be started. Kept up to date: a change marks what it touches, and whoever asks
 * next has only that put in its place.
 */
export interface Readiness {
  /** What it waits for now: first by its links, then its children. */
  waits(id: string): readonly Wait[];
  /**
   * The items that have to do something before it can start: those it is linked to, children of those whose children it
   * gathers, its own open children. Unknown ids count as open.
   */
  blockedBy(id: string): readonly string[];
  /** Open items that wait for it by a link. */
  unblocks(id: string): readonly string[];
  /** Ids of its children, in no order. */
  children(id: string): ReadonlySet<string>;
  /** Those linked to it by a kind that can hold back, open or not. */
  waiters(id: string): ReadonlySet<string>;
  /** Gates that open when it closes. */
  gatesOn(id: string): ReadonlySet<string>;
  /** Gates at which open items wait for nothing but a person who opens them. */
  personsGates(): readonly string[];
  /** What it waits for, open or not: the edges of the graph that must have no cycle. */
  waitsFor(id: string): readonly string[];
  /** Before when it is not to be started, by its own deferral or an ancestor's; 0 for at once. */
  deferredUntil(id: string): number;
  /** Circles that came together from different clones. */
  circles(): readonly Circle[];
  isReady(id: string, now: number): boolean;
  /**
   * Open, unblocked, not deferred at `now`, nobody's, and work: the most urgent first, then what unblocks most, then the oldest.
   * Of one ledger, or of all. Must be used up before the next change.
   */
  ready(now: number, ledger?: LedgerName): Iterable<string>;
  /** When the next item becomes ready by itself, as its time or that of a timer comes; undefined when none does. */
  nextTime(): number | undefined;
  [Symbol.dispose](): void;
}

export interface ReadinessOptions {
  /** Milliseconds since 1970: a gate's timer opens without anybody doing anything. */
  now(): number;
  /** Was there and was deleted, so that nothing waits for it. */
  isDeleted?(id: string): boolean;
  /** Orders edges by age, the oldest first, alike in all clones. Without it, by when what waits was created. */
  compareAge?(a: Edge, b: Edge): number;
}

const NOBODY: readonly string[] = [];
const WITHOUT_WORK: ReadonlySet<string> = new Set(TYPES_WITHOUT_WORK);

export function createReadiness(table: RecordTable<WorkItem>, options: ReadinessOptions): Readiness {
  const graph = createItemGraph();
  /** A ledger was opened, and nobody has asked since: with very many items that is done once for all of them. */
  let isBehind = true;
  const waitsFor = (id: string) => {
    const item = table.get(id);
    return item === undefined ? [...graph.children(id)] : edgesOf(item, graph.children(id));
  };
  const circles = createCircles({
    edges: waitsFor,
    isAwaited: (id) => graph.waiters(id).size > 0 || graph.gatesOn(id).size > 0 || table.get(id)?.parent !== undefined,
    nodes: graph.nodes,
    compareAge: options.compareAge ?? byCreation,
  });
  const facts: WaitFacts = {
    get: (id) => table.get(id),
    isDeleted: (id) => options.isDeleted?.(id) ?? false,
    children: graph.children,
    isIgnored: circles.isIgnored,
  };
  const lists = createReadyLists(
    (id) => keyOf(table.get(id)),
    function* () {
      for (const item of table.values()) {
        const key = keyOf(item);
        if (key !== undefined) yield key;
      }
    },
  );

  const isOpen = (id: string) => {
    const item = table.get(id);
    return item !== undefined && item.status !== "closed";
  };
  const unblocks = (id: string) => {
    const waiters = graph.waiters(id);
    return waiters.size === 0 ? NOBODY : [...waiters].filter((waiter) => isOpen(waiter));
  };

  /** Every answer asks for this first. */
  function catchUp(): void {
    if (!isBehind) return;
    isBehind = false;
    lists.touchAll();
    for (const item of table.values()) {
      if (item.links.length > 0 || item.parent !== undefined || item.gate !== undefined) take(undefined, item);
    }
  }

  /** Undefined for what is not ready, whatever the time. */
  function keyOf(item: WorkItem | undefined): ReadyKey | undefined {
    if (item === undefined || item.status !== "open" || item.assignee !== undefined) return undefined;
    if (WITHOUT_WORK.has(item.type)) return undefined;
    let from = item.deferredUntil === undefined && item.parent === undefined ? 0 : deferredUntil(facts, item);
    for (const wait of waitsOf(facts, item)) from = Math.max(from, wait.until);
    if (from === NEVER) return undefined;
    const { id, priority, createdAt } = item;
    return { id, priority, unblocks: unblocks(id).length, createdAt, ledger: table.ledgerOf(id) ?? "workspace", from };
  }

  function byCreation(a: Edge, b: Edge): number {
    return (table.get(a.from)?.createdAt ?? 0) - (table.get(b.from)?.createdAt ?? 0) || compareEdges(a, b);
  }

  /** Every answer that depends on circles asks for this first; nothing changes while none is asked. */
  function settle(): void {
    catchUp();
    for (const id of circles.refresh()) touchAround(id);
  }

  /** It and whoever looks at whether it is closed. */
  function touchAround(id: string): void {
    lists.touch(id);
    for (const waiter of graph.waiters(id)) lists.touch(waiter);
    const parent = table.get(id)?.parent;
    if (parent !== undefined) touchParent(parent);
  }

  function touchParent(parent: string): void {
    lists.touch(parent);
    for (const waiter of graph.waiters(parent)) lists.touch(waiter);
  }

  function touchDescendants(id: string): void {
    const seen = new Set([id]);
    for (const one of seen) {
      for (const child of graph.children(one)) seen.add(child);
      lists.touch(one);
    }
  }

  function take(before: WorkItem | undefined, after: WorkItem | undefined): void {
    graph.take(before, after);
    const item = after ?? before;
    if (item === undefined) return;
    const { id } = item;
    lists.touch(id);
    const isTurned = standing(before) !== standing(after) || before?.gate !== after?.gate;
    const isRelinked = before?.links !== after?.links;
    const isMoved = before?.parent !== after?.parent;
    const isRegated = targetOfGate(before) !== targetOfGate(after);
    if (isRelinked || isMoved || isRegated || isTurned) {
      // The edge from a parent is the parent's.
      if (isMoved && after?.parent !== undefined) circles.changed(after.parent, true);
      circles.changed(id, after !== undefined && (isRelinked || isRegated) && hasEdges(after));
    }
    for (const side of [before, after]) {
      if (side === undefined) continue;
      // How much it unblocks orders what it waits for.
      if (isTurned || isRelinked) for (const link of side.links) if (isHoldingKind(link.kind)) lists.touch(link.to);
      if (side.parent !== undefined && (isTurned || isMoved)) touchParent(side.parent);
    }
    if (isTurned) {
      for (const waiter of graph.waiters(id)) lists.touch(waiter);
      for (const gate of graph.gatesOn(id)) touchAround(gate);
    }
    const wasPutOff = before?.deferredUntil !== after?.deferredUntil || isDeferred(before) !== isDeferred(after);
    if ((wasPutOff || isMoved) && graph.children(id).size > 0) touchDescendants(id);
  }

  const watching = table.watch(
    ({ before, after }) => {
      take(before, after);
    },
    () => {
      isBehind = true;
    },
  );
  /** For answers that look at the graph alone. */
  const caughtUp =
    <T>(answer: (id: string) => T) =>
    (id: string): T => {
      catchUp();
      return answer(id);
    };

  function waits(id: string): readonly Wait[] {
    settle();
    const item = table.get(id);
    if (item === undefined) return [];
    const all = waitsOf(facts, item);
    if (all.length === 0) return all;
    const now = options.now();
    return all.filter((wait) => wait.until > now);
  }

  return {
    waits,
    blockedBy: (id) => [...new Set(waits(id).flatMap((wait) => wait.items))],
    unblocks: caughtUp(unblocks),
    children: caughtUp(graph.children),
    waiters: caughtUp(graph.waiters),
    gatesOn: caughtUp(graph.gatesOn),
    personsGates() {
      settle();
      const now = options.now();
      return [...graph.personsGates()].filter((id) => {
        const gate = table.get(id);
        const isUp = gate !== undefined && deferredUntil(facts, gate) <= now && waits(id).length === 0;
        return isUp && unblocks(id).length > 0;
      });
    },
    waitsFor: caughtUp(waitsFor),
    deferredUntil(id) {
      const item = table.get(id);
      return item === undefined ? 0 : deferredUntil(facts, item);
    },
    circles() {
      settle();
      return circles.list();
    },
    isReady(id, now) {
      settle();
      return lists.isReady(id, now);
    },
    ready(now, ledger) {
      settle();
      return lists.ready(now, ledger);
    },
    nextTime() {
      settle();
      return lists.nextTime(options.now());
    },
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
    },
  };
}

/** What of it others' waiting depends on. */
function standing(item: WorkItem | undefined): string {
  if (item === undefined) return "gone";
  return item.status === "closed" ? `closed ${item.outcome ?? "done"}` : item.type === "gate" ? "gate" : "open";
}

function hasEdges(item: WorkItem): boolean {
  return item.type === "gate" || item.links.some((link) => isHoldingKind(link.kind));
}

function isDeferred(item: WorkItem | undefined): boolean {
  return item?.status === "deferred" || item?.status === "closed";
}

function compareEdges(a: Edge, b: Edge): number {
  const [x, y] = [`${a.from} ${a.to}`, `${b.from} ${b.to}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
