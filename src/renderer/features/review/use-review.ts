import { useMemo, useState } from "react";
import type { PlacedComment } from "../../../shared/contract/review.ts";
import { type ReviewOf, useReviewComments, useReviewFiles } from "../../lib/server-state/review-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { type FileRow, fileRows } from "./file-tree-model.ts";
import { type ReviewOptions, keepOptions, readOptions } from "./review-options.ts";
import { keepViewed, readViewed, viewedMark } from "./viewed.ts";

/** What is chosen and what is known of one review. */
export function useReview(of: ReviewOf) {
  const { storage } = useServices();
  const [options, setOptions] = useState(() => readOptions(storage));
  const [commit, setCommit] = useState<string>();
  /** The file that is shown; undefined for the overview; null before anything was chosen. */
  const [chosen, setChosen] = useState<string | undefined | null>(null);
  const part = { ...(commit === undefined ? {} : { commit }), whitespace: options.whitespace };
  const files = useReviewFiles(of, part);
  const comments = useReviewComments(of);
  const rows = useMemo(() => fileRows(files.data?.files ?? []), [files.data]);
  const subject = files.data?.subject;
  const work = subject === undefined ? undefined : `${subject.project}:${subject.item}`;
  const [marks, setMarks] = useState<{ readonly work: string | undefined; readonly of: ReadonlySet<string> }>();
  const viewed = marks?.work === work && marks !== undefined ? marks.of : readMarks();

  function readMarks(): ReadonlySet<string> {
    return work === undefined ? new Set() : readViewed(storage, work);
  }

  const known = files.data?.files.some(({ path }) => path === chosen) === true;
  const path = chosen === undefined ? undefined : known && chosen !== null ? chosen : firstFile(rows);
  const file = files.data?.files.find((one) => one.path === path);

  return {
    files,
    comments,
    rows,
    subject,
    commit,
    options,
    part,
    /** The file that is shown; undefined for the overview. */
    file,
    viewed,
    show: setChosen,
    pickCommit(next: string | undefined) {
      setCommit(next);
    },
    setOptions(change: Partial<ReviewOptions>) {
      const next = { ...options, ...change };
      setOptions(next);
      keepOptions(storage, next);
    },
    toggleViewed(one: Parameters<typeof viewedMark>[0]) {
      if (work === undefined) return;
      const next = new Set(viewed);
      const mark = viewedMark(one);
      if (!next.delete(mark)) next.add(mark);
      setMarks({ work, of: next });
      keepViewed(storage, work, next);
    },
  };
}

export type ReviewState = ReturnType<typeof useReview>;

function firstFile(rows: readonly FileRow[]): string | undefined {
  const first = rows.find((row) => row.kind === "file");
  return first?.kind === "file" ? first.file.path : undefined;
}

/** The comments of a file, wherever they stand in it. */
export function commentsOf(comments: readonly PlacedComment[], path: string): readonly PlacedComment[] {
  return comments.filter((one) => (one.now?.path ?? one.place?.path ?? one.path) === path);
}

/** Drafts: what goes out with the next verdict. */
export function draftsAmong(comments: readonly PlacedComment[]): readonly PlacedComment[] {
  return comments.filter(({ sent }) => sent === undefined);
}
