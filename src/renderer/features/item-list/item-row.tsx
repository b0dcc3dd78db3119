import { Check, Flag, ListTree } from "lucide-react";
import { memo, useRef } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age } from "../../lib/age-view.tsx";
import { useDraggableItem } from "../../lib/drag.tsx";
import { PRIORITIES } from "../../lib/item-choices.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";

export type ItemRowProps = {
  readonly item: ItemView;
  readonly isStop: boolean;
  /** From the start of the list, in pixels. */
  readonly top: number;
  readonly height: number;
  /** From 1. */
  readonly position: number;
  onFocus(item: string): void;
};

export const ItemRow = memo(function ItemRow({ item, isStop, top, height, position, onFocus }: ItemRowProps) {
  const { panes, ui } = useServices();
  const element = useRef<HTMLDivElement>(null);
  const isPicked = useUi(({ selected }) => selected.includes(item.id));
  const isOpen = item.status !== "closed";
  useDraggableItem(element, item.id, { label: item.title, isEnabled: isOpen });
  const holder = item.hookedBy ?? (item.assignee === "user" ? undefined : item.assignee);
  // The list hears the keys; the focus roves over its rows.
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={element}
      role="row"
      aria-selected={isPicked}
      aria-rowindex={position}
      aria-label={`${item.id} ${item.title}, ${stageLabel[item.stage]}`}
      tabIndex={isStop ? 0 : -1}
      data-item={item.id}
      data-stage={item.stage}
      onFocus={() => {
        onFocus(item.id);
      }}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) ui.toggleSelected(item.id);
        event.currentTarget.focus();
      }}
      onDoubleClick={() => {
        panes.open({ kind: "item", item: item.id });
      }}
      style={{ height, transform: `translateY(${top}px)` }}
      className={classNames(
        "group absolute inset-x-0 text-sm outline-none hover:bg-hover focus:bg-active focus:shadow-[inset_2px_0_0_var(--accent)]",
        isPicked && "bg-accent-wash",
      )}
    >
      <div role="gridcell" className="flex h-full items-center gap-2.5 px-3">
        <span
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            ui.toggleSelected(item.id);
          }}
          className={classNames(
            "flex size-4 shrink-0 items-center justify-center rounded-sm border",
            isPicked
              ? "border-transparent bg-accent-strong text-accent-ink"
              : "border-line-strong opacity-40 group-hover:opacity-100",
          )}
        >
          {isPicked && <Check className="size-3" />}
        </span>
        <Dot tone={stageTone[item.stage]} />
        <span className="w-24 shrink-0 truncate font-mono text-2xs text-ink-3">{item.id}</span>
        <span className="flex w-3 shrink-0">
          {item.priority <= 1 && (
            <Flag
              aria-label={PRIORITIES[item.priority]?.label}
              data-tone={item.priority === 0 ? "trouble" : "attention"}
              className="size-3 text-tone"
            />
          )}
        </span>
        <span className={classNames("min-w-0 flex-1 truncate", isOpen ? "text-ink" : "text-ink-2")}>
          {item.type === "epic" && <ListTree className="mr-1.5 inline size-3.5 text-ink-3" aria-label="epic" />}
          {item.title}
        </span>
        {item.labels.slice(0, 2).map((label) => (
          <span
            key={label}
            className="hidden shrink-0 rounded-sm border border-line px-1 text-2xs text-ink-3 @2xl:inline"
          >
            {label}
          </span>
        ))}
        {holder !== undefined && (
          <AgentChip agent={holder} isLive={item.stage === "in-progress"} className="shrink-0" />
        )}
        {holder === undefined && item.assignee !== undefined && <span className="text-2xs text-ink-3">You</span>}
        <span className="hidden w-20 shrink-0 truncate text-xs text-ink-3 @xl:inline">
          {item.project ?? "Workspace"}
        </span>
        <span className="w-20 shrink-0 text-xs text-ink-3">{stageLabel[item.stage]}</span>
        <Age at={item.updatedAt} className="w-9 shrink-0 text-right text-xs text-ink-3 tabular-nums" />
      </div>
    </div>
  );
});
