import { type EdgeLabel, Graph, type GraphLabel, type NodeLabel, layout } from "@dagrejs/dagre";
import type { GraphEdge } from "./neighbourhood.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a layout depends on: a node that only changes its state stays where it is. */
export interface GraphShape {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly GraphEdge[];
}

export interface PlacedEdge extends GraphEdge {
  readonly points: readonly Point[];
}

/** Everything in pixels at a scale of 1; nodes by their middle. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Point>;
  readonly edges: readonly PlacedEdge[];
}

export const NODE_WIDTH = 212;
export const NODE_HEIGHT = 46;
const MARGIN = 32;

/** Lays a graph out from left to right, in the order in which the work can be done. */
export function layOutGraph({ nodes, edges }: GraphShape): GraphLayout {
  // dagre gives nothing a size below nothing.
  if (nodes.length === 0) return { width: 0, height: 0, places: new Map(), edges: [] };
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 56, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const [nth, { from, to, sort }] of edges.entries()) {
    // What merely belongs together gives way to what waits.
    graph.setEdge(from, to, { weight: sort === "waits" ? 3 : 1 }, String(nth));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const place = (id: string): Point => {
    const { x = 0, y = 0 } = graph.node(id);
    return { x, y };
  };
  return {
    width,
    height,
    places: new Map(nodes.map(({ id }) => [id, place(id)])),
    edges: edges.map((edge, nth) => {
      const between = (graph.edge(edge.from, edge.to, String(nth)).points ?? []).slice(1, -1);
      // Of two nodes in neighbouring ranks dagre puts one point in between, which bends for nothing.
      return { ...edge, points: sideToSide(place(edge.from), place(edge.to), between.length === 1 ? [] : between) };
    }),
  };
}

/** A line through the points as an SVG path, which leaves and reaches each of them level. */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let from = first;
  const parts = [`M${at(first)}`];
  for (const to of rest) {
    const middle = (from.x + to.x) / 2;
    parts.push(`C${at({ x: middle, y: from.y })} ${at({ x: middle, y: to.y })} ${at(to)}`);
    from = to;
  }
  return parts.join(" ");
}

/** From the side of one node to the side of the other, by the way round what is between them. */
function sideToSide(from: Point, to: Point, between: readonly Point[]): readonly Point[] {
  const out = to.x >= from.x ? NODE_WIDTH / 2 : -NODE_WIDTH / 2;
  return [{ x: from.x + out, y: from.y }, ...between, { x: to.x - out, y: to.y }];
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}

/** The node to go to from another by an arrow key: the nearest in that direction, those straight ahead first. */
export function nodeTowards(
  from: string,
  key: "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown",
  places: ReadonlyMap<string, Point>,
): string | undefined {
  const start = places.get(from);
  if (start === undefined) return undefined;
  const isSideways = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const [id, place] of places) {
    const dx = place.x - start.x;
    const dy = place.y - start.y;
    const ahead = sign * (isSideways ? dx : dy);
    const aside = Math.abs(isSideways ? dy : dx);
    if (id === from || ahead < 1) continue;
    const cost = ahead + aside * 2;
    if (best === undefined || cost < best.cost) best = { id, cost };
  }
  return best?.id;
}
