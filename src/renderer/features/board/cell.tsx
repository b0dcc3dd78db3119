import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useVirtualizer } from "@tanstack/react-virtual";
import { CircleSlash, CornerDownRight } from "lucide-react";
import { type RefObject, memo, useEffect, useMemo, useRef, useState } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { draggedItems } from "../../lib/drag.tsx";
import { type ColumnId, columnLabel } from "../../lib/moves/columns.ts";
import type { Verdict } from "../../lib/moves/judge.ts";
import { useMoves } from "../../lib/moves/use-moves.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { Sort } from "./board-model.ts";
import type { CardField } from "./board-store.ts";
import { Card } from "./card.tsx";
import { judgeDrop, laneWords } from "./judge-drop.ts";
import { type CardPlace, type Grouping, type Lane } from "./lanes.ts";

/** What all cells of a board share; the same object as long as nothing of it changes. */
export interface CellFacts {
  readonly grouping: Grouping;
  readonly sort: Sort;
  readonly fields: readonly CardField[];
  /** Cards that came here while the board was looked at. */
  readonly arrived: ReadonlySet<string>;
  onFocus(place: CardPlace): void;
}

export type CellProps = {
  readonly column: ColumnId;
  readonly lane: Lane;
  readonly facts: CellFacts;
  /** The card that has, or would get, the focus, where it is in here. */
  readonly focused: string | undefined;
  /** Raised when the focus shall move to the focused card by itself. */
  readonly focusNow: number;
  /** In a lane a cell is as high as its cards, up to a limit; without lanes as high as the board. */
  readonly isLane: boolean;
};

/** Height of most cards: two lines of title and a foot. */
const CARD_HEIGHT = 82;
const GAP = 6;

/** The cards of one column, of one lane where there are lanes. Only those in sight are drawn. */
export const Cell = memo(function Cell({ column, lane, facts, focused, focusNow, isLane }: CellProps) {
  const items = lane.columns[column];
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_HEIGHT,
    getItemKey: (index) => items[index]?.id ?? index,
    gap: GAP,
    overscan: 6,
    paddingEnd: isLane ? 2 : 24,
  });
  const focusedIndex = focused === undefined ? -1 : items.findIndex((item) => item.id === focused);

  const lastFocus = useRef(focusNow);
  useEffect(() => {
    if (focusNow === lastFocus.current) return undefined;
    lastFocus.current = focusNow;
    if (focusedIndex < 0) return undefined;
    virtual.scrollToIndex(focusedIndex, { align: "auto" });
    // The card may only be drawn after the list has scrolled to it.
    const frame = requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(focused ?? "")}"]`)?.focus();
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [focusNow, focusedIndex, focused, virtual]);

  const { verdict, isOver } = useCellTarget(scroller, { column, lane, items, facts });
  const where = facts.grouping === "none" ? "" : ` of ${laneWords(facts.grouping, lane.label)}`;
  return (
    <div
      className={classNames("relative", isLane ? "flex min-h-10 flex-col" : "flex min-h-0 flex-1 flex-col")}
      data-allowed={verdict?.isAllowed}
      data-over={isOver || undefined}
    >
      <div
        ref={scroller}
        className={classNames(
          "px-1",
          isLane ? "max-h-[min(26rem,60vh)] min-h-10 overflow-y-auto" : "min-h-0 flex-1 overflow-y-auto",
        )}
      >
        <div
          role="list"
          aria-label={`${columnLabel[column]}${where}, ${items.length} ${items.length === 1 ? "item" : "items"}`}
          className="relative"
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map((row) => {
            const item = items[row.index];
            if (item === undefined) return null;
            return (
              <div
                key={row.key}
                ref={virtual.measureElement}
                data-index={row.index}
                role="presentation"
                className="absolute inset-x-0 top-0 px-px pt-px"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <Card
                  item={item}
                  lane={lane.key}
                  fields={facts.fields}
                  isStop={item.id === focused}
                  hasArrived={facts.arrived.has(item.id)}
                  onFocus={facts.onFocus}
                />
              </div>
            );
          })}
        </div>
      </div>
      {verdict !== undefined && <DropWords verdict={verdict} isOver={isOver} />}
    </div>
  );
});

