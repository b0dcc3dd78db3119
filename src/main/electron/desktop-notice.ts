import type { Notification } from "../../shared/model/mail.ts";

/** What of the user's notifications goes to the desktop: nothing that is quiet, and nothing that the user is looking at anyway. */
export function belongsOnDesktop(notification: Notification, isWindowFocused: boolean): boolean {
  if (notification.urgency === "quiet") return false;
  return notification.urgency === "urgent" || !isWindowFocused;
}

/** Room that desktops give a notification. */
const MAX_BODY_CHARS = 240;

/** As one plain paragraph: some desktops interpret markup, none shows more. */
export function noticeText(notification: Notification): { readonly title: string; readonly body: string } {
  const flat = (text: string) =>
    text
      .replace(/\s+/g, " ")
      .replace(/[<>&]/g, (sign) => ({ "<": "‹", ">": "›", "&": "+" })[sign] ?? "")
      .trim();
  const body = flat(notification.body);
  return {
    title: flat(notification.title),
    body: body.length > MAX_BODY_CHARS ? `${body.slice(0, MAX_BODY_CHARS - 1)}…` : body,
  };
}
