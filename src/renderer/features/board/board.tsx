import { LayoutList } from "lucide-react";
import { type KeyboardEvent, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { itemMenuEntries } from "../../lib/item-menu.tsx";
import { SelectionBar } from "../../lib/selection-bar.tsx";
import { useConvoys, useItems, useOverview } from "../../lib/server-state/queries.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { ContextMenu } from "../../ui/menu.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { BoardHeader } from "./board-header.tsx";
import { COLUMNS, type BoardFilter, firstCard, groupItems, isFiltered, neighbour } from "./board-model.ts";
import { type OwnFilter, readFilter, saveFilter } from "./board-store.ts";
import { Column } from "./column.tsx";
import { ConvoyStrip } from "./convoy-strip.tsx";
import { DropDock } from "./drop-dock.tsx";
import { useArrivals } from "./use-arrivals.ts";

const NO_ITEMS: readonly never[] = [];

/** All work as cards that cross from blocked to landed. Cards are dragged, or sent by keyboard, onto agents and projects. */
export function Board() {
  const services = useServices();
  const isPast = useIsPast();
  const { storage, ui, panes, runCommand } = services;
  const items = useItems();
  const convoys = useConvoys();
  const overview = useOverview();
  const boardConvoy = useUi((state) => state.boardConvoy);
  const [ownFilter, setOwnFilter] = useState<OwnFilter>(() => readFilter(storage));
  const filter = useMemo((): BoardFilter => ({ ...ownFilter, convoy: boardConvoy }), [ownFilter, boardConvoy]);
  const [focused, setFocused] = useState<string>();
  const [focusNow, setFocusNow] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const arrived = useArrivals(items.data);

  const change = (part: Partial<OwnFilter>) => {
    setOwnFilter((before) => {
      const next = { ...before, ...part };
      saveFilter(storage, next);
      return next;
    });
  };

  const filterRequest = useUi(({ focusRequests }) => focusRequests.filter);
  useEffect(() => {
    if (filterRequest > 0) field.current?.select();
  }, [filterRequest]);

  const typed = useDeferredValue(filter);
  const all = items.data ?? NO_ITEMS;
  const convoy = convoys.data?.find(({ id }) => id === filter.convoy) ?? onlyOpenConvoy(convoys.data ?? NO_ITEMS);
  // A convoy that is gone filters nothing.
  const isConvoyKnown = filter.convoy === undefined || convoys.data?.some(({ id }) => id === filter.convoy) === true;
  const columns = useMemo(
    () => groupItems(all, isConvoyKnown ? typed : { ...typed, convoy: undefined }),
    [all, typed, isConvoyKnown],
  );
  const convoyItems = useMemo(
    () => (convoy === undefined ? NO_ITEMS : all.filter((item) => item.convoys.includes(convoy.id))),
    [all, convoy],
  );
  const hasWorkspaceItems = useMemo(() => all.some((item) => item.project === undefined), [all]);
  const isFocusedShown =
    focused !== undefined && COLUMNS.some((name) => columns[name].some(({ id }) => id === focused));
  const stop = isFocusedShown ? focused : firstCard(columns);
  const count = COLUMNS.reduce((sum, name) => sum + columns[name].length, 0);

  const takeFocus = useCallback(
    (item: string) => {
      setFocused(item);
      ui.set({ focusedItem: item });
    },
    [ui],
  );
  const moveTo = (item: string | undefined) => {
    if (item === undefined) return;
    takeFocus(item);
    setFocusNow((before) => before + 1);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || stop === undefined) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset["item"] === undefined) return;
    if (event.key === "Escape") {
      ui.set({ selected: [] });
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      panes.open({ kind: "item", item: stop });
      return;
    }
    const next = neighbour(columns, stop, event.key);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };

  if (items.isError && items.data === undefined) {
    return <FailureView error={items.error} retry={() => void items.refetch()} />;
  }
  return (
    <div data-testid="board" className="relative flex h-full min-h-0 flex-col bg-pane">
      <BoardHeader
        filter={filter}
        convoys={convoys.data ?? NO_ITEMS}
        projects={overview.data?.projects ?? NO_ITEMS}
        agents={overview.data?.agents ?? NO_ITEMS}
        hasWorkspaceItems={hasWorkspaceItems}
        field={field}
        onChange={change}
        onConvoy={(convoy) => {
          ui.set({ boardConvoy: convoy });
        }}
        onLeaveField={() => {
          moveTo(stop);
        }}
      />
      {convoy !== undefined && <ConvoyStrip convoy={convoy} items={convoyItems} />}
      {items.data === undefined ? (
        <Loading what="Reading the ledger" />
      ) : count === 0 ? (
        <EmptyState
          icon={<LayoutList />}
          title={isFiltered(filter) ? "Nothing matches the filter" : isPast ? "There was no work yet" : "No work yet"}
        >
          {isFiltered(filter) ? (
            <Button
              size="s"
              onClick={() => {
                change({ text: "", project: undefined, agent: undefined });
              }}
            >
              Clear the filter
            </Button>
          ) : isPast ? undefined : (
            <>
              <p className="mb-3">Write down what should be built, then drop it onto an agent or a project.</p>
              <Button
                look="primary"
                onClick={() => {
                  runCommand("item.create");
                }}
              >
                New item
              </Button>
            </>
          )}
        </EmptyState>
      ) : (
        <ContextMenu
          entries={() => {
            const item = all.find(({ id }) => id === stop);
            return item === undefined ? [] : itemMenuEntries(item, services);
          }}
        >
          {/* The cards take the keys; this only hears them on their way up. */}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
          <div
            onKeyDown={onKeyDown}
            onContextMenuCapture={({ target }) => {
              const card = target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;
              if (card?.dataset["item"] !== undefined) takeFocus(card.dataset["item"]);
            }}
            className="flex min-h-0 flex-1 gap-1.5 overflow-x-auto px-2"
          >
            {COLUMNS.filter((name) => name !== "closed" || columns.closed.length > 0).map((name) => (
              <Column
                key={name}
                id={name}
                items={columns[name]}
                focused={stop}
                arrived={arrived}
                focusNow={focusNow}
                onFocus={takeFocus}
              />
            ))}
          </div>
        </ContextMenu>
      )}
      <SelectionBar />
      <DropDock items={all} />
    </div>
  );
}

/** Without a choice, the one convoy that is under way speaks for the board. */
function onlyOpenConvoy<
  T extends { readonly closedAt?: number | undefined; readonly implicit: boolean; readonly createdAt: number },
>(convoys: readonly T[]): T | undefined {
  const named = convoys.filter((convoy) => !convoy.implicit);
  const open = named.filter((convoy) => convoy.closedAt === undefined);
  if (open.length === 1) return open[0];
  return open.length === 0 && named.length === 1 ? named[0] : undefined;
}
