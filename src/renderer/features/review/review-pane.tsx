import { Eye, GitCommitHorizontal, MessageSquarePlus } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { LineRange } from "../../lib/diff/diff-cursor.ts";
import type { DiffHandle } from "../../lib/diff/diff-view.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import type { ReviewDeed, ReviewDesk, VerdictKind } from "../../lib/review-desk.ts";
import type { ReviewOf } from "../../lib/server-state/review-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { IconButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { CommentView } from "./comment-thread.tsx";
import { FileDiff } from "./file-diff.tsx";
import { Counts, FileTree } from "./file-tree.tsx";
import { fileAfter } from "./file-tree-model.ts";
import { LineComposer } from "./line-composer.tsx";
import { Overview } from "./overview.tsx";
import { ReviewHeader } from "./review-header.tsx";
import { type ReviewState, commentsOf, draftsAmong, useReview } from "./use-review.ts";
import { viewedMark } from "./viewed.ts";

/** What somebody made, file by file: looked at, remarked on, approved or sent back. */
export function ReviewPane({ of, project }: { of: string; project: string | undefined }) {
  const subject: ReviewOf = { of, ...(project === undefined ? {} : { project }) };
  const review = useReview(subject);
  const pane = useRef<HTMLElement>(null);
  return (
    <section
      ref={pane}
      data-testid="review"
      data-keys="review"
      aria-label="Review"
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full min-w-0 flex-col bg-pane outline-none"
    >
      <Answer query={review.files} what="Comparing">
        {(files) => <Review of={subject} review={review} files={files} pane={pane} />}
      </Answer>
    </section>
  );
}

type ReviewProps = {
  readonly of: ReviewOf;
  readonly review: ReviewState;
  readonly files: OutputOf<"review.files">;
  readonly pane: RefObject<HTMLElement | null>;
};

function Review({ of, review, files, pane }: ReviewProps) {
  const { ui } = useServices();
  const isPast = useIsPast();
  const diff = useRef<DiffHandle>(null);
  const [writing, setWriting] = useState<{ readonly path: string; readonly range: LineRange | undefined }>();
  const [openAll, setOpenAll] = useState(0);
  const { subject } = files;
  const { file, rows } = review;
  const comments = review.comments.data?.comments ?? [];
  const drafts = draftsAmong(comments).length;
  const canDecide = subject.isOpen && !isPast;

  const onVerdict = (verdict: VerdictKind) => {
    const { tip, item, agent, submission } = subject;
    const about = { of: of.of, project: of.project, tip, item, agent, submission: submission?.id };
    ui.openDialog({ kind: "review-verdict", asked: { verdict, drafts, ...about } });
  };
  const step = (direction: 1 | -1) => {
    const next = fileAfter(rows, file?.path, direction);
    if (next === undefined) return;
    // What has the focus goes with its file; its successor takes it over.
    if (pane.current?.querySelector("[role=grid]")?.contains(document.activeElement) === true) pane.current?.focus();
    review.show(next);
  };
  const deeds: Readonly<Record<ReviewDeed, () => void>> = {
    "next-file": () => {
      step(1);
    },
    "previous-file": () => {
      step(-1);
    },
    "next-change": () => {
      if (diff.current?.goToChange(1) !== true) step(1);
    },
    "previous-change": () => {
      if (diff.current?.goToChange(-1) !== true) step(-1);
    },
    comment: () => {
      if (file !== undefined && !isPast) setWriting({ path: file.path, range: diff.current?.picked() });
    },
    "toggle-mode": () => {
      review.setOptions({ mode: review.options.mode === "split" ? "unified" : "split" });
    },
    "toggle-whitespace": () => {
      review.setOptions({ whitespace: review.options.whitespace === "hide" ? "show" : "hide" });
    },
    "toggle-viewed": () => {
      if (file === undefined) return;
      const isNew = !review.viewed.has(viewedMark(file));
      review.toggleViewed(file);
      if (isNew) step(1);
    },
    "open-all": () => {
      setOpenAll((count) => count + 1);
    },
    approve: () => {
      if (canDecide) onVerdict("approved");
    },
    "send-back": () => {
      if (canDecide) onVerdict("sent-back");
    },
  };
  const current = useRef(deeds);
  useEffect(() => {
    current.current = deeds;
  });
  const title = subject.submission?.id ?? subject.item;
  useEffect(() => {
    const desk: ReviewDesk = {
      title,
      run: (deed) => {
        current.current[deed]();
      },
    };
    ui.set({ reviewDesk: desk });
    return () => {
      if (ui.store.getState().reviewDesk === desk) ui.set({ reviewDesk: undefined });
    };
  }, [ui, title]);

  return (
    <>
      <ReviewHeader review={review} files={files} drafts={drafts} canDecide={canDecide} onVerdict={onVerdict} />
      {files.files.length === 0 && files.commits.length === 0 ? (
        <EmptyState icon={<GitCommitHorizontal />} title="Nothing was committed yet">
          What is committed on this branch is shown here as it comes.
        </EmptyState>
      ) : (
        <div className="flex min-h-0 flex-1 flex-col @2xl:flex-row">
          <div className="flex shrink-0 flex-col border-line max-@2xl:h-40 max-@2xl:border-b @2xl:w-60 @2xl:border-r @5xl:w-72">
            <FileTree
              rows={rows}
              comments={comments}
              viewed={review.viewed}
              shown={file?.path}
              onShow={(path) => {
                review.show(path);
              }}
            />
            {files.isTruncated && <p className="border-t border-line px-3 py-1 text-xs text-ink-3">There are more.</p>}
          </div>
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            {file === undefined ? (
              <Overview of={of} files={files} remarks={review.comments.data} onPickCommit={review.pickCommit} />
            ) : (
              <>
                <FileHead
                  file={file}
                  isViewed={review.viewed.has(viewedMark(file))}
                  onViewed={deeds["toggle-viewed"]}
                  onComment={() => {
                    setWriting({ path: file.path, range: undefined });
                  }}
                />
                <FileRemarks
                  of={of}
                  path={file.path}
                  comments={comments}
                  writing={writing}
                  onDone={() => setWriting(undefined)}
                />
                <FileDiff
                  key={`${review.commit ?? ""} ${file.path}`}
                  ref={diff}
                  takesFocus={() => document.activeElement === pane.current}
                  of={of}
                  subject={subject}
                  file={file}
                  part={review.part}
                  mode={review.options.mode}
                  comments={commentsOf(comments, file.path)}
                  writing={writing?.path === file.path ? writing.range : undefined}
                  onWrite={(range) => {
                    setWriting(range === undefined ? undefined : { path: file.path, range });
                    if (range === undefined) diff.current?.focus();
                  }}
                  openAll={openAll}
                />
              </>
            )}
          </div>
        </div>
      )}
    </>
  );
}

