import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { isUnderWay } from "./decide.ts";

/** What people write for a submission: its id, the beginning of one, or an item's id for the newest of that item that is under way, else the newest. */
export function findSubmission(
  submissions: Pick<RecordTable<Submission>, "get" | "values">,
  ref: string,
): Result<Submission, Failure<"submission-not-found">> {
  const exact = submissions.get(ref);
  if (exact !== undefined) return ok(exact);
  const all = [...submissions.values()];
  const ofItem = all.filter(({ item }) => item === ref);
  const newest = ofItem.findLast(isUnderWay) ?? ofItem.at(-1);
  if (newest !== undefined) return ok(newest);
  const [only, ...others] = all.filter(({ id }) => id.startsWith(ref));
  if (only !== undefined && others.length === 0) return ok(only);
  const remedy = "List them with `drover mq list --all`.";
  if (only === undefined) {
    return fail("submission-not-found", `${JSON.stringify(ref)} names no submission.`, { remedy });
  }
  const some = [only, ...others].slice(0, SHOWN).map(({ id }) => id);
  const more = others.length >= SHOWN ? ", …" : "";
  return fail("submission-not-found", `${JSON.stringify(ref)} begins several submissions: ${some.join(", ")}${more}.`, {
    remedy: `Write more of the one that is meant. ${remedy}`,
  });
}

/** Of those that a beginning may mean. */
const SHOWN = 5;
