import type { Mail } from "../../shared/model/mail.ts";
import type { PaneHost } from "./panes.ts";
import type { UiStore } from "./ui-state.ts";

/** Leads to what a message is about. */
export function showSubject(deps: { panes: PaneHost; ui: UiStore }, about: NonNullable<Mail["about"]>): void {
  switch (about.kind) {
    case "item":
      deps.panes.open({ kind: "item", item: about.id });
      return;
    case "agent":
      deps.panes.open({ kind: "terminal", agent: about.id });
      return;
    case "submission":
      deps.ui.set({ queueShown: { kind: "submission", id: about.id } });
      deps.panes.open({ kind: "queue" });
      return;
    case "convoy":
      deps.ui.set({ boardConvoy: about.id });
      deps.panes.open({ kind: "board" });
      return;
    case "project":
      deps.panes.open({ kind: "board" });
  }
}
