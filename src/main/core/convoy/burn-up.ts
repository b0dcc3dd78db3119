import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { Convoy } from "../../../shared/model/convoy.ts";
import type { ConvoyEvent } from "./decide.ts";

type BurnUp = OutputOf<"convoy.outlook">["burnUp"];

/** More cannot be told apart on a screen. */
const MOST_POINTS = 200;

/** How a convoy filled and emptied. What its trail no longer tells of, e.g. that of an older version, has been in it from the start. */
export function burnUpOf(
  convoy: Convoy,
  facts: {
    readonly trail: readonly LedgerEvent[];
    /** Of a closed item: when it was closed. */
    closedAt(item: string): number | undefined;
    readonly now: number;
  },
): BurnUp {
  const changes: { readonly at: number; readonly total: number; readonly closed: number }[] = [];
  let told = 0;
  for (const raw of facts.trail) {
    const event = raw as ConvoyEvent;
    const by =
      event.type === "convoyCreated" || event.type === "convoyItemsAdded"
        ? event.data.items.length
        : event.type === "convoyItemsRemoved"
          ? -event.data.items.length
          : 0;
    if (by !== 0) changes.push({ at: event.at, total: by, closed: 0 });
    told += by;
  }
  const untold = convoy.items.length - told;
  if (untold !== 0) changes.push({ at: convoy.createdAt, total: untold, closed: 0 });
  for (const item of convoy.items) {
    const at = facts.closedAt(item);
    // Closed before it came in: it came in closed.
    if (at !== undefined) changes.push({ at: Math.max(at, convoy.createdAt), total: 0, closed: 1 });
  }
  const sum = { total: 0, closed: 0 };
  const points: BurnUp = [];
  for (const { at, total, closed } of changes.toSorted((a, b) => a.at - b.at)) {
    sum.total += total;
    sum.closed += closed;
    if (points.at(-1)?.at === at) points.pop();
    points.push({ at, ...sum });
  }
  const end = convoy.closedAt ?? facts.now;
  if ((points.at(-1)?.at ?? 0) < end) points.push({ at: end, ...sum });
  return thinned(points);
}

function thinned(points: BurnUp): BurnUp {
  if (points.length <= MOST_POINTS) return points;
  const step = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, nth) => points[Math.round(nth * step)]).filter(
    (one) => one !== undefined,
  );
}
