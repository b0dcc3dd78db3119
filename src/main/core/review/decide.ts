import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { type Review, type ReviewComment, type ReviewVerdict, review } from "../../../shared/model/review.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

type About = Pick<Review, "project" | "item">;
type NewComment = Pick<ReviewComment, "id" | "text" | "place" | "path">;
type Given = Omit<ReviewVerdict, "by" | "at">;

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type ReviewEvent =
  | LedgerEvent<"reviewCommented", About & { readonly comment: NewComment }>
  | LedgerEvent<"reviewCommentEdited", { readonly comment: string; readonly text: string }>
  | LedgerEvent<"reviewCommentRemoved", { readonly comment: string }>
  | LedgerEvent<"reviewGiven", About & { readonly verdict: Given }>;

/** What was remarked on the work of an item, beside the submissions it is about: they come and go, it stays. */
export const reviewKind: RecordKind<Review> = {
  kind: "review",
  isLocal: true,
  schema: review.loose(),
  reduce(record, raw) {
    const event = raw as ReviewEvent;
    switch (event.type) {
      case "reviewCommented": {
        const { comment, project, item } = event.data;
        const { actor: by, at } = event;
        const base = record ?? { id: event.subject, project, item, comments: [], verdicts: [] };
        return { ...base, comments: [...base.comments, { ...comment, by, at }] };
      }
      case "reviewCommentEdited":
        return (
          record &&
          withComment(record, event.data.comment, (one) => ({ ...one, text: event.data.text, editedAt: event.at }))
        );
      case "reviewCommentRemoved":
        return record && { ...record, comments: record.comments.filter(({ id }) => id !== event.data.comment) };
      case "reviewGiven": {
        const { verdict, project, item } = event.data;
        const { actor: by, at } = event;
        const base = record ?? { id: event.subject, project, item, comments: [], verdicts: [] };
        const told = new Set(verdict.comments);
        return {
          ...base,
          comments: base.comments.map((one) => (told.has(one.id) ? { ...one, sent: { at, tip: verdict.tip } } : one)),
          verdicts: [...base.verdicts, { ...verdict, by, at }],
        };
      }
      default:
        return record;
    }
  },
};

function withComment(record: Review, id: string, change: (one: ReviewComment) => ReviewComment): Review {
  return { ...record, comments: record.comments.map((one) => (one.id === id ? change(one) : one)) };
}

/** Drafts that one person may have on one item: beyond that somebody pours something in. */
const MAX_DRAFTS = 500;

export function reviewId({ project, item }: About): string {
  return `${project}:${item}`;
}

/** What somebody has written and told nobody yet. */
export function draftsOf(record: Review | undefined, by: IdentityPath): readonly ReviewComment[] {
  return (record?.comments ?? []).filter((one) => one.by === by && one.sent === undefined);
}

export function addComment(
  record: Review | undefined,
  about: About,
  { by, ...comment }: NewComment & { readonly by: IdentityPath },
): Result<readonly NewEvent[], Failure<"too-many">> {
  if (draftsOf(record, by).length >= MAX_DRAFTS) {
    return fail("too-many", `There are ${MAX_DRAFTS} drafts of yours on ${about.item}.`, {
      remedy: "Submit the review, or take some back.",
    });
  }
  return ok([event(about, { type: "reviewCommented", data: { ...about, comment }, by })]);
}

type NotYours = Failure<"comment-not-found" | "wrong-transition">;

/** The draft of that id, which must be the caller's own. */
function ownDraft(record: Review | undefined, id: string, by: IdentityPath): Result<ReviewComment, NotYours> {
  const found = record?.comments.find((one) => one.id === id && one.by === by);
  if (found === undefined) {
    return fail("comment-not-found", `There is no comment ${id} of yours.`, {
      remedy: "See them with `drover review show`.",
    });
  }
  if (found.sent !== undefined) {
    return fail("wrong-transition", `${id} went out with your review and stays as it is.`, {
      remedy: "Write another comment.",
    });
  }
  return ok(found);
}

export function editComment(
  record: Review | undefined,
  { id, text, by }: { readonly id: string; readonly text: string; readonly by: IdentityPath },
): Result<readonly NewEvent[], NotYours> {
  const draft = ownDraft(record, id, by);
  if (!draft.ok || record === undefined) return draft.ok ? ok([]) : draft;
  if (draft.value.text === text) return ok([]);
  return ok([event(record, { type: "reviewCommentEdited", data: { comment: id, text }, by })]);
}

export function removeComment(
  record: Review | undefined,
  { id, by }: { readonly id: string; readonly by: IdentityPath },
): Result<readonly NewEvent[], NotYours> {
  const draft = ownDraft(record, id, by);
  if (!draft.ok || record === undefined) return draft.ok ? ok([]) : draft;
  return ok([event(record, { type: "reviewCommentRemoved", data: { comment: id }, by })]);
}

export function giveVerdict(about: About, verdict: Given, by: IdentityPath): NewEvent {
  return event(about, { type: "reviewGiven", data: { ...about, verdict }, by });
}

function event(
  { project, item }: About,
  { type, data, by }: { readonly type: ReviewEvent["type"]; readonly data: unknown; readonly by: IdentityPath },
): NewEvent {
  return { ledger: "workspace", kind: "review", subject: reviewId({ project, item }), type, actor: by, data };
}
