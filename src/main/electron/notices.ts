import { Notification } from "electron";
import type { DesktopNotice } from "./desktop-notice.ts";

export interface Notices {
  /** Puts a notification on the desktop. `clicked` is called when the user follows it. */
  show(notice: DesktopNotice, clicked: () => void): void;
}

export function createNotices(icon: string): Notices {
  // The desktop keeps one for as long as it likes; without a reference it would be collected, and its click lost.
  const open = new Set<Notification>();
  return {
    show({ title, body, isSilent }, clicked) {
      if (!Notification.isSupported()) return;
      const shown = new Notification({ title, body, icon, silent: isSilent });
      open.add(shown);
      shown.on("click", clicked);
      shown.on("close", () => open.delete(shown));
      shown.show();
    },
  };
}
