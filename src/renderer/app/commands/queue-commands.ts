import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { queueCatalogue } from "../../../shared/commands/queue-catalogue.ts";
import { focusedTarget } from "../../lib/commands/focused-target.ts";
import { branchQueues } from "../../lib/queue/queue-view.ts";
import { type Step, stepMove } from "../../lib/queue/reorder.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";
import { commandTargets, onTarget } from "./command-targets.ts";

type QueueList = OutputOf<"mq.list">;

/** What is done to the submission that the merge queue shows, and to its queue. */
export function queueCommands({ ui, panes, actions, toasts, queries }: CommandDeps): HandlersOf<typeof queueCatalogue> {
  const { ofItem } = commandTargets(ui);
  /** As the page knows it, whichever part of the queue it has read. */
  const known = (wanted: string | undefined): Submission | undefined =>
    lists()
      .flatMap(({ submissions }) => submissions)
      .find(({ id }) => id === wanted);
  const lists = () =>
    queries
      .getQueriesData<QueueList>({ queryKey: queryKeys.queueLists })
      .flatMap(([, list]) => (list === undefined ? [] : [list]));
  const of = (act: (one: Submission) => void) =>
    onTarget((id) => {
      const one = known(id);
      if (one === undefined) toasts.say(`The merge queue has no submission ${id}`);
      else act(one);
    });
  const move = (step: Step) =>
    of((one) => {
      const queue = lists()
        .flatMap((list) => branchQueues(list, one.project))
        .find(({ queue }) => queue.some(({ submission }) => submission.id === one.id));
      const movable = queue?.queue.flatMap(({ submission, isMovable }) => (isMovable ? [submission.id] : [])) ?? [];
      const wanted = stepMove(movable, one.id, step);
      if (wanted !== undefined) void actions.moveSubmission(one, wanted, movable);
      else if (movable.includes(one.id)) ui.announce(`${one.item} is ${step === "down" ? "last" : "first"} already`);
      else toasts.say(`${one.item} does not wait in the queue`);
    });
  return {
    "submission.show": of((one) => {
      ui.set({ queueShown: { kind: "submission", id: one.id } });
      panes.open({ kind: "queue" });
    }),
    "submission.conflict": of((one) => {
      panes.open({ kind: "conflict", submission: one.id });
    }),
    "submission.hold": of(actions.holdSubmission),
    "submission.release": of((one) => void actions.releaseSubmission(one.id)),
    "submission.retry": of((one) => void actions.retrySubmission(one.id)),
    "submission.allow": of((one) => {
      if (one.consent === undefined) toasts.say(`${one.item} does not wait for a branch that is checked out`);
      else void actions.allowLanding(one.project);
    }),
    "submission.up": move("up"),
    "submission.down": move("down"),
    "submission.first": move("first"),
    "submission.unplace": of((one) => void actions.unplaceSubmission(one.id)),
    "submission.resolver": of((one) => void actions.giveConflict(one.id, "resolver")),
    "submission.author": of((one) => void actions.giveConflict(one.id, "author")),
    "submission.discard": of(actions.discardSubmission),
    "submission.revert": of((one) => {
      actions.revertItem(one.item, one.id);
    }),
    "integration.create": ofItem(actions.gatherOnBranch),
    "integration.land": ofItem((epic) => void actions.landIntegration(epic)),
    "integration.update": ofItem((epic) => void actions.updateIntegration(epic)),
    "integration.drop": ofItem((epic) => void actions.dropIntegration(epic)),
    "queue.pause": () => {
      const [list] = lists();
      const shown = known(focusedTarget(ui.store.getState(), "submission"));
      const project = shown?.project ?? list?.submissions[0]?.project;
      if (list === undefined || project === undefined) {
        panes.open({ kind: "queue" });
        return;
      }
      const isPaused = list.paused.some((one) => one.project === project && one.by === "user");
      void actions.setQueuePaused(project, !isPaused);
    },
  };
}
