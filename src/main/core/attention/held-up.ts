import type { HeldUp } from "../../../shared/model/attention.ts";

/** What is looked up to say what does not go on meanwhile. */
export interface HeldUpFacts {
  /** Open items that wait for it by a link. */
  waiters(item: string): Iterable<string>;
  isOpen(item: string): boolean;
  /** Open convoys that hold the item. */
  convoysOf(item: string): readonly { readonly id: string; readonly title: string }[];
}

/** As many items as are named; more are counted. */
const NAMED = 50;
/** A ledger of very many linked items must not make a list slow: beyond that "at least so many" is enough. */
const COUNTED = 2_000;

/** Everything that waits for one of these items, over any number of steps, the items themselves first. Pure. */
export function holdUp(items: readonly string[], submissions: number, facts: HeldUpFacts): HeldUp {
  const seen = new Set(items.filter((item) => facts.isOpen(item)));
  // A set is walked in the order in which it grows, so that this goes outwards step by step.
  for (const item of seen) {
    if (seen.size >= COUNTED) break;
    for (const waiter of facts.waiters(item)) seen.add(waiter);
  }
  const convoys = new Map<string, { readonly id: string; readonly title: string }>();
  for (const item of seen) for (const convoy of facts.convoysOf(item)) convoys.set(convoy.id, convoy);
  return {
    items: [...seen].slice(0, NAMED),
    count: seen.size,
    convoys: [...convoys.values()].map(({ id, title }) => ({ id, title })),
    submissions,
  };
}
