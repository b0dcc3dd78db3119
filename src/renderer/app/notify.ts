import type { Notification } from "../../shared/model/mail.ts";
import { isQuietAt, minutesOfDay, urgencyFor } from "../../shared/model/quiet-hours.ts";
import type { Clock } from "../lib/clock.ts";
import { createBundler } from "../lib/notifications/bundler.ts";
import { notificationKinds } from "../lib/notifications/kinds.ts";
import type { PageNotices } from "../lib/notifications/page-notices.ts";
import { showNotice } from "../lib/notifications/show-notice.ts";
import type { PaneHost } from "../lib/panes.ts";
import type { PreferenceStore } from "../lib/preferences/preference-store.ts";
import type { Toasts } from "../lib/toasts.ts";
import type { UiStore } from "../lib/ui-state.ts";

export interface NotifyDeps {
  readonly clock: Clock;
  readonly toasts: Toasts;
  readonly panes: PaneHost;
  readonly ui: UiStore;
  readonly preferences: PreferenceStore;
  /** The desktop's own, in a browser; in the app its shell tells the desktop. */
  readonly desktop: Pick<PageNotices, "show">;
}

export interface UserTeller {
  /** Whether the user wants to hear of it at all. */
  isWanted(notification: Notification): boolean;
  tell(notification: Notification): void;
}

/** Titles of the first few of a bundle; the rest is in the panel. */
const NAMED = 3;

/** Tells the user as they like it: in the window unless it is to be quiet, on the desktop unless it is their quiet hours. */
export function createUserTeller(deps: NotifyDeps): UserTeller {
  const { clock, toasts, ui, preferences, desktop } = deps;
  const urgencyOf = (one: Notification) => urgencyFor(one, preferences.store.getState().notifications);

  function show(bundle: readonly Notification[]): void {
    const [first] = bundle;
    if (first === undefined) return;
    const isUrgent = bundle.some((one) => urgencyOf(one) === "urgent");
    const { tone, several } = notificationKinds[first.kind];
    const title = bundle.length === 1 ? first.title : `${bundle.length} ${several}`;
    const body =
      bundle.length === 1
        ? first.body
        : bundle
            .slice(0, NAMED)
            .map((one) => one.body || one.title)
            .join("\n");
    const lead = () => {
      if (bundle.length === 1) showNotice(deps, first);
      else ui.set({ notificationsOpen: true });
    };
    ui.announce(`${title}. ${body}`);
    const leadsSomewhere = bundle.length > 1 || first.about !== undefined || first.mail !== undefined;
    toasts.say(title, {
      ...{ detail: body, tone, sticky: isUrgent },
      ...(leadsSomewhere ? { action: { label: bundle.length === 1 ? "Show" : "Show all", run: lead } } : {}),
    });
    const { desktop: isOn, sound, quietHours } = preferences.store.getState().notifications;
    const isQuiet = isQuietAt(minutesOfDay(clock.now()), quietHours);
    if (isOn && (isUrgent || !isQuiet)) desktop.show({ title, body, isSilent: !sound || isQuiet }, lead);
  }

  const bundler = createBundler({ clock, show });
  return {
    isWanted: (notification) => urgencyOf(notification) !== "off",
    tell(notification) {
      const urgency = urgencyOf(notification);
      if (urgency !== "off" && urgency !== "quiet") bundler.add(notification);
    },
  };
}
