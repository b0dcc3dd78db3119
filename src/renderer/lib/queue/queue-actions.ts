import type { QueryClient } from "@tanstack/react-query";
import type { InputOf, OutputOf } from "../../../shared/contract/contract.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { ActionParts } from "../action-parts.ts";
import type { PaneHost } from "../panes.ts";
import { queryKeys } from "../server-state/query-keys.ts";
import { type Move, type PlaceWanted, reordered, reorderedWithin } from "./reorder.ts";

/** What a user does to submissions and to the queues they wait in. */
export interface QueueActions {
  setQueuePaused(project: string, paused: boolean): Promise<void>;
  retrySubmission(submission: string): Promise<void>;
  /** Lets the queue move the target where the user has it checked out, when nothing is uncommitted there. */
  allowLanding(project: string): Promise<void>;
  /** Asks for a reason first. */
  holdSubmission(submission: Submission): void;
  releaseSubmission(submission: string): Promise<void>;
  /** Shown at once; `queue` are those that can be moved, in the order they have now. */
  moveSubmission(one: Pick<Submission, "id" | "item">, move: Move, queue: readonly string[]): Promise<void>;
  /** Back to where its priority and age put it. */
  unplaceSubmission(submission: string): Promise<void>;
  /** Asks first, and says that nothing is lost. */
  discardSubmission(submission: Submission): void;
  giveConflict(submission: string, to: "resolver" | "author"): Promise<void>;
  /** `onto` is what the conflict was shown on. Answers whether it is done. */
  resolveConflict(one: Submission, onto: string, files: InputOf<"mq.resolve">["files"]): Promise<boolean>;
}

export type QueueActionDeps = ActionParts & { readonly queries: QueryClient; readonly panes: PaneHost };

export function createQueueActions({ attempt, done, ui, queries, panes }: QueueActionDeps): QueueActions {
  const place = (id: string, to: PlaceWanted) =>
    attempt(`move ${id} in the queue`, "mq.reorder", { submission: id, to });
  return {
    async setQueuePaused(project, paused) {
      const outcome = paused
        ? await attempt(`pause the merge queue of ${project}`, "mq.pause", { project })
        : await attempt(`resume the merge queue of ${project}`, "mq.resume", { project });
      if (outcome.ok) done(paused ? `Nothing lands in ${project} until you resume` : `${project} lands again`);
    },
    async retrySubmission(submission) {
      const outcome = await attempt(`put ${submission} in the queue again`, "mq.retry", { submission });
      if (outcome.ok) done(`${outcome.value.item} is in the queue again`);
    },
    async allowLanding(project) {
      const allow = (landOnCheckedOut: boolean) =>
        attempt(`let ${project} land on what is checked out`, "project.edit", { project, landOnCheckedOut });
      const outcome = await allow(true);
      if (!outcome.ok) return;
      const { target } = outcome.value;
      done(`${project} lands on your checkout of ${target}`, "Forward only, and only while nothing is uncommitted.", {
        label: "Undo",
        run: () => void allow(false),
      });
    },
    holdSubmission({ id, item }) {
      ui.openDialog({
        kind: "reason",
        title: `Hold ${item} back?`,
        body: "It keeps its place and is not gated until it is released. A batch it is in goes on without it.",
        deed: "Hold",
        confirm: (reason) =>
          void attempt(`hold ${id}`, "mq.hold", { submission: id, ...(reason === undefined ? {} : { reason }) }).then(
            (outcome) => {
              if (!outcome.ok) return;
              done(`${item} is held back`, undefined, {
                label: "Release",
                run: () => void attempt(`release ${id}`, "mq.release", { submission: id }),
              });
            },
          ),
      });
    },
    async releaseSubmission(submission) {
      const outcome = await attempt(`release ${submission}`, "mq.release", { submission });
      if (outcome.ok) done(`${outcome.value.item} goes on`);
    },
    async moveSubmission(one, move, queue) {
      const order = reordered(queue, one.id, move.position);
      queries.setQueriesData<OutputOf<"mq.list">>({ queryKey: queryKeys.queueLists }, (list) =>
        list === undefined ? list : { ...list, submissions: [...reorderedWithin(list.submissions, queue, order)] },
      );
      const outcome = await place(one.id, move.to);
      // Where the core put it otherwise, or nowhere.
      void queries.invalidateQueries({ queryKey: queryKeys.queue });
      if (!outcome.ok) return;
      done(`${one.item} is ${position(move.position)} of ${queue.length}`, undefined, {
        label: "Undo",
        run: () => {
          void place(one.id, move.undo).then((undone) => {
            if (undone.ok) ui.announce(`${one.item} is back in its place`);
          });
        },
      });
    },
    async unplaceSubmission(submission) {
      const outcome = await place(submission, "by-rule");
      if (outcome.ok) done(`${outcome.value.item} stands by its priority and age`);
    },
    discardSubmission({ id, item }) {
      ui.openDialog({
        kind: "reason",
        title: `Take ${item} out of the queue?`,
        body: "Its commits are salvaged, so that they can be brought back. The item stays open.",
        deed: "Discard submission",
        confirm: (reason) =>
          void attempt(`discard ${id}`, "mq.discard", {
            submission: id,
            ...(reason === undefined ? {} : { reason }),
          }).then((outcome) => {
            if (!outcome.ok) return;
            const { salvage } = outcome.value;
            done(`${item} is out of the queue`, "Its commits are kept as a salvage.", {
              label: "Show",
              run: () => {
                ui.set({ shownSalvage: salvage });
                panes.open({ kind: "salvage" });
              },
            });
          }),
      });
    },
    async resolveConflict({ id, item }, onto, files) {
      const outcome = await attempt(`resolve the conflict of ${item}`, "mq.resolve", { submission: id, onto, files });
      if (outcome.ok) {
        done(`The conflict of ${item} is resolved`, "It is in the queue again; its gates run before it lands.");
      }
      return outcome.ok;
    },
    async giveConflict(submission, to) {
      const whom = to === "resolver" ? "a resolver" : "its author";
      const outcome = await attempt(`give the conflict of ${submission} to ${whom}`, "mq.assignConflict", {
        submission,
        to,
      });
      if (!outcome.ok) return;
      done(
        to === "resolver"
          ? `A resolver is hired for ${outcome.value.item}`
          : `${outcome.value.item} is back with its author`,
      );
    },
  };
}

function position(nth: number): string {
  return nth === 1 ? "first" : `number ${nth}`;
}
