import { showHidden } from "../../../shared/hidden-text.ts";
import { type StoreApi, createStore } from "zustand/vanilla";

export interface PageNotice {
  readonly title: string;
  readonly body: string;
  readonly isSilent: boolean;
}

/** Notifications of the desktop, out of a page in a browser. */
export interface PageNotices {
  /** none: this page has none, as where the desktop app tells the desktop itself; default: the user was not asked yet. */
  readonly permission: StoreApi<"none" | NotificationPermission>;
  /** To be called where the user pressed something: browsers ask for nothing else. */
  ask(): Promise<void>;
  /** Shown where that is granted and the page is not being looked at; a press on it brings the page to the front. */
  show(notice: PageNotice, onPress: () => void): void;
}

export function createPageNotices(page: Window & typeof globalThis, isDesktopApp: boolean): PageNotices {
  const isThere = !isDesktopApp && "Notification" in page;
  const permission = createStore<"none" | NotificationPermission>(() =>
    isThere ? page.Notification.permission : "none",
  );
  return {
    permission,
    async ask() {
      if (isThere) permission.setState(await page.Notification.requestPermission(), true);
    },
    show({ title, body, isSilent }, onPress) {
      if (permission.getState() !== "granted" || page.document.hasFocus()) return;
      try {
        const notice = new page.Notification(showHidden(title), {
          body: showHidden(body),
          silent: isSilent,
          tag: title,
        });
        notice.addEventListener("click", () => {
          page.focus();
          notice.close();
          onPress();
        });
      } catch {
        // Some phones have them from service workers alone; the window has told it already.
      }
    },
  };
}
