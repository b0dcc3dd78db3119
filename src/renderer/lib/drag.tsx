import { showHidden } from "../../shared/hidden-text.ts";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { setCustomNativeDragPreview } from "@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview";
import { pointerOutsideOfPreview } from "@atlaskit/pragmatic-drag-and-drop/element/pointer-outside-of-preview";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { type Place, type Verdict, judgeMove } from "./moves/judge.ts";
import { useMoves } from "./moves/use-moves.ts";
import { countOf, lastPart } from "./names.ts";
import { useServices, useUi } from "./services.tsx";
import { withSelected } from "./ui-state.ts";

const ITEMS = "drover-items";
const AGENT = "drover-agent";

type DragData = Record<string | symbol, unknown>;

/** The items that a drag carries; undefined for every other drag. */
export function draggedItems(data: DragData): readonly string[] | undefined {
  const items: unknown = data["kind"] === ITEMS ? data["items"] : undefined;
  return Array.isArray(items) && items.every((item) => typeof item === "string") ? items : undefined;
}

/** An agent under way; without a project it works in any. */
export interface DraggedAgent {
  readonly path: string;
  readonly project?: string | undefined;
}

/** The agent that a drag carries; undefined for every other drag. */
export function draggedAgent(data: DragData): DraggedAgent | undefined {
  const { kind, path, project } = data;
  if (kind !== AGENT || typeof path !== "string") return undefined;
  return { path, project: typeof project === "string" ? project : undefined };
}

/** Lets an element be dragged as an item, with all that are picked out if it is among them. `label` hangs on the pointer. */
export function useDraggableItem(
  element: RefObject<HTMLElement | null>,
  item: string,
  options: { readonly label: string; readonly isEnabled: boolean },
): boolean {
  const { ui } = useServices();
  const { label } = options;
  // What was is only looked at.
  const isEnabled = useUi(({ past }) => past === undefined) && options.isEnabled;
  const [isDragging, setDragging] = useState(false);
  useEffect(() => {
    if (element.current === null || !isEnabled) return undefined;
    return draggable({
      element: element.current,
      getInitialData: () => ({ kind: ITEMS, items: withSelected(item, ui.store.getState()) }),
      onGenerateDragPreview({ nativeSetDragImage }) {
        const items = withSelected(item, ui.store.getState());
        showPreview(nativeSetDragImage, countOf(items), items.length === 1 ? label : "");
      },
      onDragStart() {
        setDragging(true);
        const items = withSelected(item, ui.store.getState());
        ui.set({ dragging: items });
        ui.announce(`Picked up ${countOf(items)}`);
      },
      onDrop() {
        setDragging(false);
        ui.set({ dragging: undefined });
      },
    });
  }, [element, item, label, isEnabled, ui]);
  return isDragging;
}

/** Lets an element be dragged as an agent, onto the item it shall work on. */
export function useDraggableAgent(element: RefObject<HTMLElement | null>, agent: DraggedAgent | undefined): boolean {
  const isNow = useUi(({ past }) => past === undefined);
  const [isDragging, setDragging] = useState(false);
  const path = agent?.path;
  const project = agent?.project;
  useEffect(() => {
    if (element.current === null || path === undefined || !isNow) return undefined;
    return draggable({
      element: element.current,
      getInitialData: () => ({ kind: AGENT, path, project }),
      onGenerateDragPreview({ nativeSetDragImage }) {
        showPreview(nativeSetDragImage, lastPart(path), "onto the item it shall work on, or a group");
      },
      onDragStart() {
        setDragging(true);
      },
      onDrop() {
        setDragging(false);
      },
    });
  }, [element, path, project, isNow]);
  return isDragging;
}

type SetImage = Parameters<typeof setCustomNativeDragPreview>[0]["nativeSetDragImage"];

function showPreview(nativeSetDragImage: SetImage, name: string, label: string): void {
  setCustomNativeDragPreview({
    nativeSetDragImage,
    getOffset: pointerOutsideOfPreview({ x: "12px", y: "8px" }),
    render({ container }) {
      const chip = document.createElement("div");
      chip.className =
        "flex max-w-72 items-center gap-2 rounded-md bg-accent-strong px-2.5 py-1.5 text-sm text-accent-ink";
      const id = document.createElement("span");
      id.className = "font-mono text-xs opacity-80";
      id.textContent = name;
      const title = document.createElement("span");
      title.className = "truncate";
      title.textContent = showHidden(label);
      chip.append(id, title);
      container.append(chip);
    },
  });
}

