import { useVirtualizer } from "@tanstack/react-virtual";
import { Check, FileText, Folder, MessageSquare, ScrollText } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import type { PlacedComment, ReviewedFile } from "../../../shared/contract/review.ts";
import { useDense, useRowHeight } from "../../lib/preferences/density.ts";
import { classNames } from "../../ui/class-names.ts";
import { commentsOf } from "./use-review.ts";
import { type FileRow, fileAfter } from "./file-tree-model.ts";
import { viewedMark } from "./viewed.ts";

const ROW_HEIGHT = 26;

export type FileTreeProps = {
  readonly rows: readonly FileRow[];
  readonly comments: readonly PlacedComment[];
  readonly viewed: ReadonlySet<string>;
  /** Undefined for the overview. */
  readonly shown: string | undefined;
  onShow(path: string | undefined): void;
};

/** The files that changed under their folders, with how much, what was ticked off and what was remarked on. */
export function FileTree({ rows, comments, viewed, shown, onShow }: FileTreeProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = rows.findIndex((row) => row.kind === "file" && row.file.path === shown);
  const height = useDense(ROW_HEIGHT);
  // oxlint-disable-next-line react-compiler/incompatible-library -- its functions are not handed on
  const virtual = useVirtualizer({
    count: rows.length + 1,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useRowHeight(virtual, height);
  const { scrollToIndex } = virtual;
  useEffect(() => {
    scrollToIndex(at + 1, { align: "auto" });
  }, [at, scrollToIndex]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = fileAfter(rows, shown, event.key === "ArrowDown" ? 1 : -1);
      if (next !== undefined || event.key === "ArrowUp") onShow(next);
    } else if (event.key === "Home") onShow(undefined);
    else if (event.key === "End") onShow(fileAfter(rows, undefined, -1));
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroll}
      role="tree"
      aria-label="Files"
      tabIndex={0}
      aria-activedescendant={`${id}-${at + 1}`}
      onKeyDown={onKeyDown}
      onClick={({ target }) => {
        const index =
          target instanceof Element ? target.closest<HTMLElement>("[data-index]")?.dataset["index"] : undefined;
        const row = index === undefined ? undefined : rows[Number(index) - 1];
        if (index === "0") onShow(undefined);
        else if (row?.kind === "file") onShow(row.file.path);
      }}
      className="min-h-0 flex-1 overflow-y-auto py-1 outline-offset-[-2px]"
    >
      <div role="none" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index - 1];
          const style = { transform: `translateY(${start}px)`, height };
          if (index > 0 && row === undefined) return null;
          const path = row?.kind === "file" ? row.file.path : undefined;
          const isShown = row?.kind !== "folder" && path === shown;
          return (
            <div
              key={index}
              id={`${id}-${index}`}
              role="treeitem"
              aria-level={(row?.depth ?? 0) + 1}
              aria-selected={isShown}
              aria-expanded={row?.kind === "folder" ? true : undefined}
              tabIndex={-1}
              data-index={index}
              style={style}
              className={classNames(
                "absolute inset-x-0 top-0 flex items-center gap-1.5 pr-2 text-xs",
                row?.kind !== "folder" && "hover:bg-hover",
                isShown && "bg-active",
              )}
            >
              <span className="shrink-0" style={{ width: 8 + (row?.depth ?? 0) * 12 }} />
              {row === undefined ? (
                <>
                  <ScrollText className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
                  <span className="flex-1 text-ink-2">Overview</span>
                </>
              ) : row.kind === "folder" ? (
                <>
                  <Folder className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
                  <span className="truncate text-ink-3">{row.name}</span>
                </>
              ) : (
                <FileCells
                  file={row.file}
                  name={row.name}
                  isViewed={viewed.has(viewedMark(row.file))}
                  remarks={commentsOf(comments, row.file.path).length}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const STATUS: Readonly<Record<ReviewedFile["status"], readonly [string, string]>> = {
  added: ["text-landed", "added"],
  modified: ["text-ink-3", "changed"],
  removed: ["text-trouble", "removed"],
  renamed: ["text-review", "moved"],
  "type-changed": ["text-attention", "changed in kind"],
};

function FileCells({
  file,
  name,
  isViewed,
  remarks,
}: {
  file: ReviewedFile;
  name: string;
  isViewed: boolean;
  remarks: number;
}) {
  const [tone, word] = STATUS[file.status];
  return (
    <>
      {isViewed ? (
        <Check className="size-3.5 shrink-0 text-ink-3" aria-label="viewed" role="img" />
      ) : (
        <FileText className={classNames("size-3.5 shrink-0", tone)} aria-label={word} role="img" />
      )}
      <span
        className={classNames(
          "min-w-0 flex-1 truncate",
          file.status === "removed" && "line-through",
          isViewed || file.isGenerated ? "text-ink-3" : "text-ink-2",
        )}
      >
        {name}
      </span>
      {remarks > 0 && (
        <span className="flex shrink-0 items-center gap-0.5 text-2xs text-ink-2">
          <MessageSquare className="size-3" role="img" aria-label="comments" />
          {remarks}
        </span>
      )}
      <Counts added={file.added} removed={file.removed} />
    </>
  );
}

/** Lines that came and went; nothing for what has no lines. */
export function Counts({ added, removed }: { added: number | undefined; removed: number | undefined }) {
  if (added === undefined || removed === undefined) return <span className="shrink-0 text-2xs text-ink-3">binary</span>;
  return (
    <span className="flex shrink-0 gap-1 text-2xs tabular-nums">
      {added > 0 && <span className="text-landed">+{added}</span>}
      {removed > 0 && <span className="text-trouble">−{removed}</span>}
    </span>
  );
}
