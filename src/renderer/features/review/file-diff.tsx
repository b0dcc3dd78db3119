import { EyeOff, FileQuestion } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { FileDiff as Diff, PlacedComment, ReviewedFile, ReviewSubject } from "../../../shared/contract/review.ts";
import type { LineRange } from "../../lib/diff/diff-cursor.ts";
import { type OpenedGap, diffParts, diffRows } from "../../lib/diff/diff-model.ts";
import { GAP_STEP, type OpenGap } from "../../lib/diff/diff-row-view.tsx";
import { type DiffHandle, DiffView } from "../../lib/diff/diff-view.tsx";
import { useHighlights } from "../../lib/diff/use-highlights.ts";
import { sizeText } from "../../lib/amounts.ts";
import { type ReviewOf, useReviewContent, useReviewDiff } from "../../lib/server-state/review-queries.ts";
import { Answer } from "../../ui/answer.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { CommentView } from "./comment-thread.tsx";
import { ImagePair } from "./image-pair.tsx";
import { LineComposer } from "./line-composer.tsx";
import type { ReviewState } from "./use-review.ts";

export type FileDiffProps = {
  readonly of: ReviewOf;
  readonly subject: ReviewSubject;
  readonly file: ReviewedFile;
  readonly part: ReviewState["part"];
  readonly mode: "unified" | "split";
  readonly comments: readonly PlacedComment[];
  /** Lines that a comment is being written on. */
  readonly writing: LineRange | undefined;
  onWrite(range: LineRange | undefined): void;
  readonly ref: RefObject<DiffHandle | null>;
  /** Asked once the lines are there. */
  takesFocus(): boolean;
  /** Raised to open everything that is hidden. */
  readonly openAll: number;
};

/** One file: its differences, or what can be said where there are none to draw. */
export function FileDiff(props: FileDiffProps) {
  const { of, subject, file, part } = props;
  const [wantsGenerated, setWantsGenerated] = useState(false);
  const isHeldBack = file.isGenerated && !wantsGenerated && (file.added ?? 0) + (file.removed ?? 0) > 0;
  const isText = file.kind === "text" || file.kind === "link" || file.kind === "submodule";
  const diff = useReviewDiff(of, { ...part, tip: subject.tip, path: isText && !isHeldBack ? file.path : undefined });
  if (file.kind === "image") return <ImagePair of={of} tip={subject.tip} file={file} commit={part.commit} />;
  if (file.kind === "submodule") return <NoLines title="Another commit of a submodule">{sizes(file)}</NoLines>;
  if (!isText) return <NoLines title="A binary file">{sizes(file)}</NoLines>;
  if (isHeldBack) {
    return (
      <EmptyState icon={<EyeOff />} title="Written by a program, as its name says">
        <p>
          {file.added ?? 0} lines came and {file.removed ?? 0} went.
        </p>
        <Button
          size="s"
          className="mt-2"
          onClick={() => {
            setWantsGenerated(true);
          }}
        >
          Show it all the same
        </Button>
      </EmptyState>
    );
  }
  return (
    <Answer query={diff} what="Comparing">
      {(found) =>
        found === null ? <NoLines title="Nothing differs here">{null}</NoLines> : <Lines {...props} diff={found} />
      }
    </Answer>
  );
}

