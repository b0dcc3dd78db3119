import "./diff.css";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  memo,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import type { DiffRow, DiffSide } from "./diff-model.ts";
import { type OpenGap, type RowPorts, type RowState, RowLines } from "./diff-row-view.tsx";
import { type LineRange, changeStart, lineAt, nextRow, pickedRange, rowFor, sameLine } from "./diff-cursor.ts";

/** What whoever shows a difference can ask of it. */
export interface DiffHandle {
  /** To the first line of the next (1) or previous (-1) change. False when there is none that way. */
  goToChange(direction: 1 | -1): boolean;
  goToLine(side: DiffSide, line: number): void;
  /** The lines that are picked, or the one under the cursor. Undefined when that is none. */
  picked(): LineRange | undefined;
  focus(): void;
}

export type DiffViewProps = {
  readonly label: string;
  readonly rows: readonly DiffRow[];
  readonly mode: "unified" | "split";
  /** Colours of a line, in order. */
  readonly tokensOf?: RowPorts["tokensOf"];
  readonly onOpenGap?: OpenGap;
  /** Offers to comment on the line, or what is picked, that the pointer is at. */
  readonly onComment?: (range: LineRange) => void;
  /** What stands under a line. */
  readonly under?: (side: DiffSide, line: number) => ReactNode;
  readonly ref?: Ref<DiffHandle>;
};

/** Pixels of a line that is not wrapped; longer ones are measured. */
const LINE_HEIGHT = 20;

/** How two texts differ, line by line, in one column or two. Only what is in sight is drawn. */
export function DiffView({ label, rows, mode, tokensOf, onOpenGap, onComment, under, ref }: DiffViewProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const id = useId();
  const [at, setAt] = useState<{ readonly row: number; readonly side: DiffSide }>();
  /** Where picking began; the cursor is its other end. */
  const [anchor, setAnchor] = useState<number>();
  // Rows come and go with gaps and layouts: the cursor stays with its line.
  const [known, setKnown] = useState(rows);
  if (known !== rows) {
    setKnown(rows);
    setAnchor(undefined);
    setAt(at && sameLine(known, at, rows));
  }
  // oxlint-disable-next-line react-compiler/incompatible-library -- its functions are not handed on
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });

  const [low, high] =
    at === undefined ? [1, 0] : [Math.min(at.row, anchor ?? at.row), Math.max(at.row, anchor ?? at.row)];
  const goTo = (row: number, side?: DiffSide, isExtending = false) => {
    const target = rowFor(rows, row, side ?? at?.side ?? "after");
    if (target === undefined) return;
    setAnchor(isExtending ? (anchor ?? at?.row ?? row) : undefined);
    setAt(target);
    virtual.scrollToIndex(target.row, { align: "auto" });
  };
  const picked = (): LineRange | undefined => (at === undefined ? undefined : pickedRange(rows, at, anchor ?? at.row));

  const current: RowDeeds = {
    pick(index, side, isExtending) {
      goTo(index, side, isExtending);
    },
    comment(index, side) {
      const isWithin = anchor !== undefined && at?.side === side && index >= low && index <= high;
      const line = lineAt(rows, index, side);
      const range = isWithin ? picked() : line === undefined ? undefined : { side, from: line, to: line };
      if (range !== undefined) onComment?.(range);
    },
  };
  const latest = useRef(current);
  useEffect(() => {
    latest.current = current;
  });
  // The same for as long as the view stands, so that scrolling draws new rows and leaves the others as they are.
  const [deeds] = useState<RowDeeds>(() => ({
    pick: (...args) => {
      latest.current.pick(...args);
    },
    comment: (...args) => {
      latest.current.comment(...args);
    },
  }));

  useImperativeHandle(ref, () => ({
    goToChange(direction) {
      const row = changeStart(rows, at?.row ?? -1, direction);
      if (row === undefined) return false;
      goTo(row);
      virtual.scrollToIndex(row, { align: "center" });
      return true;
    },
    goToLine(side, line) {
      const row = rows.findIndex((_, index) => lineAt(rows, index, side) === line);
      if (row < 0) return;
      goTo(row, side);
      virtual.scrollToIndex(row, { align: "center" });
    },
    picked,
    focus: () => scroll.current?.focus({ preventScroll: true }),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (isWithinControl(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = at?.row ?? -1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      goTo(nextRow(rows, from, event.key === "ArrowDown" ? 1 : -1), undefined, event.shiftKey);
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && mode === "split" && at !== undefined) {
      goTo(at.row, event.key === "ArrowLeft" ? "before" : "after");
    } else if (event.key === "Home" || event.key === "End") {
      goTo(event.key === "Home" ? 0 : rows.length - 1);
    } else if (event.key === "Enter" && rows[from]?.kind === "gap") {
      const row = rows[from];
      if (row?.kind === "gap") onOpenGap?.(row.gap, "all");
    } else return;
    event.preventDefault();
  };

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroll}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length}
        aria-colcount={mode === "split" ? 2 : 1}
        aria-activedescendant={at === undefined ? undefined : `${id}-${at.row}`}
        aria-readonly="true"
        tabIndex={0}
        data-mode={mode}
        onKeyDown={onKeyDown}
        className="diff-pane peer min-h-0 flex-1 overflow-auto font-mono text-[12px] leading-[20px] outline-none"
      >
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isAt = at?.row === index;
            const isPicked = anchor !== undefined && index >= low && index <= high;
            const side = at?.side;
            return (
              <div
                key={key}
                id={`${id}-${index}`}
                ref={virtual.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 1}
                aria-selected={isPicked || isAt}
                data-cursor={isAt || undefined}
                data-picked={isPicked || undefined}
                style={{ transform: `translateY(${start}px)` }}
                className="diff-row absolute inset-x-0 top-0"
              >
                <RowContent
                  row={row}
                  index={index}
                  cursor={isAt ? side : undefined}
                  picked={isPicked ? side : undefined}
                  deeds={deeds}
                  canComment={onComment !== undefined}
                  tokensOf={tokensOf}
                  onOpenGap={onOpenGap}
                  under={under}
                />
              </div>
            );
          })}
        </div>
      </div>
      {/* Lines lie above an outline of what holds them. */}
      <div
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 hidden border-2 border-accent peer-focus-visible:block"
      />
    </div>
  );
}

