import { Check } from "lucide-react";
import { memo, useRef } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useDraggableItem, useItemTarget } from "../../lib/drag.tsx";
import { useServices, useUi } from "../../lib/services.tsx";
import { stageLabel } from "../../lib/stage.ts";
import { classNames } from "../../ui/class-names.ts";
import { Cell } from "./cells.tsx";
import type { ColumnStates } from "./columns.ts";
import type { RowDeeds } from "./row-deeds.ts";

export type ItemRowProps = {
  readonly item: ItemView;
  readonly columns: ColumnStates;
  readonly template: string;
  readonly rowId: string;
  readonly isCurrent: boolean;
  readonly isRenaming: boolean;
  /** 1, or 2 below the head of a group. */
  readonly level: number | undefined;
  readonly row: number;
  /** From the start of the list, in pixels. */
  readonly top: number;
  readonly height: number;
  /** Of the group it stands in. */
  readonly value: string | null | undefined;
  readonly takesDrop: boolean;
  /** The same through all drawings. */
  readonly deeds: RowDeeds;
};

/** One item as a line. The list has the focus and hears the keys; the line only looks focused. */
export const ItemRow = memo(function ItemRow(props: ItemRowProps) {
  const { item, columns, template, rowId, isCurrent, isRenaming, level, row, top, height, deeds } = props;
  const { panes } = useServices();
  const element = useRef<HTMLDivElement>(null);
  const isPicked = useUi(({ selected }) => selected.includes(item.id));
  const isOpen = item.status !== "closed";
  const isDragging = useDraggableItem(element, item.id, { label: item.title, isEnabled: isOpen && !isRenaming });
  const isOver = useItemTarget(
    element,
    props.takesDrop
      ? (items) => {
          deeds.drop(props.value, items, item);
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
      aria-selected={isPicked}
      aria-rowindex={row + 2}
      aria-level={level}
      aria-label={`${item.id} ${item.title}, ${stageLabel[item.stage]}`}
      data-item={item.id}
      data-stage={item.stage}
      data-current={isCurrent || undefined}
      data-over={isOver || undefined}
      onClick={(event) => {
        deeds.pointAt(row, event.shiftKey ? "range" : event.ctrlKey || event.metaKey ? "toggle" : "only");
      }}
      onDoubleClick={() => {
        panes.open({ kind: "item", item: item.id });
      }}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: `28px ${template}` }}
      className={classNames(
        "group absolute inset-x-0 grid items-center text-sm outline-none hover:bg-hover data-current:bg-hover data-over:bg-accent-wash group-focus/list:data-current:bg-active group-focus/list:data-current:shadow-[inset_2px_0_0_var(--accent)]",
        isPicked && "bg-accent-wash",
        isDragging && "opacity-40",
      )}
    >
      <div role="gridcell" className="flex h-full items-center justify-center">
        <span
          aria-hidden="true"
          data-pick
          onClick={(event) => {
            event.stopPropagation();
            deeds.pointAt(row, event.shiftKey ? "range" : "toggle");
          }}
          className={classNames(
            "flex size-4 items-center justify-center rounded-sm border",
            isPicked
              ? "border-transparent bg-accent-strong text-accent-ink"
              : "border-line-strong opacity-0 group-hover:opacity-100 group-data-current:opacity-100",
          )}
        >
          {isPicked && <Check className="size-3" />}
        </span>
      </div>
      {columns.map(
        ({ id, isShown }) =>
          isShown && <Cell key={id} column={id} item={item} isRenaming={isRenaming} onRename={deeds.rename} />,
      )}
    </div>
  );
});

/** Stands where an item will be as soon as its page is read. */
export function RowToCome({ top, height, row }: { top: number; height: number; row: number }) {
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-busy="true"
      style={{ height, transform: `translateY(${top}px)` }}
      className="absolute inset-x-0 flex items-center px-9"
    >
      <div role="gridcell" aria-label="Being read" className="h-2 w-2/5 rounded-sm bg-hover" />
    </div>
  );
}
