import type { Outlook } from "../../lib/convoys/use-outlook.ts";

export interface Chart {
  /** SVG paths in the pixels that were given. */
  readonly total: string;
  readonly closed: string;
  readonly closedArea: string;
  /** From now to where the forecast sees the end; undefined where it sees none. */
  readonly ahead: { readonly line: string; readonly area: string } | undefined;
  /** Where now stands, while something is ahead. */
  readonly nowAt: number | undefined;
}

export interface ChartBox {
  readonly width: number;
  readonly height: number;
  readonly now: number;
}

/** Of the height: all items together stay below the upper rim. */
const HEAD = 0.9;

/** A burn-up as lines: counts change in steps, what is ahead is straight. Undefined where there is nothing to draw. */
export function chartOf(
  points: Outlook["burnUp"],
  { state, earliest, likely, latest }: Outlook["forecast"],
  { width, height, now }: ChartBox,
): Chart | undefined {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const isAhead = state === "known" && earliest !== undefined && likely !== undefined && latest !== undefined;
  const end = Math.max(last.at, isAhead ? latest : 0);
  const span = Math.max(1, end - first.at);
  const most = Math.max(1, ...points.map(({ total }) => total));
  const x = (at: number) => round(((at - first.at) / span) * width);
  const y = (count: number) => round(height - (count / most) * height * HEAD);
  const steps = (read: (point: (typeof points)[number]) => number) =>
    points.map((point, nth) => {
      const at = `${x(point.at)},${y(read(point))}`;
      const before = points[nth - 1];
      return before === undefined ? `M${at}` : `L${x(point.at)},${y(read(before))} L${at}`;
    });
  const closed = steps((point) => point.closed).join(" ");
  const from = `${x(Math.max(now, last.at))},${y(last.closed)}`;
  return {
    total: `${steps((point) => point.total).join(" ")} L${width},${y(last.total)}`,
    closed,
    closedArea: `${closed} L${x(last.at)},${height} L0,${height} Z`,
    ahead: isAhead
      ? {
          line: `M${from} L${x(likely)},${y(last.total)}`,
          area: `M${from} L${x(earliest)},${y(last.total)} L${x(latest)},${y(last.total)} Z`,
        }
      : undefined,
    nowAt: isAhead ? x(last.at) : undefined,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
