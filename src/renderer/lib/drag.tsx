import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { setCustomNativeDragPreview } from "@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview";
import { pointerOutsideOfPreview } from "@atlaskit/pragmatic-drag-and-drop/element/pointer-outside-of-preview";
import { type RefObject, useEffect, useRef, useState } from "react";
import { countOf } from "./names.ts";
import { useServices, useUi } from "./services.tsx";
import { withSelected } from "./ui-state.ts";

const KIND = "drover-items";

interface DraggedItems {
  readonly kind: typeof KIND;
  readonly items: readonly string[];
}

function isDraggedItems(
  data: Record<string | symbol, unknown>,
): data is Record<string | symbol, unknown> & DraggedItems {
  return data["kind"] === KIND && Array.isArray(data["items"]);
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
      getInitialData: () => ({ kind: KIND, items: withSelected(item, ui.store.getState()) }),
      onGenerateDragPreview({ nativeSetDragImage }) {
        setCustomNativeDragPreview({
          nativeSetDragImage,
          getOffset: pointerOutsideOfPreview({ x: "12px", y: "8px" }),
          render({ container }) {
            const items = withSelected(item, ui.store.getState());
            container.append(dragPreview(countOf(items), items.length === 1 ? label : ""));
          },
        });
      },
      onDragStart() {
        setDragging(true);
        ui.set({ dragging: withSelected(item, ui.store.getState()) });
      },
      onDrop() {
        setDragging(false);
        ui.set({ dragging: undefined });
      },
    });
  }, [element, item, label, isEnabled, ui]);
  return isDragging;
}

function dragPreview(item: string, label: string): HTMLElement {
  const chip = document.createElement("div");
  chip.className = "flex max-w-72 items-center gap-2 rounded-md bg-accent-strong px-2.5 py-1.5 text-sm text-accent-ink";
  const id = document.createElement("span");
  id.className = "font-mono text-xs opacity-80";
  id.textContent = item;
  const title = document.createElement("span");
  title.className = "truncate";
  title.textContent = label;
  chip.append(id, title);
  return chip;
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
      canDrop: ({ source }) => isDraggedItems(source.data),
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
        if (isDraggedItems(source.data)) deed.current?.(source.data.items);
      },
    });
  }, [element, isTarget]);
  return isOver;
}
