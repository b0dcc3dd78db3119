import type { Submission } from "../../../shared/model/submission.ts";
import { countOf } from "../names.ts";
import type { Services } from "../services.tsx";
import type { Deed } from "./judge.ts";

type MoveServices = Pick<Services, "actions" | "runCommand" | "toasts" | "ui">;

/** Does what a drop means. What does something at once can be taken back, by its toast and by Z. */
export async function performMove(
  services: MoveServices,
  items: readonly string[],
  deed: Deed,
  submissionOf: (id: string) => Submission | undefined,
): Promise<void> {
  const { actions, ui } = services;
  const [item = ""] = items;
  switch (deed.kind) {
    case "sling":
      await actions.sling(items, deed.to);
      return;
    case "unsling-ask":
      actions.unsling(items);
      return;
    case "give-back":
      await actions.assign(items, null);
      return;
    case "make-ready":
      await change(services, items, { status: "open", deferredUntil: null }, "is put off no longer");
      return;
    case "put-off-ask":
      ui.openDialog({ kind: "set-field", field: "deferredUntil", items });
      return;
    case "close-ask":
      actions.closeItems(items);
      return;
    case "reopen-ask":
      actions.reopenItem(item);
      return;
    case "approve-ask":
      await askApproval(services, submissionOf(deed.submission));
      return;
    case "land-first":
      ui.set({ queueShown: { kind: "submission", id: deed.submission } });
      services.runCommand("submission.first");
      return;
    case "convoy":
      await actions.addToConvoy(deed.convoy, items);
      return;
    case "parent":
      await change(
        services,
        items,
        { parent: deed.epic },
        deed.epic === null ? "is in no epic" : `is below ${deed.epic}`,
      );
      return;
    case "priority":
      await change(
        services,
        items,
        { priority: deed.priority },
        `has ${PRIORITY_WORDS[deed.priority] ?? "another"} priority`,
      );
  }
}

const PRIORITY_WORDS = ["urgent", "high", "normal", "low", "some-day"];

/** Of one item too it is said, since a drop may have gone amiss. */
async function change(
  { actions, toasts }: MoveServices,
  items: readonly string[],
  to: Parameters<Services["actions"]["changeItems"]>[1],
  words: string,
): Promise<void> {
  const done = await actions.changeItems(items, to, words);
  if (!done || items.length !== 1) return;
  toasts.say(`${countOf(items)} ${words}`, { tone: "good", action: { label: "Undo", run: actions.undoLastChange } });
}

/** Comments that were not sent yet go out with the verdict, which the dialog says: they are counted before. */
async function askApproval({ actions, ui }: MoveServices, submission: Submission | undefined): Promise<void> {
  if (submission === undefined) return;
  const { id, project, tip, item, agent } = submission;
  const review = await actions.attempt(`read your comments on ${item}`, "review.comment.list", { of: id, project });
  if (!review.ok) return;
  const drafts = review.value.comments.filter(({ sent }) => sent === undefined).length;
  ui.openDialog({
    kind: "review-verdict",
    asked: { verdict: "approved", of: id, project, tip, item, agent, submission: id, drafts },
  });
}
