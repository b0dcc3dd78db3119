import {
  Ban,
  CalendarDays,
  CircleAlert,
  Combine,
  Flag,
  FolderGit2,
  GitBranch,
  Layers,
  Timer,
  Truck,
} from "lucide-react";
import { memo, useEffect, useId, useMemo, useRef } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { estimateText, shortDay } from "../../lib/days.ts";
import { useAgentDrop, useDraggableItem } from "../../lib/drag.tsx";
import { useConvoys } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { useNow } from "../../lib/use-now.ts";
import { useGathering } from "../../lib/integrations/gathering-note.tsx";
import { gatheringMark, gatheringWords } from "../../lib/integrations/integrations.ts";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { CollisionMark } from "../../lib/collisions/collision-mark.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { CardField } from "./board-store.ts";
import type { CardPlace } from "./lanes.ts";

export type CardProps = {
  readonly item: ItemView;
  /** Key of the lane it stands in. */
  readonly lane: string;
  readonly fields: readonly CardField[];
  /** Whether Tab leads to it, one card of the board. */
  readonly isStop: boolean;
  /** Came into its column while the board was looked at. */
  readonly hasArrived: boolean;
  onFocus(place: CardPlace): void;
};

const PRIORITY_LABEL = ["Urgent", "High", "Normal", "Low", "Some day"];
/** Labels a card has room for. */
const LABELS = 2;

export const Card = memo(function Card({ item, lane, fields, isStop, hasArrived, onFocus }: CardProps) {
  const { panes, ui } = useServices();
  const isPicked = useUi(({ selected }) => selected.includes(item.id));
  const element = useRef<HTMLDivElement>(null);
  const isOpen = item.stage !== "landed" && item.stage !== "closed";
  const isDragging = useDraggableItem(element, item.id, { label: item.title, isEnabled: isOpen });
  const isTaker = useAgentDrop(element, item.id);
  const id = useId();
  const tone = stageTone[item.stage];
  const worker = item.hookedBy ?? (isOpen ? item.assignee : undefined);
  useEffect(() => {
    if (isDragging) element.current?.focus();
  }, [isDragging]);

  // The focus roves over the cards with the arrow keys, which the board hears; each card is one stop.
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the board hears the keys as they come up
    <div
      ref={element}
      role="listitem"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the focus roves over the cards
      tabIndex={isStop ? 0 : -1}
      data-item={item.id}
      data-stage={item.stage}
      data-tone={tone}
      id={id}
      // Its name is what it says, with the stage, which only the column shows.
      aria-labelledby={id}
      aria-keyshortcuts="Enter S W X"
      data-picked={isPicked || undefined}
      data-over={isTaker || undefined}
      onFocus={() => {
        onFocus({ lane, item: item.id });
      }}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) ui.toggleSelected(item.id);
        event.currentTarget.focus();
      }}
      onDoubleClick={() => {
        panes.open({ kind: "item", item: item.id });
      }}
      className={classNames(
        "group @container relative flex flex-col gap-1.5 rounded-md border border-line bg-raised px-2.5 py-2 shadow-card outline-none transition-[border-color,opacity] duration-(--fast) hover:border-line-strong focus:border-accent data-picked:border-accent data-picked:bg-accent-wash data-over:border-accent data-over:bg-accent-wash focus:ring-1 focus:ring-accent",
        isDragging && "opacity-40",
        hasArrived && "card-arrived",
        !isOpen && "bg-transparent shadow-none",
      )}
    >
      <div className="flex items-center gap-1.5">
        <span className="shrink-0 font-mono text-2xs text-ink-3">{item.id}</span>
        {item.priority <= 1 && isOpen && (
          <Flag
            aria-label={PRIORITY_LABEL[item.priority]}
            data-tone={item.priority === 0 ? "trouble" : "attention"}
            className="size-3 shrink-0 text-tone"
          />
        )}
        {isOpen && <CollisionMark of={{ item: item.id }} />}
        {item.type !== "task" && fields.includes("type") && (
          <span className="hidden text-2xs text-ink-3 @[8.5rem]:inline">{item.type}</span>
        )}
        <span className="flex-1" />
        {worker !== undefined && fields.includes("agent") && (
          <AgentChip agent={worker} isLive={item.stage === "in-progress"} isFaceOnlyWhenNarrow />
        )}
      </div>
      <button
        type="button"
        tabIndex={-1}
        onClick={(event) => {
          // With a key held, a click picks out; the card hears it.
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          panes.open({ kind: "item", item: item.id });
        }}
        className={classNames(
          "line-clamp-3 text-left text-sm leading-[17px] @[8.5rem]:line-clamp-2 hover:underline hover:decoration-ink-4 hover:underline-offset-2",
          isOpen ? "text-ink" : "text-ink-2",
        )}
      >
        {item.title}
      </button>
      <CardFoot item={item} fields={fields} />
      <span className="sr-only">{`${stageLabel[item.stage]}${isPicked ? ", picked" : ""}`}</span>
    </div>
  );
});

