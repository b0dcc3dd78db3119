import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Card } from "./card.tsx";
import { type ColumnId, columnLabel, columnTone } from "./board-model.ts";

export type ColumnProps = {
  readonly id: ColumnId;
  readonly items: readonly ItemView[];
  /** The card that has, or would get, the focus. */
  readonly focused: string | undefined;
  /** Cards that came here while the board was looked at. */
  readonly arrived: ReadonlySet<string>;
  /** Raised when the focus shall move to the focused card by itself. */
  readonly focusNow: number;
  onFocus(item: string): void;
};

/** Height of most cards: two lines of title and a foot. */
const CARD_HEIGHT = 82;
const GAP = 6;

export const Column = memo(function Column({ id, items, focused, arrived, focusNow, onFocus }: ColumnProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_HEIGHT,
    getItemKey: (index) => items[index]?.id ?? index,
    gap: GAP,
    overscan: 6,
    paddingEnd: 24,
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

  return (
    <section
      data-column={id}
      // Empty ones give their room to those with work.
      className={classNames("flex flex-col", items.length === 0 ? "min-w-22 flex-[0.6]" : "min-w-[118px] flex-1")}
    >
      <header className="flex h-8 shrink-0 items-center gap-2 px-1.5">
        <Dot tone={columnTone[id]} />
        <h3 className="truncate text-xs font-medium text-ink-2">{columnLabel[id]}</h3>
        <span className="text-xs text-ink-3 tabular-nums">{items.length}</span>
      </header>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-1">
        <div
          role="list"
          aria-label={`${columnLabel[id]}, ${items.length} ${items.length === 1 ? "item" : "items"}`}
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
                <Card item={item} isStop={item.id === focused} hasArrived={arrived.has(item.id)} onFocus={onFocus} />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
});
