import { isHoldingKind } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";

/** What the rules of waiting look at. All of it as of now. */
export interface WaitFacts {
  get(id: string): WorkItem | undefined;
  /** Was there once, and was deleted: nothing waits for it. */
  isDeleted(id: string): boolean;
  children(id: string): ReadonlySet<string>;
  /** `from` would wait for `to`, but that edge closes a circle and does not count. */
  isIgnored(from: string, to: string): boolean;
}

/**
 * One reason to wait. item: `on` is not closed, or has open children · children: its own open ones · condition: begins only
 * once `on` is closed as failed · moot: `on` is closed as done, so it never begins · fan-in: children of `on` ·
 * gate: `on` is closed to it · unknown: no open ledger has `on` · external: `on` lies outside of all ledgers.
 */
export interface Wait {
  readonly kind: "item" | "children" | "condition" | "moot" | "fan-in" | "gate" | "unknown" | "external";
  readonly on: string;
  /** What has to happen to which items; `on` itself, or children. */
  readonly items: readonly string[];
  /** Milliseconds since 1970 at which it ends by itself; NEVER when others have to do something. */
  readonly until: number;
}

export const NEVER = Number.POSITIVE_INFINITY;
/** Begins what stands outside of all ledgers: another system's ticket, a delivery. */
export const EXTERNAL = "external:";

interface Waiting {
  readonly type: string;
  readonly gate?: WorkItem["gate"] | undefined;
}

/** The item that a gate of the kind `item` stands for. */
export function targetOfGate(item: Waiting | undefined): string | undefined {
  return item?.type === "gate" && item.gate?.kind === "item" ? item.gate.for : undefined;
}

/** From when on it counts as closed: 0 for what is closed or deleted, a time for a timer's gate, else NEVER. */
export function closedFrom(facts: WaitFacts, id: string): number {
  const item = facts.get(id);
  if (item === undefined) return facts.isDeleted(id) ? 0 : NEVER;
  if (item.status === "closed") return 0;
  if (item.type !== "gate" || item.gate === undefined) return NEVER;
  if (item.gate.kind === "timer") return item.gate.until ?? NEVER;
  const target = targetOfGate(item);
  if (target === undefined) return NEVER;
  if (facts.isIgnored(id, target)) return 0;
  const found = facts.get(target);
  return found === undefined ? (facts.isDeleted(target) ? 0 : NEVER) : found.status === "closed" ? 0 : NEVER;
}

/** Like `closedFrom`, but a parent that was closed over open children is not done. */
function settledFrom(facts: WaitFacts, id: string): number {
  let from = closedFrom(facts, id);
  for (const child of facts.children(id)) {
    if (!facts.isIgnored(id, child)) from = Math.max(from, closedFrom(facts, child));
  }
  return from;
}

const NOTHING: readonly Wait[] = [];

/** All that it waits for, whatever the time: those whose `until` has come are over. */
export function waitsOf(facts: WaitFacts, item: WorkItem): readonly Wait[] {
  const children = facts.children(item.id);
  if (children.size === 0 && item.links.length === 0) return NOTHING;
  const waits: Wait[] = [];
  for (const link of item.links) {
    if (!isHoldingKind(link.kind) || facts.isIgnored(item.id, link.to)) continue;
    const wait = waitOfLink(facts, link);
    if (wait !== undefined) waits.push(wait);
  }
  const open = [...children].filter((child) => !facts.isIgnored(item.id, child) && closedFrom(facts, child) > 0);
  for (const child of open) {
    waits.push({ kind: "children", on: child, items: [child], until: closedFrom(facts, child) });
  }
  return waits;
}

function waitOfLink(facts: WaitFacts, link: WorkItem["links"][number]): Wait | undefined {
  const on = link.to;
  const target = facts.get(on);
  if (target === undefined) {
    if (facts.isDeleted(on)) return undefined;
    return { kind: on.startsWith(EXTERNAL) ? "external" : "unknown", on, items: [on], until: NEVER };
  }
  if (link.kind === "waits-for") return fanIn(facts, on, link.mode ?? "all-children");
  if (link.kind === "conditional-blocks") {
    if (target.status !== "closed") return { kind: "condition", on, items: [on], until: NEVER };
    return target.outcome === "failed" ? undefined : { kind: "moot", on, items: [on], until: NEVER };
  }
  const until = settledFrom(facts, on);
  if (until === 0) return undefined;
  return { kind: target.type === "gate" ? "gate" : "item", on, items: [on], until };
}

/** Without any children yet it waits: what it gathers is still to be made. */
function fanIn(facts: WaitFacts, on: string, mode: "all-children" | "any-children"): Wait | undefined {
  const all = [...facts.children(on)];
  if (all.length === 0) return { kind: "fan-in", on, items: [on], until: NEVER };
  const times = all.map((child) => closedFrom(facts, child));
  const until = mode === "any-children" ? Math.min(...times) : Math.max(...times);
  if (until === 0) return undefined;
  return { kind: "fan-in", on, items: all.filter((_, n) => times[n] !== 0), until };
}

/** Of an item's ancestors, itself first: until when the furthest is put off; NEVER while one has the status deferred. */
export function deferredUntil(facts: Pick<WaitFacts, "get">, item: WorkItem): number {
  let until = 0;
  const seen = new Set<string>();
  for (let at: WorkItem | undefined = item; at !== undefined && !seen.has(at.id);) {
    seen.add(at.id);
    if (at.status !== "closed") until = Math.max(until, at.status === "deferred" ? NEVER : (at.deferredUntil ?? 0));
    at = at.parent === undefined ? undefined : facts.get(at.parent);
  }
  return until;
}

/** What it waits for, closed or not, in the graph that must have no circle. A fan-in stands for the parent and so for its children. */
export function edgesOf(item: Waiting & Pick<WorkItem, "links">, children: ReadonlySet<string>): readonly string[] {
  const target = targetOfGate(item);
  const edges = item.links.filter((link) => isHoldingKind(link.kind)).map((link) => link.to);
  if (target !== undefined) edges.push(target);
  edges.push(...children);
  return edges;
}
