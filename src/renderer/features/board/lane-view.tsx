import { ChevronRight } from "lucide-react";
import { memo, useMemo, useRef } from "react";
import { useMoveTarget } from "../../lib/drag.tsx";
import { type ColumnId, columnLabel, columnTone } from "../../lib/moves/columns.ts";
import type { Place } from "../../lib/moves/judge.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { classNames } from "../../ui/class-names.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Cell, type CellFacts } from "./cell.tsx";
import { laneWords } from "./judge-drop.ts";
import type { Lane } from "./lanes.ts";

export type LaneViewProps = {
  readonly lane: Lane;
  readonly columns: readonly ColumnId[];
  /** CSS grid template of the columns. */
  readonly template: string;
  readonly facts: CellFacts;
  readonly isFolded: boolean;
  readonly focused: string | undefined;
  readonly focusNow: number;
  onFold(lane: string): void;
};

/** The columns as a lane fills up. */
const FILLING: readonly ColumnId[] = ["landed", "closed", "merging", "review", "progress", "ready", "blocked"];

/** A row of the board with its own progress; folded, only its head. */
export const LaneView = memo(function LaneView(props: LaneViewProps) {
  const { lane, columns, template, facts, isFolded, focused, focusNow, onFold } = props;
  const head = useRef<HTMLDivElement>(null);
  const { panes } = useServices();
  const { grouping } = facts;
  const place = useMemo(() => placeOfLane(grouping, lane), [grouping, lane]);
  const { isOver, verdict } = useMoveTarget(head, place);
  const name = laneWords(grouping, lane.label);
  return (
    <section data-lane={lane.key} aria-label={name} className="border-b border-line pb-1.5">
      <div
        ref={head}
        data-over={isOver || undefined}
        className={classNames(
          "sticky left-0 flex h-9 items-center gap-2 rounded-md px-1.5",
          isOver && (verdict?.isAllowed === true ? "bg-accent-wash" : "bg-hover"),
        )}
      >
        <button
          type="button"
          aria-expanded={!isFolded}
          aria-label={`${isFolded ? "Unfold" : "Fold"} ${name}`}
          onClick={() => {
            onFold(lane.key);
          }}
          className="flex size-6 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
        >
          <ChevronRight
            className={classNames("size-3.5 transition-transform duration-(--fast)", !isFolded && "rotate-90")}
          />
        </button>
        {grouping === "agent" && lane.value !== undefined && <Avatar agent={lane.value} size="xs" />}
        {grouping === "epic" && lane.value !== undefined ? (
          <button
            type="button"
            onClick={() => {
              panes.open({ kind: "item", item: lane.value ?? "" });
            }}
            className="flex min-w-0 items-baseline gap-2 rounded-sm hover:underline"
          >
            <span className="font-mono text-2xs text-ink-3">{lane.value}</span>
            <h3 className="truncate text-sm font-medium">{lane.label}</h3>
          </button>
        ) : (
          <h3 className="min-w-0 truncate text-sm font-medium">{lane.label}</h3>
        )}
        <span className="shrink-0 text-xs text-ink-3 tabular-nums">{`${lane.done}/${lane.count}`}</span>
        <ProgressBar
          label={`Progress of ${name}`}
          className="w-36 shrink-0"
          parts={FILLING.map((column) => ({
            label: columnLabel[column],
            count: lane.columns[column].length,
            tone: column === "ready" ? "faint" : columnTone[column],
          }))}
        />
        {isOver && verdict !== undefined && (
          <span aria-hidden="true" className="truncate text-xs text-ink-2">
            {verdict.isAllowed ? verdict.words : verdict.why}
          </span>
        )}
      </div>
      {!isFolded && (
        <div className="grid gap-1.5" style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <Cell
              key={column}
              column={column}
              lane={lane}
              facts={facts}
              isLane
              focused={lane.columns[column].some(({ id }) => id === focused) ? focused : undefined}
              focusNow={focusNow}
            />
          ))}
        </div>
      )}
    </section>
  );
});

/** A lane's head stands for what the lane is of. */
function placeOfLane(grouping: CellFacts["grouping"], { value, label }: Lane): Place | undefined {
  switch (grouping) {
    case "none":
      return undefined;
    case "convoy":
      return { kind: "convoy", convoy: value === undefined ? undefined : { id: value, title: label } };
    case "epic":
      return { kind: "epic", epic: value };
    case "project":
      return value === undefined ? undefined : { kind: "project", project: value };
    case "agent":
      return value === undefined || value === "user" ? undefined : { kind: "agent", agent: value, project: undefined };
  }
}
