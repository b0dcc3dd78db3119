import { Maximize, Minus, Plus } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { GraphEdges } from "./graph-edges.tsx";
import { GraphNodeButton } from "./graph-node.tsx";
import { GraphMap } from "./graph-map.tsx";
import { type GraphLayout, NODE_HEIGHT, NODE_WIDTH, type Point, nodeTowards } from "./layout.ts";
import type { Neighbourhood } from "./neighbourhood.ts";
import { usePanning } from "./use-panning.ts";
import { type Size, type View, bringIntoSight, fit, fitAround, zoom } from "./view-box.ts";

export type GraphCanvasProps = {
  /** The item the graph is about, if it is about one. */
  readonly root: string | undefined;
  readonly around: Neighbourhood;
  /** Ids along the longest chain of open items. */
  readonly critical: readonly string[];
  onOpen(item: string): void;
};

const NODE: Size = { width: NODE_WIDTH, height: NODE_HEIGHT };
const STEP = 1.25;
/** What a wheel's notch, about 100 units, zooms. */
const WHEEL = 0.0022;

/** The graph itself: dragged and zoomed by pointer and wheel, walked with the arrow keys. */
export function GraphCanvas({ root: about, around, laid, critical, onOpen }: GraphCanvasProps & { laid: GraphLayout }) {
  const root = about ?? critical[0] ?? around.nodes[0]?.id ?? "";
  const pane = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  // Undefined until somebody moves it.
  const [moved, setMoved] = useState<View>();
  const [stop, setStop] = useState(root);
  const start = useMemo(() => fitAround(laid.places.get(root) ?? { x: 0, y: 0 }, laid, size), [laid, root, size]);
  const view = moved ?? start;
  const { isPanning, pan, settle } = usePanning();
  const panTo = useCallback(
    (next: View) => {
      pan();
      setMoved(next);
    },
    [pan],
  );
  const current = laid.places.has(stop) ? stop : root;
  const onPath = useMemo(() => new Set(critical), [critical]);

  useEffect(() => {
    const element = pane.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  const zoomBy = useCallback(
    (factor: number, held?: Point) => {
      settle();
      setMoved((before) => {
        const middle = { x: size.width / 2, y: size.height / 2 };
        return zoom(before ?? start, factor, held ?? middle);
      });
    },
    [settle, size, start],
  );
  useEffect(() => {
    const element = pane.current;
    if (element === null) return undefined;
    // React listens to wheels passively, which could not keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) {
        const box = element.getBoundingClientRect();
        zoomBy(Math.exp(-event.deltaY * WHEEL), { x: event.clientX - box.left, y: event.clientY - box.top });
        return;
      }
      pan();
      setMoved((before) => {
        const from = before ?? start;
        return { ...from, x: from.x - event.deltaX, y: from.y - event.deltaY };
      });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      element.removeEventListener("wheel", onWheel);
    };
  }, [pan, start, zoomBy]);

  const drag = useDrag(view, panTo);
  const goTo = (id: string | undefined) => {
    const place = id === undefined ? undefined : laid.places.get(id);
    if (id === undefined || place === undefined) return;
    setStop(id);
    setMoved(bringIntoSight(view, place, size, NODE));
    pane.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const steps: Readonly<Record<string, () => void>> = {
      "+": () => zoomBy(STEP),
      "=": () => zoomBy(STEP),
      "-": () => zoomBy(1 / STEP),
      "0": () => setMoved(fit(laid, size)),
      Home: () => goTo(root),
    };
    const isArrow = key === "ArrowLeft" || key === "ArrowRight" || key === "ArrowUp" || key === "ArrowDown";
    const step = isArrow ? () => goTo(nodeTowards(current, key, laid.places)) : steps[key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the nodes in it, between which they lead
    <div
      ref={pane}
      onKeyDown={onKeyDown}
      {...drag}
      className="relative min-h-0 flex-1 cursor-grab touch-none overflow-hidden bg-sunken outline-none active:cursor-grabbing"
    >
      <div
        role="group"
        aria-label="Items, in the order in which they can be done. Arrow keys lead from one to the next."
        className={classNames("absolute top-0 left-0 origin-top-left", isPanning && "will-change-transform")}
        style={{
          width: laid.width,
          height: laid.height,
          transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
        }}
      >
        <GraphEdges layout={laid} onPath={onPath} />
        {around.nodes.map((node) => {
          const place = laid.places.get(node.id);
          // What came in since stands as soon as it has its place.
          if (place === undefined) return null;
          return (
            <GraphNodeButton
              key={node.id}
              node={node}
              place={place}
              isRoot={node.id === about}
              isStop={node.id === current}
              isOnPath={onPath.has(node.id)}
              onFocus={setStop}
              onOpen={onOpen}
            />
          );
        })}
      </div>
      <GraphMap nodes={around.nodes} laid={laid} view={view} size={size} onMove={panTo} />
      <div className="absolute right-3 bottom-3 flex rounded-md bg-popup p-0.5 shadow-popup">
        <IconButton
          label="Farther away"
          keys="-"
          side="top"
          icon={<Minus />}
          onClick={() => {
            zoomBy(1 / STEP);
          }}
        />
        <IconButton
          label="Closer"
          keys="+"
          side="top"
          icon={<Plus />}
          onClick={() => {
            zoomBy(STEP);
          }}
        />
        <IconButton
          label="All in sight"
          keys="0"
          side="top"
          icon={<Maximize />}
          onClick={() => {
            setMoved(fit(laid, size));
          }}
        />
      </div>
    </div>
  );
}

/** Drags what lies behind the nodes. */
function useDrag(view: View, move: (view: View) => void) {
  const from = useRef<{ readonly x: number; readonly y: number }>(undefined);
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button") !== null)) return;
      from.current = { x: event.clientX - view.x, y: event.clientY - view.y };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const start = from.current;
      if (start !== undefined) move({ ...view, x: event.clientX - start.x, y: event.clientY - start.y });
    },
    onPointerUp() {
      from.current = undefined;
    },
    onPointerCancel() {
      from.current = undefined;
    },
  };
}
