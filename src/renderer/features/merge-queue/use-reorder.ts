import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useState } from "react";
import type { Submission } from "../../../shared/model/submission.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { dropMove } from "../../lib/queue/reorder.ts";
import { useServices } from "../../lib/services.tsx";

const KIND = "drover-submission";

export type Edge = "top" | "bottom";

/**
 * Lets a row be dragged to another place of its queue. `queue` are those that can be moved, in their order. Answers
 * whether it is under way, and on which of its edges another one hangs.
 */
export function useReorder(
  row: RefObject<HTMLElement | null>,
  one: Submission,
  queue: readonly string[],
): { readonly isDragging: boolean; readonly edge: Edge | undefined } {
  const { actions, ui } = useServices();
  const isPast = useIsPast();
  const [isDragging, setDragging] = useState(false);
  const [edge, setEdge] = useState<Edge>();
  const isEnabled = !isPast && queue.includes(one.id);
  useEffect(() => {
    const element = row.current;
    if (element === null || !isEnabled) return undefined;
    const stopDrag = draggable({
      element,
      getInitialData: () => ({ kind: KIND, id: one.id, item: one.item }),
      onDragStart() {
        setDragging(true);
        ui.announce(`Moving ${one.item}`);
      },
      onDrop() {
        setDragging(false);
      },
    });
    const stopDrop = dropTargetForElements({
      element,
      canDrop: ({ source }) => draggedIn(source.data) !== undefined,
      getData: ({ input }) => ({ edge: edgeAt(element, input.clientY) }),
      onDrag({ self, source }) {
        const dragged = draggedIn(source.data);
        const over = self.data["edge"] === "top" ? "top" : "bottom";
        const isMove = dragged !== undefined && dropMove(queue, dragged.id, one.id, over) !== undefined;
        setEdge(isMove ? over : undefined);
      },
      onDragLeave() {
        setEdge(undefined);
      },
      onDrop({ self, source }) {
        setEdge(undefined);
        const dragged = draggedIn(source.data);
        if (dragged === undefined) return;
        const move = dropMove(queue, dragged.id, one.id, self.data["edge"] === "top" ? "top" : "bottom");
        if (move !== undefined) void actions.moveSubmission(dragged, move, queue);
      },
    });
    return () => {
      stopDrag();
      stopDrop();
    };
  }, [row, one, queue, isEnabled, actions, ui]);
  return { isDragging, edge };
}

function edgeAt(element: Element, y: number): Edge {
  const { top, height } = element.getBoundingClientRect();
  return y < top + height / 2 ? "top" : "bottom";
}

/** What a drag within this page carries, put there above; undefined for any other. */
function draggedIn(data: Record<string | symbol, unknown>): Pick<Submission, "id" | "item"> | undefined {
  const { kind, id, item } = data;
  return kind === KIND && typeof id === "string" && typeof item === "string" ? { id, item } : undefined;
}