/** Over a cell while items are dragged: what a drop there does, or why it does nothing. */
function DropWords({ verdict, isOver }: { verdict: Verdict; isOver: boolean }) {
  const { isAllowed } = verdict;
  const text = isAllowed ? verdict.words : verdict.why;
  return (
    <div
      aria-hidden="true"
      className={classNames(
        "pointer-events-none absolute inset-x-0.5 inset-y-0 z-10 flex flex-col rounded-md border",
        isAllowed ? "border-dashed border-accent/50" : "border-transparent",
        isOver && (isAllowed ? "border-solid border-accent bg-accent-wash" : "border-line-strong bg-hover"),
      )}
    >
      {/* What is refused explains itself where somebody tries; beside it a sign is enough. */}
      {(isAllowed || isOver) && (
        <p
          className={classNames(
            "m-1 flex items-start gap-1.5 self-center rounded-md bg-popup px-2 py-1 text-xs shadow-popup",
            isAllowed ? "text-ink" : "text-ink-2",
          )}
        >
          {isAllowed ? (
            <CornerDownRight className="mt-px size-3.5 shrink-0 text-accent" />
          ) : (
            <CircleSlash className="mt-px size-3.5 shrink-0 text-ink-3" />
          )}
          <span className="[overflow-wrap:anywhere]">{text}</span>
        </p>
      )}
    </div>
  );
}

interface TargetOf {
  readonly column: ColumnId;
  readonly lane: Lane;
  readonly items: readonly ItemView[];
  readonly facts: CellFacts;
}

/** Takes items; while some hang over it, by the card beneath the pointer as well. */
function useCellTarget(element: RefObject<HTMLElement | null>, { column, lane, items, facts }: TargetOf) {
  const { ui } = useServices();
  const moves = useMoves();
  const dragging = useUi((state) => state.dragging);
  const [isOver, setOver] = useState(false);
  const [priority, setPriority] = useState<number>();
  const { grouping, sort } = facts;
  const { value, label } = lane;
  const judge = useMemo(
    () => (ids: readonly string[], over: number | undefined) =>
      judgeDrop(moves.itemsOf(ids), { column, lane: { value, label }, grouping, sort, priority: over }, moves.queue),
    [moves, column, value, label, grouping, sort],
  );
  const latest = useRef({ items, judge });
  useEffect(() => {
    latest.current = { items, judge };
  });
  useEffect(() => {
    // The whole cell, below its last card too.
    const target = element.current?.parentElement;
    if (target === null || target === undefined) return undefined;
    const priorityAt = (input: { readonly clientX: number; readonly clientY: number }) =>
      priorityUnder(input, latest.current.items);
    return dropTargetForElements({
      element: target,
      canDrop: ({ source }) => draggedItems(source.data) !== undefined,
      // What is picked up in here is here from the start, and does not enter.
      onDragStart: () => {
        setOver(true);
      },
      onDragEnter: () => {
        setOver(true);
      },
      onDrag: ({ location }) => {
        setPriority(priorityAt(location.current.input));
      },
      onDragLeave: () => {
        setOver(false);
      },
      onDrop: ({ source, location, self }) => {
        setOver(false);
        if (location.current.dropTargets[0]?.element !== self.element) return;
        const ids = draggedItems(source.data);
        if (ids !== undefined) moves.drop(ids, latest.current.judge(ids, priorityAt(location.current.input)));
      },
    });
  }, [element, moves]);
  const verdict = useMemo(
    () => (dragging === undefined ? undefined : judge(dragging, isOver ? priority : undefined)),
    [dragging, judge, isOver, priority],
  );
  const words = isOver && verdict !== undefined ? (verdict.isAllowed ? verdict.words : verdict.why) : undefined;
  useEffect(() => {
    if (words !== undefined) ui.announce(words);
  }, [words, ui]);
  return { verdict, isOver };
}

function priorityUnder(
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  items: readonly ItemView[],
): number | undefined {
  const card = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>("[data-item]");
  return items.find(({ id }) => id === card?.dataset["item"])?.priority;
}
