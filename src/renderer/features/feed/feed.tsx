import { useVirtualizer } from "@tanstack/react-virtual";
import { List, Search, Truck } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { lastPart } from "../../lib/names.ts";
import { useItems, useOverview, useQueue } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState, Loading } from "../../ui/state-views.tsx";
import { type FeedItems, feedItems, subjectsOf } from "./feed-links.ts";
import { feedKinds, filterFeed } from "./feed-model.ts";

const ROW = 30;
const ALL = "";

/** Everything that happens, newest first, in words. */
export function Feed() {
  const { feed } = useServices();
  const { events, loaded } = useStore(feed.store);
  const [text, setText] = useState("");
  const [kind, setKind] = useState(ALL);
  const wanted = useDeferredValue(text);
  const known = useItems().data;
  const submissions = useQueue().data?.submissions;
  const agents = useOverview().data?.agents;
  const items = useMemo(
    () => feedItems({ items: known ?? [], submissions: submissions ?? [], agents: agents ?? [] }),
    [known, submissions, agents],
  );
  const shown = useMemo(() => filterFeed(events, wanted, kind === ALL ? undefined : kind), [events, wanted, kind]);
  const kinds = useMemo(() => feedKinds(events), [events]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => shown[index]?.seq ?? index,
    overscan: 12,
  });
  return (
    <div data-testid="feed" className="@container flex h-full flex-col bg-pane">
      <header className="flex h-10 shrink-0 items-center gap-2 px-3">
        <label className="flex h-7 w-64 min-w-0 items-center gap-1.5 rounded-md border border-line bg-field px-2 focus-within:border-accent">
          <Search className="size-3.5 text-ink-3" aria-hidden="true" />
          <input
            aria-label="Filter the feed"
            placeholder="Filter"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
            }}
            className="min-w-0 flex-1 bg-transparent text-sm outline-none"
          />
        </label>
        <Select
          label="Kind"
          size="s"
          value={kind}
          options={[{ value: ALL, label: "Everything" }, ...kinds.map((name) => ({ value: name, label: name }))]}
          onChange={setKind}
        />
        <span className="flex-1" />
        <span className="text-xs text-ink-3 tabular-nums">{shown.length} events</span>
      </header>
      {shown.length === 0 ? (
        loaded ? (
          <EmptyState icon={<List />} title={events.length === 0 ? "Nothing has happened yet" : "Nothing matches"} />
        ) : (
          <Loading what="Reading the feed" />
        )
      ) : (
        <div
          ref={scroller}
          className="min-h-0 flex-1 overflow-y-auto"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
          tabIndex={0}
          role="feed"
          data-pane-focus
          aria-label="Feed"
        >
          <div className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((row) => {
              const event = shown[row.index];
              return event === undefined ? null : <FeedRow key={row.key} event={event} items={items} top={row.start} />;
            })}
          </div>
        </div>
      )}
    </div>
  );
}

/** What an event is about: its item, with the title, and the agent whose work it is. */
function FeedLinks({ event, items }: { event: FeedEvent; items: FeedItems }) {
  const { panes, ui } = useServices();
  const { item, agent, convoy } = subjectsOf(event, items);
  return (
    <>
      {item !== undefined && (
        <button
          type="button"
          onClick={() => {
            panes.open({ kind: "item", item });
          }}
          className={LINK}
        >
          <span className="font-mono text-2xs">{item}</span>
          <span className="hidden max-w-64 truncate @3xl:inline">{items.titles.get(item)}</span>
        </button>
      )}
      {convoy !== undefined && (
        <button
          type="button"
          onClick={() => {
            ui.set({ boardConvoy: convoy });
            panes.open({ kind: "board" });
          }}
          className={LINK}
        >
          <Truck className="size-3" aria-hidden="true" />
          Convoy
        </button>
      )}
      {agent !== undefined && agent !== event.actor && <AgentChip agent={agent} className="shrink-0 px-1" />}
    </>
  );
}

const LINK = "flex shrink-0 items-center gap-1.5 rounded-sm px-1 text-xs text-ink-3 hover:bg-active hover:text-ink";

function FeedRow({ event, items, top }: { event: FeedEvent; items: FeedItems; top: number }) {
  return (
    <article
      aria-label={`${lastPart(event.actor)}: ${event.text}`}
      className="absolute inset-x-0 flex items-center gap-2.5 px-3 text-sm hover:bg-hover"
      style={{ height: ROW, transform: `translateY(${top}px)` }}
    >
      <time
        dateTime={new Date(event.at).toISOString()}
        className="w-16 shrink-0 font-mono text-2xs text-ink-3 tabular-nums"
      >
        {new Date(event.at).toLocaleTimeString([], { hour12: false })}
      </time>
      <Avatar agent={event.actor} size="xs" />
      <span className="w-28 shrink-0 truncate text-xs text-ink-3">{lastPart(event.actor)}</span>
      <span className="min-w-0 flex-1 truncate text-ink-2">
        {event.text}
        {event.cause !== undefined && <span className="text-ink-3"> — {event.cause}</span>}
      </span>
      <FeedLinks event={event} items={items} />
    </article>
  );
}