/** Fields and buttons among the lines keep their keys. */
function isWithinControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button,input,textarea,a,[role=group]") !== null;
}

/** What a row asks of the view, by its place in it. */
interface RowDeeds {
  pick(index: number, side: DiffSide, isExtending: boolean): void;
  comment(index: number, side: DiffSide): void;
}

type RowContentProps = Pick<RowState, "row" | "cursor" | "picked"> &
  Pick<RowPorts, "tokensOf" | "onOpenGap"> & {
    readonly index: number;
    readonly deeds: RowDeeds;
    readonly canComment: boolean;
    readonly under: DiffViewProps["under"];
  };

const RowContent = memo(function RowContent(props: RowContentProps) {
  const { row, index, cursor, picked, deeds, canComment, tokensOf, onOpenGap, under } = props;
  const ports: RowPorts = {
    tokensOf,
    onOpenGap,
    onPick: (side, isExtending) => {
      deeds.pick(index, side, isExtending);
    },
    onComment: canComment
      ? (side) => {
          deeds.comment(index, side);
        }
      : undefined,
  };
  return (
    <>
      <div role="none" className="flex [&>*+*]:border-l [&>*+*]:border-line">
        <RowLines row={row} cursor={cursor} picked={picked} ports={ports} />
      </div>
      {under !== undefined && <Under row={row} under={under} />}
    </>
  );
});

function Under({ row, under }: { row: DiffRow; under: NonNullable<DiffViewProps["under"]> }) {
  if (row.kind === "gap") return null;
  const before = row.kind === "line" ? row.line.before : row.left?.before;
  const after = row.kind === "line" ? row.line.after : row.right?.after;
  const shown = [
    before === undefined ? undefined : under("before", before),
    after === undefined ? undefined : under("after", after),
  ].filter((one) => one !== undefined && one !== null);
  if (shown.length === 0) return null;
  return (
    <div role="gridcell" className="border-y border-line bg-pane font-sans">
      {shown}
    </div>
  );
}
