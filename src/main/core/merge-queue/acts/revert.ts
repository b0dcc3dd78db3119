import type { FailureOf, OutputOf, ParsedInputOf } from "../../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { shortId } from "../../base/short-id.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import { isUnderWay, queueSubmission } from "../decide.ts";
import type { MergeRepository } from "../repository/repository.ts";

export interface RevertOrder {
  /** What is undone. */
  readonly landed: Submission;
  readonly reason: string | undefined;
  readonly reopens: boolean;
  readonly by: IdentityPath;
}

export interface RevertDeps {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly repository: Pick<MergeRepository, "fetchTarget" | "isAncestor" | "invert" | "keep">;
  ofItem(item: string): readonly Submission[];
  find(ref: string): Result<Submission, Failure<"submission-not-found">>;
  resolveItem(ref: string): Result<string, Failure<"item-not-found" | "item-ambiguous">>;
  titleOf(item: string): string;
  /** An item of its own for the undoing, which nobody else takes up. To be called in the deciding function of a commit. */
  planItem(order: RevertOrder): { readonly id: string; readonly events: readonly NewEvent[] };
  /** The item waits in the queue. */
  submitted(item: string, by: IdentityPath): Promise<void>;
  wake(project: string): void;
}

type Refused = FailureOf<"mq.revert">;
type Answer = Result<OutputOf<"mq.revert">, Refused>;

/** Undoes landings, by submissions like all others. */
export function createReverts(deps: RevertDeps): SomeHandlers<"mq.revert"> {
  const { store, submissions, repository } = deps;

  async function revert(input: ParsedInputOf<"mq.revert">, by: IdentityPath): Promise<Answer> {
    const item = deps.resolveItem(input.item);
    if (!item.ok) return item;
    const chosen = choose(deps, item.value, input.submission);
    if (!chosen.ok) return chosen;
    const { value: landed } = chosen;
    const made = await write(deps, landed);
    if (!made.ok) return made;
    const id = shortId("sub", (taken) => submissions.get(taken) !== undefined, 6);
    const kept = await repository.keep(landed.project, id, made.value.tip);
    if (!kept.ok) return fail("cannot-revert", kept.error.message, kept.error);
    const done = await store.commit<OutputOf<"mq.revert">, Refused>(() => {
      // Somebody else may have begun the same meanwhile.
      const again = choose(deps, item.value, landed.id);
      if (!again.ok) return again;
      const order = { landed, reason: input.reason, reopens: input.reopen === true, by };
      const planned = deps.planItem(order);
      const { project, branch, priority } = landed;
      const data = {
        project,
        item: planned.id,
        agent: by,
        ...made.value,
        priority,
        kind: "revert" as const,
        reverts: landed.id,
        ...(branch === undefined ? {} : { branch }),
        ...(order.reopens ? { reopens: true } : {}),
      };
      return ok({
        events: [...planned.events, ...queueSubmission(id, data, [])],
        result: () => ({ item: planned.id, submission: presentIn(submissions, id), reverted: landed }),
      });
    });
    if (!done.ok) return done;
    await deps.submitted(done.value.item, by);
    deps.wake(landed.project);
    return ok({ ...done.value, submission: presentIn(submissions, id) });
  }

  return { "mq.revert": async (input, caller) => revert(input, caller.identity) };
}

function presentIn(submissions: RecordTable<Submission>, id: string): Submission {
  const one = submissions.get(id);
  if (one === undefined) throw new Error(`${id} is not there after it was queued.`);
  return one;
}

/** The one landing that is meant. */
function choose(deps: RevertDeps, item: string, ref: string | undefined): Result<Submission, Refused> {
  const all = deps.ofItem(item);
  if (ref !== undefined) {
    const found = deps.find(ref);
    if (!found.ok) return found;
    if (found.value.item !== item) {
      return fail("submission-not-found", `${found.value.id} is of ${found.value.item}, not of ${item}.`, {
        remedy: `drover revert ${found.value.item}`,
      });
    }
    return checked(deps, found.value);
  }
  const landed = all.filter((one) => one.state === "landed");
  const standing = landed.filter((one) => revertOf(deps, one) === undefined);
  const [only, second] = standing;
  if (second !== undefined) {
    const list = standing.map(({ id, project, landed: commit }) => `${id} (${project}, ${commit?.slice(0, 10) ?? ""})`);
    return fail("several-landings", `${item} landed ${standing.length} times: ${list.join(", ")}.`, {
      remedy: `Say which: drover revert ${item} --submission SUBMISSION`,
    });
  }
  const one = only ?? landed.at(-1);
  if (one !== undefined) return checked(deps, one);
  const open = all.findLast(isUnderWay);
  return open === undefined
    ? fail("never-landed", `Nothing of ${item} has landed, so that there is nothing to undo.`)
    : fail("never-landed", `${item} has not landed: its submission ${open.id} is ${open.state}.`, {
        remedy: `Take it out of the queue: drover mq discard ${open.id}`,
      });
}

function checked(deps: RevertDeps, one: Submission): Result<Submission, Refused> {
  const { id, state, landed, landedFrom } = one;
  if (state !== "landed" || landed === undefined) return fail("never-landed", `${id} has not landed: it is ${state}.`);
  if (landedFrom === landed) {
    return fail("never-landed", `${id} brought nothing of its own: the target had it all already, by another way.`, {
      remedy: "Undo what brought it.",
    });
  }
  const by = revertOf(deps, one);
  if (by === undefined) return ok(one);
  const remedy =
    by.state === "landed" ? `Bring it back with: drover revert ${by.item}` : `See how it goes: drover mq show ${by.id}`;
  return fail(
    "already-reverted",
    `${id} ${by.state === "landed" ? "was" : "is being"} reverted by ${by.id} (${by.item}).`,
    {
      remedy,
    },
  );
}

/** What undoes it, is under way to, or has; unless that was undone itself. */
function revertOf(deps: Pick<RevertDeps, "submissions">, one: Submission): Submission | undefined {
  return [...deps.submissions.values()].find(
    (other) =>
      other.reverts === one.id &&
      (isUnderWay(other) || (other.state === "landed" && revertOf(deps, other)?.state !== "landed")),
  );
}

/** The commit that undoes it: on the newest target, or where that conflicts on what had landed, so that the queue meets the conflict. */
async function write(
  { repository, titleOf }: RevertDeps,
  one: Submission,
): Promise<Result<Pick<Submission, "tip" | "base">, Refused>> {
  const { id, project, item, branch, base, tip, landed: to, landedFrom: from } = one;
  const target = await repository.fetchTarget(project, branch);
  if (!target.ok) return target;
  if (to === undefined || !(await repository.isAncestor(project, to, target.value))) {
    return fail("cannot-revert", `The target no longer has ${to ?? id}: it was set to another history since.`);
  }
  const landed = { from, to, base, tip, title: titleOf(item), note: `Drover-Reverts: ${item} ${id}` };
  const onNewest = await repository.invert(project, landed, target.value);
  if (onNewest.kind === "inverted") return ok({ tip: onNewest.commit, base: target.value });
  if (onNewest.kind === "nothing-left") {
    return fail("already-reverted", `The target holds nothing of ${item} any more: it was undone by other changes.`);
  }
  const there = onNewest.kind === "conflict" ? await repository.invert(project, landed, to) : onNewest;
  if (there.kind === "inverted") return ok({ tip: there.commit, base: to });
  const reason = there.kind === "impossible" ? there.reason : `${id} changed nothing that could be undone.`;
  return fail("cannot-revert", reason);
}
