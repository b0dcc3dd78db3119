import "../../lib/diff/diff.css";
import "./file.css";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { compileQuery, findIn } from "../../../shared/model/text-query.ts";
import { segments } from "../../lib/diff/segments.ts";
import { useHighlights } from "../../lib/diff/use-highlights.ts";
import { useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";

export type FileTextProps = {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** The line that is marked, from 1; `nth` rises when one asks to go there again. */
  readonly place: { readonly line: number; readonly nth: number };
  onPlace(line: number): void;
};

/** Pixels; every line is as high. */
const LINE_HEIGHT = 19;
/** Characters of a line that are drawn: who reads further opens it elsewhere. */
const LONGEST = 2_000;

/** The lines of a file with their numbers and colours; arrows move the marked line, Control or Command with F finds. */
export function FileText({ path, text, lines, place, onPlace }: FileTextProps) {
  const { ui, platform } = useServices();
  const scroll = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<string>();
  const tokensOf = useHighlights(path, { before: undefined, after: text });
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  const found = useMemo(() => matches(lines, wanted), [lines, wanted]);
  const marked = Math.min(Math.max(1, place.line), lines.length);
  useEffect(() => {
    virtual.scrollToIndex(marked - 1, { align: place.nth === 0 || isFar(virtual.range, marked) ? "center" : "auto" });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- where to go says when to go
  }, [marked, place.nth]);

  const move = (to: number) => {
    const line = Math.min(lines.length, Math.max(1, to));
    onPlace(line);
    ui.announce(`Line ${line}: ${(lines[line - 1] ?? "").slice(0, 200)}`);
  };
  const step = (direction: 1 | -1) => {
    const next = direction === 1 ? found.find((line) => line > marked) : found.findLast((line) => line < marked);
    const line = next ?? (direction === 1 ? found[0] : found.at(-1));
    if (line !== undefined) move(line);
  };
  const press = (event: KeyboardEvent) => {
    const mod = platform.isMac ? event.metaKey : event.ctrlKey;
    if (mod && event.key.toLowerCase() === "f") {
      event.preventDefault();
      setWanted(wanted ?? "");
      return;
    }
    const page = Math.floor((scroll.current?.clientHeight ?? 400) / LINE_HEIGHT);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -lines.length, End: lines.length }[
      event.key
    ];
    if (by === undefined || mod) return;
    event.preventDefault();
    move(marked + by);
  };
  const digits = String(lines.length).length;
  return (
    <div className="relative min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its lines are walked by keys, as text is */}
      <div
        ref={scroll}
        role="document"
        aria-label={`Text of ${path}`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and has keys
        tabIndex={0}
        data-file-text=""
        onKeyDown={press}
        className="text-selectable h-full overflow-auto font-mono text-[12px] leading-[19px] outline-none"
      >
        <div className="relative min-w-fit" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              data-line={index + 1}
              data-marked={index + 1 === marked || undefined}
              data-found={(wanted ?? "") !== "" && found.includes(index + 1) ? "" : undefined}
              className="file-line absolute top-0 flex min-w-full whitespace-pre"
              style={{ transform: `translateY(${start}px)`, height: LINE_HEIGHT }}
            >
              {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- arrows mark lines by keyboard */}
              <span
                aria-hidden="true"
                onClick={() => {
                  move(index + 1);
                }}
                className="sticky left-0 shrink-0 cursor-pointer bg-pane pr-3 pl-3 text-right text-ink-4 tabular-nums select-none"
                style={{ minWidth: `${digits + 4}ch` }}
              >
                {index + 1}
              </span>
              <code className="pr-4">
                {segments((lines[index] ?? "").slice(0, LONGEST), tokensOf?.("after", index + 1) ?? [], []).map(
                  (part) => (
                    <span key={part.from} className={part.look}>
                      {part.text}
                    </span>
                  ),
                )}
              </code>
            </div>
          ))}
        </div>
      </div>
      {wanted !== undefined && (
        <search className="absolute top-2 right-4 z-5 flex h-8 items-center gap-0.5 rounded-md bg-popup pr-1 pl-2 shadow-popup">
          <input
            aria-label="Find in file"
            placeholder="Find"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens because the user asked to type into it
            autoFocus
            value={wanted}
            onChange={(event) => {
              setWanted(event.target.value);
              const first = matches(lines, event.target.value).find((line) => line >= marked);
              if (first !== undefined) onPlace(first);
            }}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
              if (event.key === "Escape") {
                setWanted(undefined);
                scroll.current?.focus();
              }
            }}
            className="w-40 bg-transparent text-sm outline-none"
          />
          <output aria-live="polite" className="min-w-14 px-1 text-right text-xs text-ink-3">
            {wanted === ""
              ? ""
              : found.length === 0
                ? "Nothing"
                : found.length === 1
                  ? "1 line"
                  : `${found.length} lines`}
          </output>
          <IconButton label="Next" keys="Enter" icon={<ChevronDown />} onClick={() => step(1)} />
          <IconButton label="Previous" keys="Shift+Enter" icon={<ChevronUp />} onClick={() => step(-1)} />
          <IconButton
            label="Close"
            keys="Esc"
            icon={<X />}
            onClick={() => {
              setWanted(undefined);
              scroll.current?.focus();
            }}
          />
        </search>
      )}
    </div>
  );
}

function isFar(range: { startIndex: number; endIndex: number } | null, line: number): boolean {
  return range === null || line - 1 < range.startIndex || line - 1 > range.endIndex;
}

/** Numbers of the lines that hold the text. */
function matches(lines: readonly string[], text: string | undefined): readonly number[] {
  if (text === undefined || text === "") return [];
  const compiled = compileQuery({ text });
  if (!compiled.ok) return [];
  return lines.flatMap((line, index) => (findIn(line, compiled.value).next().done === true ? [] : [index + 1]));
}
