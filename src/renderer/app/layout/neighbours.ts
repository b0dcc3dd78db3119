import type { PaneSide } from "../../lib/panes.ts";

/** Pixels, from the dock's upper left corner. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Sashes and borders between areas that touch are narrower than this (pixels). */
const NEAR = 6;

/**
 * The area that lies next to `from` at that side: the nearest, and of several that are as near, the one with the longest
 * border in common. Undefined where `from` is at the edge.
 */
export function neighbourAt<T extends Area>(areas: readonly T[], from: Area, side: PaneSide): T | undefined {
  return areas
    .map((area) => ({ area, gap: gapTo(from, area, side), border: borderWith(from, area, side) }))
    .filter(({ gap, border }) => gap >= -NEAR && border > NEAR)
    .toSorted((a, b) => (Math.abs(a.gap - b.gap) > NEAR ? a.gap - b.gap : b.border - a.border))[0]?.area;
}

/** Pixels between them in that direction; negative where it lies elsewhere. */
function gapTo(from: Area, to: Area, side: PaneSide): number {
  switch (side) {
    case "left":
      return from.left - (to.left + to.width);
    case "right":
      return to.left - (from.left + from.width);
    case "above":
      return from.top - (to.top + to.height);
    case "below":
      return to.top - (from.top + from.height);
  }
}

function borderWith(from: Area, to: Area, side: PaneSide): number {
  return side === "left" || side === "right"
    ? Math.min(from.top + from.height, to.top + to.height) - Math.max(from.top, to.top)
    : Math.min(from.left + from.width, to.left + to.width) - Math.max(from.left, to.left);
}
