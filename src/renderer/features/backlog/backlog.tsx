import { useVirtualizer } from "@tanstack/react-virtual";
import { Rows3 } from "lucide-react";
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { itemMenuEntries } from "../../lib/item-menu.tsx";
import { SelectionBar } from "../../lib/selection-bar.tsx";
import { PAGE_SIZE, type PageWanted, useItemPages } from "../../lib/server-state/item-pages.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { ContextMenu } from "../../ui/menu.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { BacklogHeader } from "./backlog-header.tsx";
import { ColumnHeads } from "./column-heads.tsx";
import { gridTemplate, leastWidth, readColumns, resizeColumn, saveColumns } from "./columns.ts";
import { OutsideDrop } from "../../lib/outside-drop.tsx";
import { changeInto } from "./group-change.ts";
import { GroupRow } from "./group-row.tsx";
import { ItemRow, RowToCome } from "./item-row.tsx";
import { listKeys } from "./list-keys.ts";
import { pagesOf } from "./rows.ts";
import { useLatest } from "./row-deeds.ts";
import { useBacklogRows } from "./use-backlog-rows.ts";
import { usePicking } from "./use-picking.ts";
import { type View, queryOf, readView, saveView, sortedBy } from "./view.ts";

/** Pixels. */
const ROW = 30;
const HEADS = 28;
/** Rows read ahead of those in sight, each way. */
const AHEAD = 30;

