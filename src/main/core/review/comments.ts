import type { FailureOf, OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { PlacedComment } from "../../../shared/contract/review.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { MAX_COMMENT_LINES, type Review, type ReviewComment, type ReviewPlace } from "../../../shared/model/review.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import { findAgain, quoteLines } from "./carry.ts";
import type { ChangedFiles } from "./changed-files.ts";
import { type LookDeps, rangeOf, readLines } from "./look.ts";
import type { Found } from "./subject.ts";

type Place = Pick<ReviewComment, "place" | "path">;

/** What a new comment is on, as it stands in the commit that is looked at. */
export async function placeComment(
  { git, changes }: LookDeps,
  found: Found,
  input: Pick<ParsedInputOf<"review.comment.add">, "commit" | "path" | "side" | "from" | "to">,
): Promise<Result<Place, FailureOf<"review.comment.add">>> {
  const { path, side = "after", from, to = from } = input;
  if (path === undefined) {
    if (from === undefined && to === undefined) return ok({});
    return fail("bad-input", "Lines are of a file: name its path.");
  }
  const range = await rangeOf(git, found, input.commit);
  if (!range.ok) return range;
  const commit = side === "before" ? range.value.from : range.value.to;
  const name = side === "before" ? await nameBefore(changes, found.repository, { ...range.value, path }) : path;
  const lines = await readLines(git, found.repository, { commit, path: name });
  if (from === undefined || to === undefined) {
    if (lines !== undefined) return ok({ path });
    const files = await changes(found.repository, range.value);
    return files.some((one) => one.path === path) ? ok({ path }) : noFile(path);
  }
  if (lines === undefined) return noFile(path);
  if (to < from || to > lines.length || to - from >= MAX_COMMENT_LINES) {
    return fail(
      "line-not-found",
      `${path} has ${lines.length} lines there, and ${from} to ${to} are none of them, or too many.`,
      {
        remedy: `A comment is on 1 to ${MAX_COMMENT_LINES} lines.`,
      },
    );
  }
  return ok({ place: { path, side, from, to, commit, ...quoteLines(lines, { from, to }) } });
}

/** What a file of today was called on the old side. */
async function nameBefore(
  changed: ChangedFiles,
  repository: string,
  { path, ...range }: { readonly from: string; readonly to: string; readonly path: string },
): Promise<string> {
  const changes = await changed(repository, range);
  return changes.find((one) => one.path === path)?.from ?? path;
}

function noFile(path: string) {
  return fail("path-not-found", `${path} is no text file there.`, { remedy: "Comment on the whole instead." });
}

/** The comments that somebody may see, with where they stand in what is looked at now. */
export async function placedComments(
  { git, changes }: LookDeps,
  found: Found,
  { record, reader }: { readonly record: Review | undefined; readonly reader: IdentityPath },
): Promise<OutputOf<"review.comment.list">["comments"]> {
  const { repository, subject } = found;
  const seen = (record?.comments ?? []).filter((one) => one.sent !== undefined || one.by === reader);
  if (seen.length === 0) return [];
  const changed = () => changes(repository, { from: subject.base, to: subject.tip });
  const read = new Map<string, Promise<readonly string[] | undefined>>();
  const linesOf = (commit: string, path: string) => {
    const key = `${commit}:${path}`;
    const known = read.get(key) ?? readLines(git, repository, { commit, path });
    read.set(key, known);
    return known;
  };

  async function now(place: ReviewPlace): Promise<PlacedComment["now"]> {
    const { side, from, to } = place;
    const commit = side === "before" ? subject.base : subject.tip;
    // A file that was renamed since is found by what it was called.
    const change = (await changed()).find((one) => one.path === place.path || one.from === place.path);
    const path = change?.path ?? place.path;
    if (commit === place.commit) return { path, side, from, to };
    const lines = await linesOf(commit, side === "before" ? (change?.from ?? place.path) : path);
    const again = lines === undefined ? undefined : findAgain(place, lines);
    return again && { path, side, ...again };
  }

  return await Promise.all(
    seen.map(async (comment): Promise<PlacedComment> => {
      if (comment.place === undefined) return { ...comment, isOutdated: false };
      const at = await now(comment.place);
      return { ...comment, ...(at === undefined ? {} : { now: at }), isOutdated: at === undefined };
    }),
  );
}
