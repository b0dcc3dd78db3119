import { ChevronDown, ChevronRight, Truck } from "lucide-react";
import { memo } from "react";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { FeedLine } from "./feed-bursts.ts";
import { type FeedItems, subjectsOf } from "./feed-links.ts";

export interface FeedRowProps {
  readonly line: FeedLine;
  readonly items: FeedItems;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isUnfolded: boolean;
  onToggle(line: FeedLine): void;
}

/** One event, or a burst of the same. */
export const FeedRow = memo(function FeedRow({ line, items, top, isUnfolded, onToggle }: FeedRowProps) {
  const { event, more, under } = line;
  return (
    <article
      aria-label={`${lastPart(event.actor)}: ${event.text}`}
      className={classNames(
        "absolute inset-x-0 flex h-(--row) items-center gap-2.5 px-3 text-sm hover:bg-hover",
        under !== undefined && "pl-8",
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      <time
        dateTime={new Date(event.at).toISOString()}
        title={new Date(event.at).toLocaleString()}
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
      {more > 0 && (
        <button
          type="button"
          aria-expanded={isUnfolded}
          onClick={() => {
            onToggle(line);
          }}
          className="flex h-5 shrink-0 items-center gap-0.5 rounded-sm border border-line px-1.5 text-2xs text-ink-2 hover:bg-active hover:text-ink"
        >
          {isUnfolded ? <ChevronDown className="size-3" /> : <ChevronRight className="size-3" />}
          {more} more like it
        </button>
      )}
      <FeedLinks event={event} items={items} />
    </article>
  );
});

const LINK = "flex shrink-0 items-center gap-1.5 rounded-sm px-1 text-xs text-ink-3 hover:bg-active hover:text-ink";

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
