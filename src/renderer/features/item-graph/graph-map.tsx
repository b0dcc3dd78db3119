import { type PointerEvent, memo } from "react";
import { stageTone } from "../../lib/stage.ts";
import { type GraphLayout, NODE_HEIGHT, NODE_WIDTH } from "./layout.ts";
import type { GraphNode } from "./neighbourhood.ts";
import { type Size, type View, fit } from "./view-box.ts";

export type GraphMapProps = {
  readonly nodes: readonly GraphNode[];
  readonly laid: GraphLayout;
  readonly view: View;
  /** Of the pane. */
  readonly size: Size;
  onMove(view: View): void;
};

const MAP: Size = { width: 168, height: 108 };

/** The whole graph in a corner, with what is in sight of it; a press brings a place into the middle. Shown where not all is in sight. */
export function GraphMap({ nodes, laid, view, size, onMove }: GraphMapProps) {
  const isAllInSight = laid.width * view.scale <= size.width + 1 && laid.height * view.scale <= size.height + 1;
  if (isAllInSight || size.width === 0) return null;
  const map = fitInto(laid, MAP);
  const moveTo = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.left - map.x) / map.scale;
    const y = (event.clientY - box.top - map.y) / map.scale;
    onMove({ scale: view.scale, x: size.width / 2 - x * view.scale, y: size.height / 2 - y * view.scale });
  };
  const seen = { x: -view.x / view.scale, y: -view.y / view.scale };
  return (
    // The keyboard moves in the graph itself.
    <svg
      aria-hidden="true"
      data-testid="graph-map"
      width={MAP.width}
      height={MAP.height}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event);
      }}
      className="absolute bottom-3 left-3 cursor-pointer rounded-md bg-popup shadow-popup"
    >
      <g transform={`translate(${map.x} ${map.y}) scale(${map.scale})`}>
        <Marks nodes={nodes} laid={laid} />
        <rect
          x={seen.x}
          y={seen.y}
          width={size.width / view.scale}
          height={size.height / view.scale}
          vectorEffect="non-scaling-stroke"
          className="fill-accent/10 stroke-accent"
        />
      </g>
    </svg>
  );
}

const Marks = memo(function Marks({ nodes, laid }: Pick<GraphMapProps, "nodes" | "laid">) {
  return nodes.map(({ id, item }) => {
    const place = laid.places.get(id);
    if (place === undefined) return null;
    return (
      <rect
        key={id}
        data-tone={item === undefined ? "faint" : stageTone[item.stage]}
        x={place.x - NODE_WIDTH / 2}
        y={place.y - NODE_HEIGHT / 2}
        width={NODE_WIDTH}
        height={NODE_HEIGHT}
        className="fill-tone opacity-70"
      />
    );
  });
});

/** Also a small graph is drawn over the whole map. */
function fitInto(graph: Size, map: Size): View {
  const scale = Math.min(map.width / graph.width, map.height / graph.height);
  const { x, y } = fit({ width: graph.width * scale, height: graph.height * scale }, map);
  return { scale, x, y };
}
