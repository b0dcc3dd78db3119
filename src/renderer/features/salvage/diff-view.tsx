import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { type DiffOf, useSalvageDiff } from "../../lib/server-state/salvage-queries.ts";
import { Answer } from "../../ui/answer.tsx";
import { classNames } from "../../ui/class-names.ts";
import { type PatchLine, type PatchLineKind, patchLines } from "./patch-lines.ts";

/** Pixels; every line is as high. */
const LINE_HEIGHT = 18;

const LOOKS: Readonly<Record<PatchLineKind, string>> = {
  file: "font-medium text-ink bg-sunken",
  meta: "text-ink-3",
  hunk: "text-ink-3 bg-hover",
  added: "bg-landed/12 text-ink",
  removed: "bg-trouble/12 text-ink",
  context: "text-ink-2",
  note: "text-ink-3 italic",
};
const SIGNS: Readonly<Partial<Record<PatchLineKind, string>>> = { added: "+", removed: "−" };

/** A part of a salvage as a patch, of which only the lines in sight are drawn. */
export function DiffView({ salvage, of }: { salvage: string; of: DiffOf | undefined }) {
  const diff = useSalvageDiff(salvage, of);
  if (of === undefined) return null;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Answer query={diff} what="Reading the difference">
        {({ text, isTruncated }) => (
          <>
            <Lines patch={text} label={`Difference of ${of.path ?? of.part ?? "all"}`} />
            {isTruncated && (
              <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-ink-3">
                It goes on; a restore brings all of it.
              </p>
            )}
          </>
        )}
      </Answer>
    </div>
  );
}

function Lines({ patch, label }: { patch: string; label: string }) {
  const scroll = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => patchLines(patch), [patch]);
  // oxlint-disable-next-line react-compiler/incompatible-library -- its functions are not handed on
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  if (lines.length === 0) return <p className="p-4 text-sm text-ink-3">No difference to show.</p>;
  return (
    <div
      ref={scroll}
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
    >
      <div className="relative min-w-max" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return line === undefined ? null : <Line key={index} line={line} top={start} />;
        })}
      </div>
    </div>
  );
}

function Line({ line, top }: { line: PatchLine; top: number }) {
  const sign = SIGNS[line.kind];
  return (
    <div
      data-line={line.kind}
      style={{ transform: `translateY(${top}px)`, height: LINE_HEIGHT }}
      className={classNames(
        "absolute inset-x-0 top-0 flex font-mono text-[11px] leading-[18px] whitespace-pre",
        LOOKS[line.kind],
      )}
    >
      <span aria-hidden="true" className="w-10 shrink-0 pr-1.5 text-right text-ink-3 tabular-nums">
        {line.before}
      </span>
      <span aria-hidden="true" className="w-10 shrink-0 pr-1.5 text-right text-ink-3 tabular-nums">
        {line.after}
      </span>
      <span className="w-4 shrink-0 text-center">{sign}</span>
      <span className="text-selectable pr-4">{line.kind === "hunk" ? `⋯ ${line.text}` : line.text}</span>
    </div>
  );
}
