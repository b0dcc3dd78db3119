import { createContext, use } from "react";

/** The window that holds what is drawn: the page's own, or one that a pane was moved to. */
export const HostWindowContext = createContext<Window | undefined>(undefined);

/** Undefined for the page's own. */
export function useHostWindow(): Window | undefined {
  const host = use(HostWindowContext);
  return host === globalThis.window ? undefined : host;
}

/** Where menus, hints and the like are put; undefined for the place they choose themselves, in the page. */
export function usePortalContainer(): HTMLElement | undefined {
  return useHostWindow()?.document.body;
}
