import type { SecondWorktree } from "../../shared/model/agent.ts";
import type { HookWorktreeView } from "../../shared/contract/hook-worktree.ts";
import { neutralise } from "./neutralise.ts";

/** What became of what was done in it, in a word or two. */
export function worktreeInWords(one: Pick<HookWorktreeView, "state" | "sentBack" | "landed" | "submitted">): string {
  if (one.state === "being-made") return "being made";
  if (one.state === "leaving") return "being given back";
  if (one.sentBack !== undefined) return "sent back";
  if (one.submitted === undefined) return "in work";
  return one.landed === one.submitted ? "landed" : "submitted";
}

/** A line for a card; more for why it came back. */
export function secondWorktreeField(one: SecondWorktree): readonly [string, string] {
  const making = one.base === undefined ? "being-made" : "there";
  const words = worktreeInWords({ ...one, state: one.isLeaving === true ? "leaving" : making });
  const why = one.sentBack === undefined ? "" : `: ${neutralise(one.sentBack)}`;
  return [`in ${one.project}`, `${neutralise(one.worktree)} on ${one.branch}, ${words}${why}`];
}
