import { z } from "zod";
import { comment } from "../model/comment.ts";
import { itemRef } from "./item.ts";
import { ANYONE, request } from "./verb.ts";

/** A comment's id, as `item.comment.list` and `item.show` give it. */
export const commentId = z.string().min(1).max(120);

export const commentAdd = request({
  name: "item.comment.add",
  summary: "Say something about an item.",
  input: z.strictObject({ item: itemRef, text: comment.shape.text }),
  output: comment,
  errors: ["item-not-found", "item-ambiguous"],
  callers: ANYONE,
  danger: "safe",
});

export const commentEdit = request({
  name: "item.comment.edit",
  summary: "Change a comment of one's own; the user may change any.",
  input: z.strictObject({ comment: commentId, text: comment.shape.text }),
  output: comment,
  errors: ["comment-not-found", "not-yours"],
  callers: ANYONE,
  danger: "safe",
});

export const commentRemove = request({
  name: "item.comment.remove",
  summary: "Remove a comment of one's own; the user may remove any. Its text stays in the trail.",
  input: z.strictObject({ comment: commentId }),
  output: comment,
  errors: ["comment-not-found", "not-yours"],
  callers: ANYONE,
  danger: "safe",
});

export const commentList = request({
  name: "item.comment.list",
  summary: "List what was said about an item, oldest first.",
  input: z.strictObject({ item: itemRef }),
  output: z.object({ comments: z.array(comment) }),
  errors: ["item-not-found", "item-ambiguous"],
  callers: ANYONE,
  danger: "safe",
});

export const commentVerbs = [commentAdd, commentEdit, commentRemove, commentList] as const;
