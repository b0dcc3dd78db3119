import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { COLUMNS, type ColumnId } from "../../lib/moves/columns.ts";
import { Cell, type CellFacts } from "./cell.tsx";
import { ColumnHead } from "./column-head.tsx";
import { LaneView } from "./lane-view.tsx";
import type { CardPlace, Lane } from "./lanes.ts";

export type ColumnsViewProps = {
  readonly lanes: readonly Lane[];
  readonly facts: CellFacts;
  readonly folded: readonly string[];
  /** The card that has, or would get, the focus. */
  readonly stop: CardPlace | undefined;
  readonly focusNow: number;
  /** Agents that may be at work at once, in what is shown. */
  readonly workLimit: number | undefined;
  onFold(lane: string): void;
};

const LANE_HEAD = 40;
const LANE_BODY = 240;

/** The columns: side by side, or cut into lanes one below the other. */
export function ColumnsView(props: ColumnsViewProps) {
  const { lanes, facts } = props;
  const counts = useMemo(
    () =>
      new Map(
        COLUMNS.map((column) => [
          column,
          new Set(lanes.flatMap((lane) => lane.columns[column].map(({ id }) => id))).size,
        ]),
      ),
    [lanes],
  );
  const columns = useMemo(() => COLUMNS.filter((name) => name !== "closed" || (counts.get(name) ?? 0) > 0), [counts]);
  const [only] = lanes;
  if (facts.grouping === "none" && only !== undefined) {
    return <Side {...props} lane={only} columns={columns} counts={counts} />;
  }
  return <Lanes {...props} columns={columns} counts={counts} />;
}

type Counted = { readonly columns: readonly ColumnId[]; readonly counts: ReadonlyMap<ColumnId, number> };

function Side({
  lane,
  columns,
  counts,
  facts,
  stop,
  focusNow,
  workLimit,
}: ColumnsViewProps & Counted & { readonly lane: Lane }) {
  return (
    <div className="flex min-h-0 flex-1 gap-1.5 overflow-x-auto px-2">
      {columns.map((column) => (
        <section
          key={column}
          data-column={column}
          // Empty ones give their room to those with work.
          className={
            lane.columns[column].length === 0
              ? "flex min-w-22 flex-[0.6] flex-col"
              : "flex min-w-[118px] flex-1 flex-col"
          }
        >
          <ColumnHead
            column={column}
            count={counts.get(column) ?? 0}
            limit={column === "progress" ? workLimit : undefined}
          />
          <Cell
            column={column}
            lane={lane}
            facts={facts}
            isLane={false}
            focused={lane.columns[column].some(({ id }) => id === stop?.item) ? stop?.item : undefined}
            focusNow={focusNow}
          />
        </section>
      ))}
    </div>
  );
}

function Lanes(props: ColumnsViewProps & Counted) {
  const { lanes, columns, counts, facts, folded, stop, focusNow, workLimit, onFold } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lanes.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (folded.includes(lanes[index]?.key ?? "") ? LANE_HEAD : LANE_HEAD + LANE_BODY),
    getItemKey: (index) => lanes[index]?.key ?? index,
    overscan: 2,
    paddingEnd: 24,
  });
  const template = columns
    .map((column) => (counts.get(column) === 0 ? "minmax(5.5rem, 0.6fr)" : "minmax(7.5rem, 1fr)"))
    .join(" ");
  const stopLane = lanes.findIndex(({ key }) => key === stop?.lane);
  const lastFocus = useRef(focusNow);
  useEffect(() => {
    if (focusNow === lastFocus.current) return;
    lastFocus.current = focusNow;
    // A lane has to be drawn before a card of it can have the focus.
    if (stopLane >= 0) virtual.scrollToIndex(stopLane, { align: "auto" });
  }, [focusNow, stopLane, virtual]);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto px-2">
      <div
        className="sticky top-0 z-20 grid gap-1.5 border-b border-line bg-pane"
        style={{ gridTemplateColumns: template }}
      >
        {columns.map((column) => (
          <ColumnHead
            key={column}
            column={column}
            count={counts.get(column) ?? 0}
            limit={column === "progress" ? workLimit : undefined}
          />
        ))}
      </div>
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const lane = lanes[row.index];
          if (lane === undefined) return null;
          return (
            <div
              key={row.key}
              ref={virtual.measureElement}
              data-index={row.index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <LaneView
                lane={lane}
                columns={columns}
                template={template}
                facts={facts}
                isFolded={folded.includes(lane.key)}
                focused={stop?.lane === lane.key ? stop.item : undefined}
                focusNow={focusNow}
                onFold={onFold}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
