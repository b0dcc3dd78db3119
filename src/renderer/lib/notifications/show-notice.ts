import type { Notification } from "../../../shared/model/mail.ts";
import type { PaneHost } from "../panes.ts";
import { showSubject } from "../show-subject.ts";
import type { UiStore } from "../ui-state.ts";

/** Leads to the very place that a notification tells of: the letter, or what it is about. */
export function showNotice(
  { panes, ui }: { readonly panes: PaneHost; readonly ui: UiStore },
  { mail, about }: Pick<Notification, "mail" | "about">,
): void {
  if (mail !== undefined) {
    ui.set({ shownMail: mail, isComposing: false });
    panes.open({ kind: "mail" });
  } else if (about !== undefined) showSubject({ panes, ui }, about);
}
