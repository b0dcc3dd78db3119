import { ArrowDown, ArrowUp } from "lucide-react";
import type { PointerEvent as ReactPointerEvent } from "react";
import { classNames } from "../../ui/class-names.ts";
import { type ColumnId, type ColumnStates, columnInfo } from "./columns.ts";
import type { Sort, View } from "./view.ts";

export type ColumnHeadsProps = {
  readonly columns: ColumnStates;
  readonly template: string;
  readonly view: View;
  onSort(sort: Sort): void;
  onResize(column: ColumnId, width: number): void;
};

/** Pixels a key press makes a column wider or narrower. */
const STEP = 16;

/** Names of the columns; a press sorts by one, its edge makes it wider or narrower. */
export function ColumnHeads({ columns, template, view, onSort, onResize }: ColumnHeadsProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      style={{ gridTemplateColumns: `28px ${template}` }}
      className="sticky top-0 z-[1] grid h-7 items-center border-b border-line bg-pane text-xs text-ink-3"
    >
      <div role="columnheader" aria-label="Picked" />
      {columns
        .filter(({ isShown }) => isShown)
        .map(({ id, width }) => {
          const { label, sort, least } = columnInfo[id];
          const isSorted = sort !== undefined && view.sort === sort;
          return (
            <div
              key={id}
              role="columnheader"
              aria-sort={isSorted ? (view.isReversed ? "descending" : "ascending") : undefined}
              className="relative flex h-full min-w-0 items-center px-1.5"
            >
              {sort === undefined ? (
                <span className="truncate">{label}</span>
              ) : (
                <button
                  type="button"
                  tabIndex={-1}
                  aria-label={`Sort by ${label.toLowerCase()}`}
                  onClick={() => {
                    onSort(sort);
                  }}
                  className={classNames(
                    "-ml-1 flex h-5 min-w-0 items-center gap-1 rounded-sm px-1 hover:bg-hover hover:text-ink",
                    isSorted && "text-ink",
                  )}
                >
                  <span className="truncate">{label}</span>
                  {isSorted &&
                    (view.isReversed ? (
                      <ArrowUp className="size-3 shrink-0" />
                    ) : (
                      <ArrowDown className="size-3 shrink-0" />
                    ))}
                </button>
              )}
              {id !== "title" && (
                // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- a separator that moves is a widget
                <div
                  role="separator"
                  aria-orientation="vertical"
                  aria-label={`Width of ${label}`}
                  aria-valuenow={width}
                  aria-valuemin={least}
                  aria-valuemax={640}
                  tabIndex={-1}
                  onKeyDown={(event) => {
                    if (event.key === "ArrowLeft") onResize(id, width - STEP);
                    if (event.key === "ArrowRight") onResize(id, width + STEP);
                  }}
                  onPointerDown={(event) => {
                    followPointer(event, width, (next) => {
                      onResize(id, next);
                    });
                  }}
                  className="absolute inset-y-1 right-0 w-1.5 cursor-col-resize touch-none rounded-sm hover:bg-accent/50"
                />
              )}
            </div>
          );
        })}
    </div>
  );
}

function followPointer(event: ReactPointerEvent<HTMLElement>, width: number, resize: (width: number) => void): void {
  event.preventDefault();
  const handle = event.currentTarget;
  const from = event.clientX;
  handle.setPointerCapture(event.pointerId);
  const move = (moved: PointerEvent) => {
    resize(width + moved.clientX - from);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener(
    "lostpointercapture",
    () => {
      handle.removeEventListener("pointermove", move);
    },
    { once: true },
  );
}
