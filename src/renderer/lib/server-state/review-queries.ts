import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { InputOf } from "../../../shared/contract/contract.ts";
import { useServices } from "../services.tsx";
import { callOrThrow } from "./queries.ts";

/** What is looked at: a submission, an agent's branch at work, or the work on an item. */
export type ReviewOf = Pick<InputOf<"review.files">, "of" | "project">;
/** Which part of it, and how. */
export type ReviewPart = Pick<InputOf<"review.files">, "commit" | "whitespace">;

/** The first words are those of what changes with every event of work; contents are named by commits, and stay. */
const keys = {
  files: (of: ReviewOf, part: ReviewPart) => ["submission", "review", of, part],
  comments: (of: ReviewOf) => ["submission", "review-comments", of],
  diff: (of: ReviewOf, part: ReviewPart, tip: string, path: string) => ["reviewed", "diff", of, part, tip, path],
  content: (of: ReviewOf, tip: string, rest: object) => ["reviewed", "content", of, tip, rest],
} as const;

/** No event tells of what an agent commits: a branch at work is asked for again so often. */
const BRANCH_MS = 8_000;

/** Commits and files. */
export function useReviewFiles(of: ReviewOf, part: ReviewPart) {
  const { connection } = useServices();
  return useQuery({
    queryKey: keys.files(of, part),
    queryFn: ({ signal }) => callOrThrow(connection, "review.files", { ...of, ...part }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.subject.submission === undefined ? BRANCH_MS : false),
  });
}

export function useReviewComments(of: ReviewOf) {
  const { connection } = useServices();
  return useQuery({
    queryKey: keys.comments(of),
    queryFn: ({ signal }) => callOrThrow(connection, "review.comment.list", of, signal),
  });
}

export type DiffWanted = ReviewPart & { readonly tip: string; readonly path: string | undefined };

/** How one file differs. `tip` says of which state, so that another one is read anew. */
export function useReviewDiff(of: ReviewOf, { tip, path, ...part }: DiffWanted) {
  const { connection } = useServices();
  return useQuery({
    queryKey: keys.diff(of, part, tip, path ?? ""),
    queryFn: async ({ signal }) => {
      const { files } = await callOrThrow(connection, "review.diff", { ...of, ...part, path: path ?? "" }, signal);
      return files[0] ?? null;
    },
    enabled: path !== undefined,
    staleTime: Infinity,
  });
}

export type ContentWanted = Pick<InputOf<"review.content">, "commit" | "path" | "side"> & {
  readonly tip: string;
  readonly isWanted: boolean;
};

/** A whole file on one side. */
export function useReviewContent(of: ReviewOf, { tip, isWanted, ...rest }: ContentWanted) {
  const { connection } = useServices();
  return useQuery({
    queryKey: keys.content(of, tip, rest),
    queryFn: ({ signal }) => callOrThrow(connection, "review.content", { ...of, ...rest }, signal),
    enabled: isWanted,
    staleTime: Infinity,
  });
}
