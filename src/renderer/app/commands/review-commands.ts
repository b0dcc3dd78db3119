import type { reviewCatalogue } from "../../../shared/commands/review-catalogue.ts";
import type { ReviewDeed } from "../../lib/review-desk.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** What commands of reviews do: most are for the review that has the focus. */
export function reviewCommands({
  ui,
  panes,
  actions,
  toasts,
}: Pick<CommandDeps, "ui" | "panes" | "actions" | "toasts">): HandlersOf<typeof reviewCatalogue> {
  const deed = (name: ReviewDeed) => () => ui.store.getState().reviewDesk?.run(name);
  const open = (of: string | undefined) => {
    if (of !== undefined) panes.open({ kind: "review", of });
  };
  return {
    "review.waiting": () => {
      void actions.attempt("see what waits for a review", "review.list", { all: true }).then((answer) => {
        if (!answer.ok) return;
        const { waiting } = answer.value;
        const next = waiting.find(({ isRequired }) => isRequired) ?? waiting[0];
        if (next === undefined) toasts.say("Nothing waits for a review");
        else open(next.submission.id);
      });
    },
    "review.item": open,
    "review.submission": open,
    "review.agent": open,
    "review.next-file": deed("next-file"),
    "review.previous-file": deed("previous-file"),
    "review.next-change": deed("next-change"),
    "review.previous-change": deed("previous-change"),
    "review.comment": deed("comment"),
    "review.toggle-viewed": deed("toggle-viewed"),
    "review.toggle-mode": deed("toggle-mode"),
    "review.toggle-whitespace": deed("toggle-whitespace"),
    "review.open-all": deed("open-all"),
    "review.approve": deed("approve"),
    "review.send-back": deed("send-back"),
  };
}
