import { FEATURES, type Feature, PAIRS } from "./features.ts";
import { pick, seededRandom } from "./random.ts";

/** Which items have which trouble. Only their scripts know of it. */
export interface Troubles {
  /** Both change the same line at the same time. */
  readonly conflict: readonly [string, string];
  /** Submits without having run the tests. */
  readonly redGate: string;
  /** Its session ends in the middle. */
  readonly crash: string;
  /** Goes silent in the middle, until somebody talks to it. */
  readonly stall: string;
}

export interface PlannedItem {
  readonly feature: Feature;
  readonly after: readonly string[];
  /** Stretches this agent's pauses, so that they do not all move in step. */
  readonly tempo: number;
}

export interface DemoPlan {
  readonly items: readonly PlannedItem[];
  readonly troubles: Troubles;
}

/**
 * What happens in a demo with this seed. Of the pairs that meet in one line the conflicting one works at once; in the
 * others the second waits for the first, as a careful plan would have it. Blockers stand before what waits for them.
 */
export function planDemo(seed: number): DemoPlan {
  const random = seededRandom(seed);
  const conflict = pick(random, PAIRS);
  const waits = new Map(PAIRS.filter((pair) => pair !== conflict).map(([first, second]) => [second, first]));
  const after = (feature: Feature) => {
    const first = waits.get(feature.key);
    return [...(feature.after ?? []), ...(first === undefined ? [] : [first])];
  };
  const awaited = new Set(FEATURES.flatMap(after));
  const inConflict = (key: string) => conflict.includes(key);

  // One that nobody waits for, so that the others go on meanwhile.
  const stall = pick(
    random,
    FEATURES.filter((one) => !inConflict(one.key) && after(one).length === 0 && !awaited.has(one.key)),
  ).key;
  const others = FEATURES.filter((one) => !inConflict(one.key) && one.key !== stall);
  const redGate = pick(
    random,
    others.filter((one) => one.slip !== undefined),
  ).key;
  const crash = pick(
    random,
    others.filter((one) => one.key !== redGate),
  ).key;
  const items = FEATURES.map((feature) => ({ feature, after: after(feature), tempo: 0.8 + 0.5 * random() }));
  return { items: inOrder(items), troubles: { conflict, redGate, crash, stall } };
}

/** Each behind what it waits for; otherwise as they were. */
function inOrder(items: readonly PlannedItem[]): PlannedItem[] {
  const ordered: PlannedItem[] = [];
  const placed = new Set<string>();
  while (ordered.length < items.length) {
    const next = items.find((one) => !placed.has(one.feature.key) && one.after.every((key) => placed.has(key)));
    if (next === undefined) throw new Error("The demo's items wait for one another in a circle.");
    ordered.push(next);
    placed.add(next.feature.key);
  }
  return ordered;
}
