import { ChevronRight } from "lucide-react";
import { useRef } from "react";
import { useItemTarget } from "../../lib/drag.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { RowDeeds } from "./row-deeds.ts";
import type { GroupInfo } from "./use-backlog-rows.ts";

export type GroupRowProps = {
  readonly rowId: string;
  readonly group: GroupInfo;
  readonly count: number;
  readonly isOpen: boolean;
  readonly isCurrent: boolean;
  readonly row: number;
  readonly top: number;
  readonly height: number;
  readonly takesDrop: boolean;
  readonly deeds: RowDeeds;
};

/** The head of a group: folds it, and takes items that are dropped on it. */
export function GroupRow(props: GroupRowProps) {
  const { rowId, group, count, isOpen, isCurrent, row, top, height, takesDrop, deeds } = props;
  const element = useRef<HTMLDivElement>(null);
  const isOver = useItemTarget(
    element,
    takesDrop
      ? (items) => {
          deeds.drop(group.value, items);
        }
      : undefined,
  );
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list around hears the keys
    <div
      ref={element}
      id={rowId}
      role="row"
      tabIndex={-1}
      aria-level={1}
      aria-expanded={isOpen}
      aria-rowindex={row + 2}
      data-group={group.label}
      data-current={isCurrent || undefined}
      data-over={isOver || undefined}
      onClick={() => {
        deeds.toggleGroup(row);
      }}
      style={{ height, transform: `translateY(${top}px)` }}
      className="absolute inset-x-0 border-y border-line bg-sunken outline-none data-over:bg-accent-wash group-focus/list:data-current:bg-active group-focus/list:data-current:shadow-[inset_2px_0_0_var(--accent)]"
    >
      <div role="gridcell" className="flex h-full items-center gap-2 px-2">
        <ChevronRight
          aria-hidden="true"
          className={classNames("size-3.5 text-ink-3 transition-transform duration-(--fast)", isOpen && "rotate-90")}
        />
        <span className="truncate text-xs font-medium text-ink-2">{group.label}</span>
        <span className="text-xs text-ink-3 tabular-nums">{count.toLocaleString("en")}</span>
      </div>
    </div>
  );
}
