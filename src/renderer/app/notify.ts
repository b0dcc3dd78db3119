import type { Notification } from "../../shared/model/mail.ts";
import type { PaneHost } from "../lib/panes.ts";
import { showSubject } from "../lib/show-subject.ts";
import type { ToastTone, Toasts } from "../lib/toasts.ts";
import type { UiStore } from "../lib/ui-state.ts";

const TONES: Readonly<Record<Notification["kind"], ToastTone>> = {
  "convoy-landed": "good",
  "needs-user": "attention",
  "agent-parked": "trouble",
  "submission-sent-back": "attention",
  core: "attention",
};

/** Shows a notification in the window; quiet ones are in the list only. */
export function tellUser(deps: { toasts: Toasts; panes: PaneHost; ui: UiStore }, notification: Notification): void {
  deps.ui.announce(`${notification.title}. ${notification.body}`);
  if (notification.urgency === "quiet") return;
  const { about } = notification;
  deps.toasts.say(notification.title, {
    detail: notification.body,
    tone: TONES[notification.kind],
    sticky: notification.urgency === "urgent",
    ...(about === undefined ? {} : { action: { label: "Show", run: () => showSubject(deps, about) } }),
  });
}
