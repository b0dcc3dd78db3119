import type { DesktopApi } from "../../shared/desktop/desktop-api.ts";
import type { Platform } from "../lib/platform.ts";

declare global {
  interface Window {
    /** Put there by the preload of the desktop window; absent in a browser. */
    readonly drover?: DesktopApi;
  }
}

export function pagePlatform(page: Window): Platform {
  const desktop = page.drover;
  return {
    isMac: /mac/i.test(page.navigator.platform),
    isDesktop: desktop !== undefined,
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