/** Every item as a line: a hundred thousand of them, of which only those in sight are ever read. */
export function Backlog() {
  const services = useServices();
  const { storage, ui, panes, actions, runCommand } = services;
  const agents = useOverview((overview) => overview.agents);
  const [view, setView] = useState(() => readView(storage));
  const [columns, setColumns] = useState(() => readColumns(storage));
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const [focused, setFocused] = useState<string>();
  const [renaming, setRenaming] = useState<string>();
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();

  const typed = useDeferredValue(view);
  const query = useMemo(() => queryOf(typed), [typed]);
  const list = useBacklogRows(query, view.grouping, folded);
  const { rows, groups, grouping } = list;
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollMargin: HEADS,
    paddingEnd: 64,
  });
  const inSight = virtual.getVirtualItems();
  const first = inSight[0]?.index ?? 0;
  const last = inSight.at(-1)?.index ?? PAGE_SIZE - 1;
  const wanted = useMemo(
    () =>
      pagesOf(rows, first - AHEAD, last + AHEAD, PAGE_SIZE).flatMap(({ key, page }): PageWanted[] => {
        const group = groups.get(key);
        return group === undefined ? [] : [{ query: group.query, page }];
      }),
    [rows, groups, first, last],
  );
  const pages = useItemPages(wanted);
  const picking = usePicking(rows, groups, pages);

  const itemAt = (row: number): ItemView | undefined => {
    const found = rows.at(row);
    const group = found?.kind === "item" ? groups.get(found.group.key) : undefined;
    return found?.kind !== "item" || group === undefined ? undefined : pages.item(group.query, found.index);
  };
  // The focus stays with its item when that moves, and with its place when the item goes.
  const known = focused === undefined ? undefined : pages.find(focused);
  const knownGroup = known && [...groups].find(([, { query: of }]) => of === known.query)?.[0];
  const followed = known && knownGroup !== undefined ? rows.rowOf(knownGroup, known.index) : undefined;
  const current = Math.min(itemAt(at)?.id === focused ? at : (followed ?? at), Math.max(0, rows.count - 1));
  const item = itemAt(current);

  const focusedId = item?.id;
  useEffect(() => {
    if (focusedId !== undefined && scroller.current?.contains(document.activeElement) === true) {
      ui.set({ focusedItem: focusedId });
    }
  }, [focusedId, ui]);

  const change = (part: Partial<View>) => {
    const next = { ...view, ...part };
    setView(next);
    saveView(storage, next);
    setAt(0);
    setAnchor(0);
    setFocused(undefined);
    virtual.scrollToOffset(0);
  };
  const moveTo = (row: number, keepsAnchor = false) => {
    const to = Math.min(rows.count - 1, Math.max(0, row));
    setAt(to);
    if (!keepsAnchor) setAnchor(to);
    const there = itemAt(to);
    setFocused(there?.id);
    if (there !== undefined) ui.set({ focusedItem: there.id });
    virtual.scrollToIndex(to, { align: "auto" });
  };
  const toggleGroup = (row: number) => {
    const found = rows.at(row);
    if (found === undefined || !found.group.hasHead) return;
    const key = `${grouping}${found.group.key}`;
    setFolded((before) =>
      before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key]),
    );
    moveTo(rows.rowOf(found.group.key, 0) === undefined ? row : row - (found.kind === "item" ? found.index + 1 : 0));
  };
  const rename = (title: string | undefined) => {
    const target = renaming;
    setRenaming(undefined);
    scroller.current?.focus({ preventScroll: true });
    if (target === undefined || title === undefined || title === pages.all().find(({ id }) => id === target)?.title) {
      return;
    }
    void actions.changeItems([target], { title }, "has its new title");
  };
  const pointAt = (row: number, how: "only" | "toggle" | "range") => {
    const there = itemAt(row);
    scroller.current?.focus({ preventScroll: true });
    if (how === "range") void picking.range(anchor, row);
    else if (how === "toggle" && there !== undefined) ui.toggleSelected(there.id);
    moveTo(row, how === "range");
  };
  const drop = (value: string | null | undefined, items: readonly string[], onto?: ItemView) => {
    if (onto?.type === "epic" && !items.includes(onto.id)) {
      void actions.changeItems(items, { parent: onto.id }, `is in ${onto.id}`);
      return;
    }
    if (grouping === undefined || value === undefined) return;
    const into = changeInto(grouping, value, { agents: agents.data ?? [] });
    if (into !== undefined) void actions.changeItems(items, into.change, into.words);
  };
  const takesDrop = (value: string | null | undefined, onto?: ItemView) =>
    onto?.type === "epic" ||
    (grouping !== undefined &&
      value !== undefined &&
      changeInto(grouping, value, { agents: agents.data ?? [] }) !== undefined);
  // Rows are drawn anew only for what they show: what they call stays the same through every scroll.
  const deeds = useLatest({ pointAt, rename, drop, toggleGroup });

  const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? ROW) - HEADS) / ROW) - 1);
  const onKeyDown = listKeys({
    current,
    last: rows.count - 1,
    page,
    hasHead: rows.at(current)?.group.hasHead === true,
    isHead: rows.at(current)?.kind === "head",
    isFolded: rows.at(current)?.group.isOpen === false,
    moveTo,
    extendTo(row) {
      void picking.range(anchor, Math.min(rows.count - 1, Math.max(0, row)));
      moveTo(row, true);
    },
    toggleGroup,
    pick: () => {
      if (item !== undefined) ui.toggleSelected(item.id);
    },
    pickAll: () => void picking.all(),
    pickNone: () => {
      ui.set({ selected: [] });
    },
    open: () => {
      if (item !== undefined) panes.open({ kind: "item", item: item.id });
    },
    rename: () => {
      setRenaming(item?.id);
    },
  });

  const template = gridTemplate(columns);
  const isNarrowed = view.text.trim() !== "" || Object.keys(view.filter).length > 0;
  if (list.error !== null && !list.isRead) return <FailureView error={list.error} retry={list.retry} />;
  return (
    <OutsideDrop>
      <div data-testid="items" className="@container relative flex h-full min-h-0 flex-col bg-pane">
        <BacklogHeader
          view={view}
          columns={columns}
          total={list.total}
          field={field}
          onChange={change}
          onColumns={(next) => {
            setColumns(next);
            saveColumns(storage, next);
          }}
          onLeaveField={() => {
            scroller.current?.focus();
            moveTo(current);
          }}
        />
        {pages.error !== undefined && (
          <p
            role="alert"
            className="flex items-center gap-3 border-b border-line bg-sunken px-3 py-1.5 text-xs text-trouble"
          >
            {`Some rows could not be read: ${pages.error.message}`}
            <Button size="s" onClick={pages.retry}>
              Try again
            </Button>
          </p>
        )}
        {!list.isRead ? (
          <Loading what="Reading the ledger" />
        ) : rows.count === 0 ? (
          <EmptyState icon={<Rows3 />} title={isNarrowed ? "Nothing matches" : "No open work"}>
            {isNarrowed ? (
              <Button
                size="s"
                onClick={() => {
                  change({ filter: {}, text: "" });
                }}
              >
                Show all open work
              </Button>
            ) : (
              <>
                <p className="mb-3">Write down what should be built, or drop a CSV, Markdown or JSONL file here.</p>
                <Button
                  look="primary"
                  onClick={() => {
                    runCommand("item.quick-create");
                  }}
                >
                  New item
                </Button>
              </>
            )}
          </EmptyState>
        ) : (
          <ContextMenu entries={() => (item === undefined ? [] : itemMenuEntries(item, services))}>
            {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its role depends on how it is grouped */}
            <div
              ref={scroller}
              role={grouping === undefined ? "grid" : "treegrid"}
              aria-multiselectable="true"
              aria-rowcount={rows.count + 1}
              aria-label="Items"
              aria-activedescendant={inSight.some(({ index }) => index === current) ? `${listId}${current}` : undefined}
              tabIndex={0}
              data-pane-focus
              onKeyDown={onKeyDown}
              onFocus={() => {
                if (item !== undefined) ui.set({ focusedItem: item.id });
              }}
              onContextMenuCapture={({ target }) => {
                const row = target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;
                const index = inSight.find((one) => itemAt(one.index)?.id === row?.dataset["item"])?.index;
                if (row !== null && index !== undefined) moveTo(index);
              }}
              className="group/list min-h-0 flex-1 overflow-auto outline-none"
            >
              <div style={{ minWidth: leastWidth(columns) + HEADS }}>
                <div role="rowgroup">
                  <ColumnHeads
                    columns={columns}
                    template={template}
                    view={view}
                    onSort={(sort) => {
                      change(sortedBy(view, sort));
                    }}
                    onResize={(id, width) => {
                      const next = resizeColumn(columns, id, width);
                      setColumns(next);
                      saveColumns(storage, next);
                    }}
                  />
                </div>
                <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
                  {inSight.map(({ index, start }) => {
                    const row = rows.at(index);
                    const group = row === undefined ? undefined : groups.get(row.group.key);
                    if (row === undefined || group === undefined) return null;
                    const place = { rowId: `${listId}${index}`, row: index, top: start - HEADS, height: ROW };
                    if (row.kind === "head") {
                      return (
                        <GroupRow
                          key={`head ${row.group.key}`}
                          {...place}
                          group={group}
                          count={row.group.count}
                          isOpen={row.group.isOpen}
                          isCurrent={index === current}
                          takesDrop={takesDrop(group.value)}
                          deeds={deeds}
                        />
                      );
                    }
                    const shown = pages.item(group.query, row.index);
                    if (shown === undefined) return <RowToCome key={index} {...place} />;
                    return (
                      <ItemRow
                        key={`${row.group.key} ${shown.id}`}
                        {...place}
                        item={shown}
                        columns={columns}
                        template={template}
                        value={group.value}
                        level={row.group.hasHead ? 2 : undefined}
                        isCurrent={index === current}
                        isRenaming={renaming === shown.id}
                        takesDrop={takesDrop(group.value, shown)}
                        deeds={deeds}
                      />
                    );
                  })}
                </div>
              </div>
            </div>
          </ContextMenu>
        )}
        <SelectionBar />
      </div>
    </OutsideDrop>
  );
}
