import { createStore } from "zustand/vanilla";
import type { DesktopApi } from "../../shared/desktop/desktop-api.ts";
import type { UpdateState } from "../../shared/desktop/update-state.ts";
import type { Platform } from "../lib/platform.ts";

declare global {
  interface Window {
    /** Put there by the preload of the desktop window; absent in a browser. */
    readonly drover?: DesktopApi;
  }
}

export function pagePlatform(page: Window): Platform {
  const desktop = page.drover;
  const updates = createStore<UpdateState | undefined>(() => undefined);
  desktop?.onUpdates((state) => {
    updates.setState(state, true);
  });
  return {
    isMac: /mac/i.test(page.navigator.platform),
    isDesktop: desktop !== undefined,
    updates,
    pathOf(file) {
      const path = desktop?.pathForFile(file) ?? "";
      return path === "" ? undefined : path;
    },
    openExternal(url) {
      // The desktop window refuses to open anything itself and hands the address to the system.
      page.open(url, "_blank", "noopener,noreferrer");
    },
  };
}
