import { type ColumnId, columnLabel, columnTone } from "../../lib/moves/columns.ts";
import { Dot } from "../../ui/badge.tsx";
import { Hint } from "../../ui/hint.tsx";

export type ColumnHeadProps = {
  readonly column: ColumnId;
  readonly count: number;
  /** How many may be in it at once; undefined where nothing limits it. */
  readonly limit?: number | undefined;
};

/** The name of a column with what is in it. */
export function ColumnHead({ column, count, limit }: ColumnHeadProps) {
  return (
    <header className="flex h-8 shrink-0 items-center gap-2 px-1.5">
      <Dot tone={columnTone[column]} />
      <h3 className="truncate text-xs font-medium text-ink-2">{columnLabel[column]}</h3>
      {limit === undefined ? (
        <span className="text-xs text-ink-3 tabular-nums">{count}</span>
      ) : (
        <Hint text={`${count} in progress or waiting for an agent; at most ${limit} agents work at once`}>
          <span className="shrink-0 text-xs whitespace-nowrap text-ink-3 tabular-nums">
            {count}
            {` / ${limit}`}
          </span>
        </Hint>
      )}
    </header>
  );
}
