import type { Point } from "./layout.ts";

/** What part of a graph is in sight: graph point `p` is drawn at `p * scale + offset`, in pixels of the pane. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Below this titles cannot be read even as shapes; above it nothing is gained. */
const SMALLEST = 0.2;
const LARGEST = 2;
/** Room kept around what is brought into sight. */
const RIM = 48;

/** Below this titles are hard to read: a graph that does not fit then is shown around its middle item instead. */
const READABLE = 0.8;

/** The whole graph in the middle, at most at its natural size. */
export function fit(graph: Size, pane: Size): View {
  if (graph.width === 0 || pane.width === 0) return { scale: 1, x: 0, y: 0 };
  const scale = clamp(Math.min(1, pane.width / graph.width, pane.height / graph.height));
  return { scale, x: (pane.width - graph.width * scale) / 2, y: (pane.height - graph.height * scale) / 2 };
}

/** The whole graph where it can be read so, else as much as can be read around a point of it. */
export function fitAround(point: Point, graph: Size, pane: Size): View {
  const whole = fit(graph, pane);
  if (whole.scale >= READABLE) return whole;
  const along = (at: number, length: number, room: number) => {
    const left = room - length * READABLE;
    // No room is given away beyond the graph's ends.
    return left >= 0 ? left / 2 : Math.max(left, Math.min(0, room / 2 - at * READABLE));
  };
  return {
    scale: READABLE,
    x: along(point.x, graph.width, pane.width),
    y: along(point.y, graph.height, pane.height),
  };
}

/** By a factor, with the point of the pane that is held staying where it is. */
export function zoom(view: View, factor: number, held: Point): View {
  const scale = clamp(view.scale * factor);
  const by = scale / view.scale;
  return { scale, x: held.x - (held.x - view.x) * by, y: held.y - (held.y - view.y) * by };
}

/** Moved as little as brings a point of the graph into sight. */
export function bringIntoSight(view: View, point: Point, pane: Size, node: Size): View {
  const shift = (middle: number, half: number, room: number) => {
    const reach = Math.min(half + RIM, room / 2);
    return Math.max(0, reach - middle) - Math.max(0, middle - (room - reach));
  };
  const x = point.x * view.scale + view.x;
  const y = point.y * view.scale + view.y;
  return {
    scale: view.scale,
    x: view.x + shift(x, (node.width / 2) * view.scale, pane.width),
    y: view.y + shift(y, (node.height / 2) * view.scale, pane.height),
  };
}

function clamp(scale: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, scale));
}
