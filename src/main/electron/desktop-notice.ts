import { showHidden } from "../../shared/hidden-text.ts";
import type { Notification } from "../../shared/model/mail.ts";
import type { Preferences } from "../../shared/model/preferences.ts";
import { isQuietAt, minutesOfDay, urgencyFor } from "../../shared/model/quiet-hours.ts";

/** A notification as the desktop is to show it. */
export interface DesktopNotice {
  readonly title: string;
  readonly body: string;
  readonly isSilent: boolean;
}

export interface NoticeFacts {
  readonly preferences: Preferences["notifications"];
  readonly isWindowFocused: boolean;
  readonly now: number;
}

/**
 * What of the user's notifications goes to the desktop, and how: nothing that is quiet, nothing that the user is looking at
 * anyway, and in quiet hours only what is urgent, without a sound.
 */
export function desktopNotice(notification: Notification, facts: NoticeFacts): DesktopNotice | undefined {
  const { preferences, isWindowFocused, now } = facts;
  const urgency = urgencyFor(notification, preferences);
  if (!preferences.desktop || urgency === "off" || urgency === "quiet") return undefined;
  const isUrgent = urgency === "urgent";
  const isQuiet = isQuietAt(minutesOfDay(now), preferences.quietHours);
  if (!isUrgent && (isQuiet || isWindowFocused)) return undefined;
  return { ...noticeText(notification), isSilent: !preferences.sound || isQuiet || !isUrgent };
}

/** Room that desktops give a notification. */
const MAX_BODY_CHARS = 240;

/** As one plain paragraph: some desktops interpret markup, none shows more. */
export function noticeText(notification: Pick<Notification, "title" | "body">): Omit<DesktopNotice, "isSilent"> {
  const flat = (text: string) =>
    showHidden(text)
      .replace(/\s+/g, " ")
      .replace(/[<>&]/g, (sign) => ({ "<": "‹", ">": "›", "&": "+" })[sign] ?? "")
      .trim();
  const body = flat(notification.body);
  return {
    title: flat(notification.title),
    body: body.length > MAX_BODY_CHARS ? `${body.slice(0, MAX_BODY_CHARS - 1)}…` : body,
  };
}