/** While items are dragged, what dropping them on a place would mean. */
export function useVerdict(place: Place | undefined): Verdict | undefined {
  const dragging = useUi((state) => state.dragging);
  const moves = useMoves();
  return useMemo(() => {
    if (dragging === undefined || place === undefined) return undefined;
    const items = moves.itemsOf(dragging);
    return items.length === 0 ? undefined : judgeMove(items, place, moves.queue);
  }, [dragging, place, moves]);
}

export interface MoveTarget {
  readonly isOver: boolean;
  /** While items are dragged; undefined where they are not, or where nothing can be dropped. */
  readonly verdict: Verdict | undefined;
}

/** Makes an element a place for items. What cannot be dropped there is told so when it is. */
export function useMoveTarget(element: RefObject<HTMLElement | null>, place: Place | undefined): MoveTarget {
  const { ui } = useServices();
  const moves = useMoves();
  const verdict = useVerdict(place);
  const isOver = useItemTarget(
    element,
    place === undefined
      ? undefined
      : (items) => {
          moves.drop(items, judgeMove(moves.itemsOf(items), place, moves.queue));
        },
  );
  const words = isOver && verdict !== undefined ? (verdict.isAllowed ? verdict.words : verdict.why) : undefined;
  useEffect(() => {
    if (words !== undefined) ui.announce(words);
  }, [words, ui]);
  return { isOver, verdict };
}

/** Makes an element take items that are dropped on it: they are slung to `to`, an agent or a project. */
export function useSlingTarget(element: RefObject<HTMLElement | null>, to: string | undefined): boolean {
  const { actions } = useServices();
  return useItemTarget(element, to === undefined ? undefined : (items) => void actions.sling(items, to));
}

/** Makes an element take items that are dropped on it, while there is something to do with them. Answers whether some hang over it. */
export function useItemTarget(
  element: RefObject<HTMLElement | null>,
  drop: ((items: readonly string[]) => void) | undefined,
): boolean {
  return useTarget(element, drop, draggedItems);
}

/** Makes an item take an agent that is dropped on it: the item is slung to it. Answers whether one hangs over it. */
export function useAgentDrop(element: RefObject<HTMLElement | null>, item: string): boolean {
  const moves = useMoves();
  return useTarget(
    element,
    ({ path, project }) => {
      const place: Place = { kind: "agent", agent: path, project };
      moves.drop([item], judgeMove(moves.itemsOf([item]), place, moves.queue));
    },
    draggedAgent,
  );
}

/** Makes an element take agents that are dropped on it. Answers whether one hangs over it. */
export function useAgentTarget(element: RefObject<HTMLElement | null>, drop: (agent: string) => void): boolean {
  const isNow = useUi(({ past }) => past === undefined);
  const take = ({ path }: DraggedAgent) => {
    drop(path);
  };
  return useTarget(element, isNow ? take : undefined, draggedAgent);
}

function useTarget<T>(
  element: RefObject<HTMLElement | null>,
  drop: ((dropped: T) => void) | undefined,
  read: (data: DragData) => T | undefined,
): boolean {
  const [isOver, setOver] = useState(false);
  const deed = useRef(drop);
  useEffect(() => {
    deed.current = drop;
  });
  const isTarget = drop !== undefined;
  useEffect(() => {
    if (element.current === null || !isTarget) return undefined;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => read(source.data) !== undefined,
      onDragEnter() {
        setOver(true);
      },
      onDragLeave() {
        setOver(false);
      },
      onDrop({ source, location, self }) {
        setOver(false);
        // The innermost of nested targets takes it.
        if (location.current.dropTargets[0]?.element !== self.element) return;
        const dropped = read(source.data);
        if (dropped !== undefined) deed.current?.(dropped);
      },
    });
  }, [element, isTarget, read]);
  return isOver;
}