/** Why it does not move, and what it is about; nothing where there is nothing to say. */
function CardFoot({ item, fields }: { item: ItemView; fields: readonly CardField[] }) {
  const gathering = useGathering(item);
  const all = fields.includes("labels") ? item.labels : [];
  const labels = all.slice(0, LABELS);
  const rest = all.length - labels.length;
  const hasMore = fields.some((field) => MORE.has(field) && hasField(item, field));
  const isBlocked = item.stage === "blocked" && item.blockedBy.length > 0;
  const isQuiet = labels.length === 0 && !isBlocked && item.stage !== "queued" && !hasMore;
  if (item.trouble === undefined && gathering === undefined && isQuiet) return null;
  return (
    <div className="flex flex-col gap-1">
      {gathering !== undefined && (
        <span
          data-gathering={gathering.how}
          data-tone={gathering.how === "gathered" ? "merging" : "attention"}
          title={gatheringWords(gathering)}
          className="flex items-start gap-1 text-xs text-tone"
        >
          <Combine aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          <span className="line-clamp-3 [overflow-wrap:anywhere]">{gatheringMark(gathering)}</span>
        </span>
      )}
      {item.trouble !== undefined && (
        // What stands in review waits for somebody; nothing is broken.
        <span
          data-tone={item.stage === "review" ? "attention" : "trouble"}
          className="flex items-start gap-1 text-xs text-tone"
        >
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          <span className="line-clamp-2">{item.trouble}</span>
        </span>
      )}
      {!isQuiet && (
        <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 overflow-hidden text-2xs text-ink-3">
          {isBlocked && (
            <span className="flex shrink-0 items-center gap-1">
              <Ban aria-hidden="true" className="size-2.5" />
              {item.blockedBy.length === 1 ? item.blockedBy[0] : `${item.blockedBy.length} items`}
            </span>
          )}
          {item.stage === "queued" && (
            <span className="flex shrink-0 items-center gap-1">
              <GitBranch aria-hidden="true" className="size-2.5" />
              queued
            </span>
          )}
          {labels.map((label) => (
            <span key={label} className="truncate rounded-sm border border-line px-1 leading-4">
              {label}
            </span>
          ))}
          {rest > 0 && <span>+{rest}</span>}
          {hasMore && <MoreFields item={item} fields={fields} />}
        </div>
      )}
    </div>
  );
}

const MORE: ReadonlySet<CardField> = new Set(["project", "epic", "convoy", "estimate", "due"]);

function hasField(item: ItemView, field: CardField): boolean {
  switch (field) {
    case "project":
      return item.project !== undefined;
    case "epic":
      return item.parent !== undefined;
    case "convoy":
      return item.convoys.length > 0;
    case "estimate":
      return item.estimateMinutes !== undefined;
    case "due":
      return item.dueAt !== undefined;
    case "type":
    case "labels":
    case "agent":
      return false;
  }
}

/** Days turn into others by the minute at most. */
const DAY_CHANGES_MS = 60_000;

/** What else the user wants to see on cards. */
function MoreFields({ item, fields }: { item: ItemView; fields: readonly CardField[] }) {
  const titles = useConvoyTitles();
  const shown = (field: CardField) => fields.includes(field) && hasField(item, field);
  const part = "flex min-w-0 items-center gap-1 [&_svg]:size-2.5 [&_svg]:shrink-0";
  const now = useNow(true, DAY_CHANGES_MS);
  const isLate = item.dueAt !== undefined && item.status !== "closed" && item.dueAt < now;
  return (
    <>
      {shown("project") && (
        <span className={part}>
          <FolderGit2 aria-label="project" /> <span className="truncate">{item.project}</span>
        </span>
      )}
      {shown("epic") && (
        <span className={part}>
          <Layers aria-label="epic" /> <span className="truncate font-mono">{item.parent}</span>
        </span>
      )}
      {shown("convoy") && (
        <span className={part}>
          <Truck aria-label="convoy" />
          <span className="truncate">{item.convoys.map((id) => titles.get(id) ?? id).join(", ")}</span>
        </span>
      )}
      {shown("estimate") && (
        <span className={part}>
          <Timer aria-label="estimate" /> {estimateText(item.estimateMinutes ?? 0)}
        </span>
      )}
      {shown("due") && (
        <span className={classNames(part, isLate && "text-trouble")}>
          <CalendarDays aria-label="due" /> {shortDay(item.dueAt ?? 0, now)}
        </span>
      )}
    </>
  );
}

function useConvoyTitles(): ReadonlyMap<string, string> {
  const convoys = useConvoys();
  return useMemo(() => new Map(convoys.data?.map(({ id, title }) => [id, title])), [convoys.data]);
}