type FileHeadProps = {
  readonly file: NonNullable<ReviewState["file"]>;
  readonly isViewed: boolean;
  onViewed(): void;
  onComment(): void;
};

function FileHead({ file, isViewed, onViewed, onComment }: FileHeadProps) {
  return (
    <div className="flex min-h-8 shrink-0 items-center gap-2 border-b border-line bg-sunken px-3">
      <h3 className="text-selectable min-w-0 flex-1 truncate font-mono text-xs text-ink">
        {file.from !== undefined && <span className="text-ink-3">{file.from} → </span>}
        {file.path}
      </h3>
      {file.modes !== undefined && (
        <span className="font-mono text-2xs text-ink-3">
          {file.modes.before} → {file.modes.after}
        </span>
      )}
      <Counts added={file.added} removed={file.removed} />
      <IconButton label="Comment on the file" icon={<MessageSquarePlus />} onClick={onComment} />
      <IconButton
        label={isViewed ? "Not viewed after all" : "Viewed: go to the next"}
        command="review.toggle-viewed"
        icon={<Eye />}
        aria-pressed={isViewed}
        onClick={onViewed}
      />
    </div>
  );
}

type FileRemarksProps = {
  readonly of: ReviewOf;
  readonly path: string;
  readonly comments: OutputOf<"review.comment.list">["comments"];
  readonly writing: { readonly path: string; readonly range: LineRange | undefined } | undefined;
  onDone(): void;
};

/** What is said of the file as a whole, and of lines that it no longer has. */
function FileRemarks({ of, path, comments, writing, onDone }: FileRemarksProps) {
  const here = commentsOf(comments, path).filter(({ now }) => now === undefined);
  const isWriting = writing?.path === path && writing.range === undefined;
  if (here.length === 0 && !isWriting) return null;
  return (
    <div
      role="group"
      aria-label="Comments on the file"
      className="max-h-[40%] shrink-0 overflow-y-auto border-b border-line"
    >
      {here.map((comment) => (
        <CommentView key={comment.id} comment={comment} hasPlace={comment.place !== undefined} />
      ))}
      {isWriting && <LineComposer of={of} path={path} onDone={onDone} />}
    </div>
  );
}
