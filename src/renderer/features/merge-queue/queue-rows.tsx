import { useVirtualizer } from "@tanstack/react-virtual";
import { useDense, useRowHeight } from "../../lib/preferences/density.ts";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";

/** Where the focus is to go, by the keyboard; `nth` is raised each time. */
export interface FocusWish {
  readonly id: string | undefined;
  readonly nth: number;
}

export type QueueRowsProps<T> = {
  readonly items: readonly T[];
  idOf(item: T): string;
  /** Pixels at a comfortable density; every row of the list is as high. */
  readonly height: number;
  /** What scrolls, and what within it may grow above the list. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly content: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly focus: FocusWish;
  children(item: T, index: number): ReactNode;
};

/** One of several lists under one another in one scroller, of which only the rows in sight are drawn. */
export function QueueRows<T>(props: QueueRowsProps<T>) {
  const { items, idOf, scroller, content, label, focus, children } = props;
  const height = useDense(props.height);
  const list = useRef<HTMLDivElement>(null);
  /** Pixels from the top of what scrolls; not known before it was drawn. */
  const [top, setTop] = useState<number>();
  // Not a layout effect: those run before the elements around have told where they are.
  useEffect(() => {
    const [own, outer, inner] = [list.current, scroller.current, content.current];
    if (own === null || outer === null || inner === null) return undefined;
    const measure = () => {
      setTop(Math.round(own.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(inner);
    return () => {
      observer.disconnect();
    };
  }, [scroller, content]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : idOf(item);
    },
    scrollMargin: top ?? 0,
    overscan: 10,
  });
  useRowHeight(virtual, height);

  const lastNth = useRef(focus.nth);
  const wanted = focus.id === undefined ? -1 : items.findIndex((item) => idOf(item) === focus.id);
  useEffect(() => {
    if (focus.nth === lastNth.current) return undefined;
    lastNth.current = focus.nth;
    if (wanted < 0) return undefined;
    virtual.scrollToIndex(wanted, { align: "auto" });
    // The row may only be drawn after the list has scrolled to it.
    const frame = requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-submission="${CSS.escape(focus.id ?? "")}"]`)?.focus();
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [focus, wanted, virtual]);

  return (
    <div ref={list} role="list" aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start, key }) => {
        const item = items[index];
        return item === undefined ? null : (
          <div
            key={key}
            role="presentation"
            className="absolute inset-x-0 top-0"
            style={{ height, transform: `translateY(${start - (top ?? 0)}px)` }}
          >
            {children(item, index)}
          </div>
        );
      })}
    </div>
  );
}
