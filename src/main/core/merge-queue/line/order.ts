import type { Submission } from "../../../../shared/model/submission.ts";

/** An hour in the queue is worth one step of priority, so that nothing starves. */
const AGEING_MS = 60 * 60_000;

export interface OrderFacts {
  readonly now: number;
  /** When the convoy began that an item belongs to; undefined for one that belongs to none. */
  convoySince(item: string): number | undefined;
}

/** Smaller is sooner. Those of one rank are of one priority and of about one hour, or as good as that. */
export function rankOf({ priority, submittedAt }: Pick<Submission, "priority" | "submittedAt">, now: number): number {
  return priority - Math.floor(Math.max(0, now - submittedAt) / AGEING_MS);
}

/**
 * The order in which submissions are taken: where the user put them; then by priority, raised by age; then by the age of the
 * convoy, so that what was begun is finished; then first come, first served: as given, where even that is the same.
 */
export function inOrder(queue: Iterable<Submission>, { now, convoySince }: OrderFacts): readonly Submission[] {
  const keyed = [...queue].map((one) => ({
    one,
    place: one.place ?? Number.POSITIVE_INFINITY,
    rank: rankOf(one, now),
    since: convoySince(one.item) ?? one.submittedAt,
  }));
  return keyed
    .toSorted(
      (a, b) =>
        compare(a.place, b.place) || a.rank - b.rank || a.since - b.since || a.one.submittedAt - b.one.submittedAt,
    )
    .map(({ one }) => one);
}

/** Also for places that are both infinite. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * The same line with those first, among neighbours of one rank, that touch none of the files of those before them: they can hardly turn one
 * another red or conflict. What the user placed stays where it is, and the first of the line is first in any case, so that nothing is
 * passed over for ever.
 */
export function disjointFirst(
  line: readonly Submission[],
  filesOf: (one: Submission) => readonly string[],
  now: number,
): readonly Submission[] {
  const taken = new Set<string>();
  const arranged: Submission[] = [];
  const take = (one: Submission) => {
    arranged.push(one);
    for (const file of filesOf(one)) taken.add(file);
  };
  const placed = line.filter((one) => one.place !== undefined);
  for (const one of placed) take(one);
  const rest = line.filter((one) => one.place === undefined);
  for (let at = 0; at < rest.length;) {
    const rank = rankOf(rest[at] ?? neverEmpty(), now);
    const group = rest.slice(at).filter((one) => rankOf(one, now) === rank);
    const overlapping: Submission[] = [];
    for (const one of group) {
      if (filesOf(one).some((file) => taken.has(file))) overlapping.push(one);
      else take(one);
    }
    for (const one of overlapping) take(one);
    at += group.length;
  }
  return arranged;
}

function neverEmpty(): never {
  throw new Error("The line ended before its end.");
}

/**
 * Places that put `one` where it is wanted: in front of or behind another one, or first. All that then stand before it get a place
 * too, or age and priority would move them. Undefined takes a place away. `line`: all that wait on its branch, in order.
 */
export function placesFor(
  one: Submission,
  to: { readonly before: string } | { readonly after: string } | "first" | "by-rule",
  line: readonly Submission[],
): ReadonlyMap<string, number | undefined> {
  if (to === "by-rule") return new Map(one.place === undefined ? [] : [[one.id, undefined]]);
  const others = line.filter(({ id }) => id !== one.id);
  const at =
    to === "first"
      ? 0
      : "before" in to
        ? others.findIndex(({ id }) => id === to.before)
        : others.findIndex(({ id }) => id === to.after) + 1;
  const wanted = others.toSpliced(Math.max(0, at), 0, one);
  const lastPlaced = Math.max(
    Math.max(0, at),
    wanted.findLastIndex(({ place }) => place !== undefined),
  );
  return new Map(
    wanted
      .slice(0, lastPlaced + 1)
      .map(({ id }, index) => [id, index + 1] as const)
      .filter(([id, place]) => wanted.find((other) => other.id === id)?.place !== place),
  );
}
