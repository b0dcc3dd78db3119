import { LayoutList } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { itemMenuEntries } from "../../lib/item-menu.tsx";
import { OutsideDrop } from "../../lib/outside-drop.tsx";
import { SelectionBar } from "../../lib/selection-bar.tsx";
import { useConvoys, useItems, useOverview } from "../../lib/server-state/queries.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { ContextMenu } from "../../ui/menu.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { BoardHeader } from "./board-header.tsx";
import { type BoardFilter, isFiltered } from "./board-model.ts";
import { type Display, type OwnFilter, readDisplay, readFilter, saveDisplay, saveFilter } from "./board-store.ts";
import type { CellFacts } from "./cell.tsx";
import { ColumnsView } from "./columns-view.tsx";
import { ConvoyStrip } from "./convoy-strip.tsx";
import { DropDock } from "./drop-dock.tsx";
import { type CardPlace, firstCard, neighbour, placeOf } from "./lanes.ts";
import { useArrivals } from "./use-arrivals.ts";
import { useLanes, workLimit } from "./use-board.ts";

const NO_ITEMS: readonly never[] = [];

/** All work as cards that cross from blocked to landed. Cards are dragged, or sent by keyboard, to wherever that means something. */
export function Board() {
  const services = useServices();
  const isPast = useIsPast();
  const { storage, ui, panes } = services;
  const items = useItems();
  const convoys = useConvoys();
  const overview = useOverview();
  const boardConvoy = useUi((state) => state.boardConvoy);
  const [ownFilter, setOwnFilter] = useState<OwnFilter>(() => readFilter(storage));
  const [display, setDisplay] = useState<Display>(() => readDisplay(storage));
  const filter = useMemo((): BoardFilter => ({ ...ownFilter, convoy: boardConvoy }), [ownFilter, boardConvoy]);
  const [focused, setFocused] = useState<CardPlace>();
  const [focusNow, setFocusNow] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const arrived = useArrivals(items.data);

  const change = (part: Partial<OwnFilter>) => {
    const next = { ...ownFilter, ...part };
    setOwnFilter(next);
    saveFilter(storage, next);
  };
  const changeDisplay = useCallback(
    (part: (before: Display) => Partial<Display>) => {
      setDisplay((before) => {
        const next = { ...before, ...part(before) };
        saveDisplay(storage, next);
        return next;
      });
    },
    [storage],
  );
  const fold = useCallback(
    (lane: string) => {
      changeDisplay(({ folded }) => ({
        folded: folded.includes(lane) ? folded.filter((one) => one !== lane) : [...folded, lane],
      }));
    },
    [changeDisplay],
  );

  const filterRequest = useUi(({ focusRequests }) => focusRequests.filter);
  useEffect(() => {
    if (filterRequest > 0) field.current?.select();
  }, [filterRequest]);

  const all = items.data ?? NO_ITEMS;
  const known = convoys.data ?? NO_ITEMS;
  const convoy = known.find(({ id }) => id === filter.convoy) ?? onlyOpenConvoy(known);
  const { lanes, open } = useLanes({ items: all, convoys: known, filter, display });
  const convoyItems = useMemo(
    () => (convoy === undefined ? NO_ITEMS : all.filter((item) => item.convoys.includes(convoy.id))),
    [all, convoy],
  );
  const hasWorkspaceItems = useMemo(() => all.some((item) => item.project === undefined), [all]);
  const stop = placeOf(open, focused) ?? firstCard(open);
  const isEmpty = lanes.every(({ count }) => count === 0);
  const projects = overview.data?.projects ?? NO_ITEMS;

  const takeFocus = useCallback(
    (place: CardPlace) => {
      setFocused(place);
      ui.set({ focusedItem: place.item });
    },
    [ui],
  );
  const moveTo = (place: CardPlace | undefined) => {
    if (place === undefined) return;
    takeFocus(place);
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
      panes.open({ kind: "item", item: stop.item });
      return;
    }
    const next = neighbour(open, stop, event.key);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };
  const { grouping, sort, fields, folded } = display;
  const facts = useMemo(
    (): CellFacts => ({ grouping, sort, fields, arrived, onFocus: takeFocus }),
    [grouping, sort, fields, arrived, takeFocus],
  );

  if (items.isError && items.data === undefined) {
    return <FailureView error={items.error} retry={() => void items.refetch()} />;
  }
  return (
    <OutsideDrop>
      <div data-testid="board" className="relative flex h-full min-h-0 flex-col bg-pane">
        <BoardHeader
          filter={filter}
          display={display}
          convoys={known}
          projects={projects}
          agents={overview.data?.agents ?? NO_ITEMS}
          hasWorkspaceItems={hasWorkspaceItems}
          field={field}
          onChange={change}
          onDisplay={(part) => {
            changeDisplay(() => part);
          }}
          onConvoy={(chosen) => {
            ui.set({ boardConvoy: chosen });
          }}
          onLeaveField={() => {
            moveTo(stop);
          }}
        />
        {convoy !== undefined && <ConvoyStrip convoy={convoy} items={convoyItems} />}
        {items.data === undefined ? (
          <Loading what="Reading the ledger" />
        ) : isEmpty ? (
          <NoCards
            isFiltered={isFiltered(filter)}
            onClear={() => {
              change({ text: "", project: undefined, agent: undefined, more: {} });
            }}
          />
        ) : (
          <ContextMenu
            entries={() => {
              const item = all.find(({ id }) => id === stop?.item);
              return item === undefined ? [] : itemMenuEntries(item, services);
            }}
          >
            {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the cards take the keys; this only hears them on their way up */}
            <div
              onKeyDown={onKeyDown}
              onContextMenuCapture={({ target }) => {
                const card = target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;
                card?.focus();
              }}
              className="flex min-h-0 flex-1 flex-col"
            >
              <ColumnsView
                lanes={lanes}
                facts={facts}
                folded={folded}
                stop={stop}
                focusNow={focusNow}
                workLimit={
                  isPast ? undefined : workLimit(projects, filter, filter.convoy === undefined ? undefined : convoy)
                }
                onFold={fold}
              />
            </div>
          </ContextMenu>
        )}
        <SelectionBar />
        <DropDock items={all} />
      </div>
    </OutsideDrop>
  );
}

function NoCards({ isFiltered: isNarrowed, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { runCommand } = useServices();
  const isPast = useIsPast();
  return (
    <EmptyState
      icon={<LayoutList />}
      title={isNarrowed ? "Nothing matches the filter" : isPast ? "There was no work yet" : "No work yet"}
    >
      {isNarrowed ? (
        <Button size="s" onClick={onClear}>
          Clear the filter
        </Button>
      ) : isPast ? undefined : (
        <>
          <p className="mb-3">
            Write down what should be built, then drop it onto an agent or a project. A list of items can be dropped
            here as a file.
          </p>
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
