import { useEffect, useMemo, useState } from "react";
import { type GraphLayout, type GraphShape, layOutGraph } from "./layout.ts";

/** So many are laid out within a frame; more go to a thread of their own. */
const AT_ONCE = 30;

/**
 * Where everything stands. It is laid out anew only when items or links come or go, and until that is done what was there
 * before stays; undefined only before the first time.
 */
export function useLayout(graph: GraphShape): GraphLayout | undefined {
  const key = shapeOf(graph);
  // The same as long as its shape is, whatever happens to the items.
  const [shape, setShape] = useState({ key, graph });
  if (shape.key !== key) setShape({ key, graph });
  const kept = shape.key === key ? shape.graph : graph;
  const isSmall = kept.nodes.length <= AT_ONCE;
  const atOnce = useMemo(() => (isSmall ? layOutGraph(kept) : undefined), [isSmall, kept]);
  const [later, setLater] = useState<GraphLayout>();
  useEffect(() => {
    if (isSmall) return undefined;
    const worker = new Worker(new URL("layout-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<GraphLayout>) => {
      setLater(data);
    });
    worker.postMessage({ nodes: kept.nodes.map(({ id }) => ({ id })), edges: kept.edges });
    return () => {
      worker.terminate();
    };
  }, [isSmall, kept]);
  return atOnce ?? later;
}

function shapeOf({ nodes, edges }: GraphShape): string {
  return `${nodes.map(({ id }) => id).join(" ")}|${edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`).join("|")}`;
}
