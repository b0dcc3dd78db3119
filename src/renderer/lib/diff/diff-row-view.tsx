import { MessageSquarePlus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { DiffGap, DiffLine, DiffRow, DiffSide } from "./diff-model.ts";
import { type Token, segments } from "./segments.ts";
import { wordChanges } from "./word-changes.ts";

/** Opens part of a gap, or all of it. */
export type OpenGap = (gap: DiffGap, how: "top" | "bottom" | "all") => void;

export interface RowPorts {
  readonly tokensOf?: ((side: DiffSide, line: number) => readonly Token[]) | undefined;
  readonly onOpenGap?: OpenGap | undefined;
  /** The line was pressed; with Shift what was picked is extended to it. */
  onPick(side: DiffSide, isExtending: boolean): void;
  readonly onComment?: ((side: DiffSide) => void) | undefined;
}

export type RowState = {
  readonly row: DiffRow;
  /** The side that has the cursor, if it is in this row. */
  readonly cursor: DiffSide | undefined;
  readonly picked: DiffSide | undefined;
  readonly ports: RowPorts;
};

/** So many lines of a gap are opened at once. */
export const GAP_STEP = 20;

export function RowLines({ row, cursor, picked, ports }: RowState): ReactNode {
  if (row.kind === "gap") return <GapRow gap={row.gap} onOpen={ports.onOpenGap} />;
  if (row.kind === "line") {
    const side: DiffSide = row.line.kind === "removed" ? "before" : "after";
    return (
      <Side
        line={row.line}
        side={side}
        numbers="both"
        isCursor={cursor !== undefined}
        isPicked={picked !== undefined}
        ports={ports}
      />
    );
  }
  return (
    <>
      <Side
        line={row.left}
        side="before"
        numbers="before"
        isCursor={cursor === "before"}
        isPicked={picked === "before"}
        ports={ports}
      />
      <Side
        line={row.right}
        side="after"
        numbers="after"
        isCursor={cursor === "after"}
        isPicked={picked === "after"}
        ports={ports}
      />
    </>
  );
}

type SideProps = {
  readonly line: DiffLine | undefined;
  readonly side: DiffSide;
  readonly numbers: DiffSide | "both";
  readonly isCursor: boolean;
  readonly isPicked: boolean;
  readonly ports: RowPorts;
};

const SIGNS = { added: "+", removed: "−", context: " " } as const;
const SAID = { added: "added", removed: "removed", context: undefined } as const;

function Side({ line, side, numbers, isCursor, isPicked, ports }: SideProps) {
  if (line === undefined) {
    return <div role="gridcell" aria-label="No line" className="diff-side min-w-0 flex-1 basis-0" data-kind="blank" />;
  }
  const { kind } = line;
  const shown = numbers === "both" ? (["before", "after"] as const) : [numbers];
  const { onComment } = ports;
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      data-kind={kind}
      data-side={side}
      data-cursor={isCursor || undefined}
      data-picked={isPicked || undefined}
      onMouseDown={(event) => {
        if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button") !== null)) return;
        // Shift with the mouse would select text across the page.
        if (event.shiftKey) event.preventDefault();
        ports.onPick(side, event.shiftKey);
      }}
      className="diff-side group/side relative flex outline-none min-w-0 flex-1 basis-0"
    >
      {shown.map((of) => (
        <span
          key={of}
          aria-hidden="true"
          className="w-11 shrink-0 cursor-default pr-2 text-right text-ink-3 tabular-nums select-none"
        >
          {line[of]}
        </span>
      ))}
      {onComment !== undefined && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Comment on line ${line[side] ?? ""}`}
          onClick={() => {
            onComment(side);
          }}
          className="absolute left-0.5 hidden size-[18px] items-center justify-center rounded-sm bg-accent-strong text-accent-ink group-hover/side:flex"
        >
          <MessageSquarePlus className="size-3" />
        </button>
      )}
      <span aria-hidden="true" className="w-4 shrink-0 text-center text-ink-3 select-none">
        {SIGNS[kind]}
      </span>
      {SAID[kind] !== undefined && <span className="sr-only">{SAID[kind]}: </span>}
      <span className="text-selectable min-w-0 flex-1 pr-3 break-words whitespace-pre-wrap">
        <Text line={line} tokens={tokensFor(line, side, ports)} />
        {line.endsOpen === true && (
          <span className="ml-2 text-ink-3 italic select-none">no line end at the end of the file</span>
        )}
      </span>
    </div>
  );
}

function tokensFor(line: DiffLine, side: DiffSide, { tokensOf }: RowPorts): readonly Token[] {
  const number = line[side];
  return tokensOf === undefined || number === undefined ? [] : tokensOf(side, number);
}

/** A change of a line end alone would show as nothing. */
const CARRIAGE_RETURN = "␍";

function Text({ line, tokens }: { line: DiffLine; tokens: readonly Token[] }) {
  const changes = line.twin === undefined ? [] : wordChanges(line.text, line.twin);
  return segments(line.text, tokens, changes).map(({ from, text, look, isChanged }) => (
    <span key={from} className={classNames(look, isChanged === true && "diff-word")}>
      {line.kind === "context" ? text : text.replace(/\r$/, CARRIAGE_RETURN)}
    </span>
  ));
}

function GapRow({ gap, onOpen }: { gap: DiffGap; onOpen: OpenGap | undefined }) {
  const { count } = gap;
  const isLarge = count === undefined || count > GAP_STEP * 2;
  const open = (how: "top" | "bottom" | "all") => () => onOpen?.(gap, how);
  return (
    <div
      role="gridcell"
      className="flex min-h-7 min-w-0 flex-1 items-center gap-1 bg-hover pl-2 font-sans text-xs text-ink-3"
    >
      {onOpen !== undefined && (
        <>
          {isLarge && gap.index > 0 && (
            <Button size="s" look="ghost" tabIndex={-1} onClick={open("top")}>
              ↓ {GAP_STEP} more
            </Button>
          )}
          {isLarge && count !== undefined && (
            <Button size="s" look="ghost" tabIndex={-1} onClick={open("bottom")}>
              ↑ {GAP_STEP} more
            </Button>
          )}
          <Button size="s" look="ghost" tabIndex={-1} onClick={open("all")}>
            {count === undefined ? "Show the rest" : `Show ${count === 1 ? "1 line" : `${count} lines`}`}
          </Button>
        </>
      )}
      <span className="truncate font-mono text-[11px]">{gap.section}</span>
    </div>
  );
}
