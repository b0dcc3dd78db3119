import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp, List, SearchX } from "lucide-react";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { useDense, useRowHeight } from "../../lib/preferences/density.ts";
import { useItems, useOverview, useQueue } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState, Loading } from "../../ui/state-views.tsx";
import { type FeedLine, burstOf, linesOf } from "./feed-bursts.ts";
import { type FeedFilter, filterFeed, readFilter } from "./feed-filter.ts";
import { FeedFilters } from "./feed-filters.tsx";
import { feedItems } from "./feed-links.ts";
import { FeedRow } from "./feed-row.tsx";

/** Pixels of --row at the usual density. */
const ROW = 28;
const FILTER_KEY = "drover.feed.filter";
/** Scrolled further down than this, the feed stands still for whoever reads. */
const READING_PX = 8;

/** Everything that happens, newest first, in words. */
export function Feed() {
  const { feed, storage } = useServices();
  const { events, loaded } = useStore(feed.store);
  const [filter, setFilter] = useState<FeedFilter>(() => readFilter(storage.get(FILTER_KEY)));
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  /** While somebody reads further down: the newest event that is shown. */
  const [heldAt, setHeldAt] = useState<number>();
  const wanted = useDeferredValue(filter);
  const items = useFeedItems();
  const shown = useMemo(() => filterFeed(events, wanted), [events, wanted]);
  const fresh = heldAt === undefined ? 0 : countNewer(shown, heldAt);
  const read = useMemo(() => (fresh === 0 ? shown : shown.slice(fresh)), [shown, fresh]);
  const lines = useMemo(() => linesOf(read, unfolded), [read, unfolded]);
  const scroller = useRef<HTMLDivElement>(null);
  const row = useDense(ROW);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => row,
    getItemKey: (index) => lines[index]?.event.seq ?? index,
    overscan: 12,
  });
  useRowHeight(virtual, row);
  const toggle = useCallback(
    (line: FeedLine) => {
      const name = burstOf(read, line);
      setUnfolded((before) => {
        const next = new Set(before);
        if (!next.delete(name)) next.add(name);
        return next;
      });
    },
    [read],
  );
  const change = (next: FeedFilter) => {
    setFilter(next);
    storage.set(FILTER_KEY, JSON.stringify(next));
    setHeldAt(undefined);
    scroller.current?.scrollTo({ top: 0 });
  };
  return (
    <div data-testid="feed" className="@container relative flex h-full flex-col bg-pane">
      <FeedFilters events={events} filter={filter} shown={shown.length} onChange={change} />
      {shown.length === 0 ? (
        <NothingShown isLoaded={loaded} isEmpty={events.length === 0} />
      ) : (
        <div
          ref={scroller}
          className="min-h-0 flex-1 overflow-y-auto"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
          tabIndex={0}
          role="feed"
          data-pane-focus
          aria-label="Feed"
          onScroll={({ currentTarget: { scrollTop } }) => {
            if (scrollTop <= READING_PX) setHeldAt(undefined);
            else setHeldAt((held) => held ?? read[0]?.seq);
          }}
        >
          <div className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ key, index, start }) => {
              const line = lines[index];
              if (line === undefined) return null;
              const isUnfolded = line.more > 0 && lines[index + 1]?.under !== undefined;
              return (
                <FeedRow key={key} line={line} items={items} top={start} isUnfolded={isUnfolded} onToggle={toggle} />
              );
            })}
          </div>
        </div>
      )}
      {fresh > 0 && (
        <Button
          look="primary"
          size="s"
          className="absolute top-11 left-1/2 z-10 -translate-x-1/2"
          onClick={() => {
            setHeldAt(undefined);
            scroller.current?.scrollTo({ top: 0 });
          }}
        >
          <ArrowUp className="size-3.5" aria-hidden="true" /> {fresh} new
        </Button>
      )}
    </div>
  );
}

function NothingShown({ isLoaded, isEmpty }: { isLoaded: boolean; isEmpty: boolean }) {
  if (!isLoaded) return <Loading what="Reading the feed" />;
  return isEmpty ? (
    <EmptyState icon={<List />} title="Nothing has happened yet">
      Everything that agents, the merge queue and you do is told here as it happens.
    </EmptyState>
  ) : (
    <EmptyState icon={<SearchX />} title="Nothing matches">
      Take something away from the filter, or show everything.
    </EmptyState>
  );
}

/** Events are newest first: those ahead of that one. */
function countNewer(events: readonly { readonly seq: number }[], seq: number): number {
  const at = events.findIndex((event) => event.seq <= seq);
  return at < 0 ? events.length : at;
}

function useFeedItems() {
  const known = useItems().data;
  const submissions = useQueue().data?.submissions;
  const agents = useOverview().data?.agents;
  return useMemo(
    () => feedItems({ items: known ?? [], submissions: submissions ?? [], agents: agents ?? [] }),
    [known, submissions, agents],
  );
}