function Lines({
  of,
  subject,
  file,
  part,
  mode,
  comments,
  writing,
  onWrite,
  ref,
  openAll,
  diff,
  takesFocus,
}: FileDiffProps & { diff: Diff }) {
  const [opened, setOpened] = useState<ReadonlyMap<number, OpenedGap>>(new Map());
  const [openedAll, setOpenedAll] = useState(openAll);
  const wholeSide = file.status === "removed" ? "before" : "after";
  const isLfs = diff.lfs !== undefined;
  const wanted = { tip: subject.tip, path: file.path, ...(part.commit === undefined ? {} : { commit: part.commit }) };
  const isWanted = diff.hunks.length > 0 && !isLfs;
  const after = useReviewContent(of, { ...wanted, side: "after", isWanted: isWanted && file.status !== "removed" });
  const before = useReviewContent(of, {
    ...wanted,
    path: file.from ?? file.path,
    side: "before",
    isWanted: isWanted && file.status !== "added",
  });
  const texts = {
    before: before.data?.kind === "text" ? before.data.text : undefined,
    after: after.data?.kind === "text" ? after.data.text : undefined,
  };
  const tokensOf = useHighlights(file.path, texts);
  const wholeText = texts[wholeSide];
  const whole = useMemo(() => wholeText?.replace(/\n$/, "").split("\n"), [wholeText]);
  const all = useMemo(() => {
    if (openAll === openedAll) return opened;
    return new Map(Array.from({ length: diff.hunks.length + 1 }, (_, at) => [at, { top: Infinity, bottom: 0 }]));
  }, [openAll, openedAll, opened, diff]);
  const takes = useRef(takesFocus);
  useEffect(() => {
    if (takes.current()) ref.current?.focus();
  }, [ref]);
  const rows = useMemo(
    () => diffRows(diffParts({ hunks: diff.hunks, whole, opened: all, isTruncated: diff.isTruncated }), mode),
    [diff, whole, all, mode],
  );
  if (diff.lfs !== undefined) {
    const { before: old, after: now } = diff.lfs;
    return (
      <NoLines title="A file that Git LFS keeps">
        {[old, now].map((one) => (one === undefined ? "none" : sizeText(one.size))).join(" → ")}
      </NoLines>
    );
  }
  if (diff.hunks.length === 0) {
    return diff.isTruncated ? (
      <NoLines title="Too large to be compared line by line">{sizes(file)}</NoLines>
    ) : (
      <NoLines title={part.whitespace === "hide" ? "Only white space differs" : "The contents are the same"}>
        {file.modes === undefined
          ? file.from === undefined
            ? null
            : `It was ${file.from}.`
          : `Its mode went from ${file.modes.before} to ${file.modes.after}.`}
      </NoLines>
    );
  }
  const onOpenGap: OpenGap = (gap, how) => {
    const now = all.get(gap.index) ?? { top: 0, bottom: 0 };
    const next =
      how === "all"
        ? { top: Infinity, bottom: now.bottom }
        : { top: now.top + (how === "top" ? GAP_STEP : 0), bottom: now.bottom + (how === "bottom" ? GAP_STEP : 0) };
    setOpened(new Map(all).set(gap.index, next));
    setOpenedAll(openAll);
  };
  const under = (side: LineRange["side"], line: number): ReactNode => {
    const here = comments.filter(({ now }) => now?.side === side && now.to === line);
    const isWriting = writing?.side === side && writing.to === line;
    if (here.length === 0 && !isWriting) return undefined;
    return (
      <div key={`${side}-${line}`} role="group" aria-label={`Comments on line ${line}`} className="max-w-[860px]">
        {here.map((comment) => (
          <CommentView key={comment.id} comment={comment} />
        ))}
        {isWriting && (
          <LineComposer
            of={of}
            path={file.path}
            commit={part.commit}
            range={writing}
            onDone={() => {
              onWrite(undefined);
            }}
          />
        )}
      </div>
    );
  };
  return (
    <>
      <DiffView
        ref={ref}
        label={`Difference of ${file.path}`}
        rows={rows}
        mode={mode}
        tokensOf={tokensOf}
        onComment={onWrite}
        under={under}
        {...(whole === undefined ? {} : { onOpenGap })}
      />
      {diff.isTruncated && (
        <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-ink-3">
          It goes on: more than is shown at once. The command line has it all.
        </p>
      )}
    </>
  );
}

function NoLines({ title, children }: { title: string; children: ReactNode }) {
  return (
    <EmptyState icon={<FileQuestion />} title={title}>
      {children}
    </EmptyState>
  );
}

function sizes({ sizeBefore, sizeAfter }: ReviewedFile): string {
  const shown = [sizeBefore, sizeAfter].map((size) => (size === undefined ? "none" : sizeText(size)));
  return shown.join(" → ");
}
