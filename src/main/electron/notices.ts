import { Notification } from "electron";
import type { Notification as Notice } from "../../shared/model/mail.ts";
import { noticeText } from "./desktop-notice.ts";

export interface Notices {
  /** Puts a notification on the desktop. `clicked` is called when the user follows it. */
  show(notice: Notice, clicked: () => void): void;
}

export function createNotices(icon: string): Notices {
  // The desktop keeps one for as long as it likes; without a reference it would be collected, and its click lost.
  const open = new Set<Notification>();
  return {
    show(notice, clicked) {
      if (!Notification.isSupported()) return;
      const shown = new Notification({ ...noticeText(notice), icon, silent: notice.urgency !== "urgent" });
      open.add(shown);
      shown.on("click", clicked);
      shown.on("close", () => open.delete(shown));
      shown.show();
    },
  };
}
