import { useVirtualizer } from "@tanstack/react-virtual";
import { Rows3 } from "lucide-react";
import { type KeyboardEvent, useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { itemMenuEntries } from "../../lib/item-menu.tsx";
import { SelectionBar } from "../../lib/selection-bar.tsx";
import { useItems, useOverview, useReady, useSearch } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { ContextMenu } from "../../ui/menu.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { ItemRow } from "./item-row.tsx";
import { ListHeader } from "./list-header.tsx";
import { type ListFilter, listItems, readListFilter, saveListFilter } from "./list-model.ts";

const ROW = 30;
const NO_ITEMS: readonly never[] = [];

/** The backlog: every item as a line, searched, narrowed and ordered; what is ready comes as the core would start it. */
export function ItemList() {
  const services = useServices();
  const { storage, ui, panes } = services;
  const items = useItems();
  const overview = useOverview();
  const [filter, setFilter] = useState(() => readListFilter(storage));
  const [focused, setFocused] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const text = useDeferredValue(filter.text);
  const search = useSearch(text);
  const ready = useReady(filter.order === "useful");

  const all = items.data ?? NO_ITEMS;
  const shown = useMemo(
    () =>
      listItems({
        items: all,
        filter: { ...filter, text },
        found: new Set(search.data?.map(({ id }) => id)),
        ready: ready.data?.map(({ id }) => id) ?? NO_ITEMS,
      }),
    [all, filter, text, search.data, ready.data],
  );
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 12,
    paddingEnd: 56,
  });
  const at = Math.max(
    0,
    shown.findIndex(({ id }) => id === focused),
  );

  const change = (part: Partial<ListFilter>) => {
    const next = { ...filter, ...part };
    setFilter(next);
    saveListFilter(storage, next);
  };
  const takeFocus = useCallback(
    (item: string) => {
      setFocused(item);
      ui.set({ focusedItem: item });
    },
    [ui],
  );
  const focusRow = (item: string): boolean => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(item)}"]`);
    row?.focus({ preventScroll: true });
    return row !== undefined && row !== null;
  };
  const moveTo = (index: number) => {
    const item = shown[Math.min(shown.length - 1, Math.max(0, index))];
    if (item === undefined) return;
    takeFocus(item.id);
    virtual.scrollToIndex(shown.indexOf(item), { align: "auto" });
    // The row may only be drawn after the list has scrolled to it.
    if (!focusRow(item.id)) requestAnimationFrame(() => focusRow(item.id));
  };
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const current = shown[at];
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(at + 1),
      j: () => moveTo(at + 1),
      ArrowUp: () => moveTo(at - 1),
      k: () => moveTo(at - 1),
      PageDown: () => moveTo(at + page()),
      PageUp: () => moveTo(at - page()),
      Home: () => moveTo(0),
      End: () => moveTo(shown.length - 1),
      " ": () => current !== undefined && ui.toggleSelected(current.id),
      Enter: () => current !== undefined && panes.open({ kind: "item", item: current.id }),
      Escape: () => ui.set({ selected: [] }),
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step();
  };

  if (items.isError && items.data === undefined) {
    return <FailureView error={items.error} retry={() => void items.refetch()} />;
  }
  return (
    <div data-testid="items" className="@container relative flex h-full min-h-0 flex-col bg-pane">
      <ListHeader
        filter={filter}
        projects={overview.data?.projects ?? NO_ITEMS}
        count={shown.length}
        field={field}
        onChange={change}
        onLeaveField={() => {
          moveTo(at);
        }}
      />
      {items.data === undefined ? (
        <Loading what="Reading the ledger" />
      ) : shown.length === 0 ? (
        <EmptyState icon={<Rows3 />} title={all.length === 0 ? "No work yet" : "Nothing matches"} />
      ) : (
        <ContextMenu
          entries={() => {
            const item = shown[at];
            return item === undefined ? [] : itemMenuEntries(item, services);
          }}
        >
          <div
            ref={scroller}
            role="grid"
            aria-multiselectable="true"
            aria-rowcount={shown.length}
            aria-label="Items"
            tabIndex={-1}
            data-pane-focus
            onKeyDown={onKeyDown}
            onContextMenuCapture={({ target }) => {
              const row = target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;
              if (row?.dataset["item"] !== undefined) takeFocus(row.dataset["item"]);
            }}
            className="min-h-0 flex-1 overflow-y-auto outline-none"
          >
            <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map((row) => {
                const item = shown[row.index];
                return item === undefined ? null : (
                  <ItemRow
                    key={row.key}
                    item={item}
                    isStop={row.index === at}
                    top={row.start}
                    height={ROW}
                    position={row.index + 1}
                    onFocus={takeFocus}
                  />
                );
              })}
            </div>
          </div>
        </ContextMenu>
      )}
      <SelectionBar />
    </div>
  );
}
