import { POPOUT_PAGE } from "../../shared/desktop/popout-page.ts";

/** The only place our windows may be: the renderer's files under our own scheme, which no web page can have. */
export const APP_SCHEME = "drover-app";
export const APP_URL = `${APP_SCHEME}://window/index.html`;

export function isOurs(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${APP_SCHEME}:` && host === "window";
  } catch {
    return false;
  }
}

/** The empty page that a pane with a window to itself is put into. */
export function isPopout(url: string): boolean {
  return url === `${APP_SCHEME}://window/${POPOUT_PAGE}`;
}

/** Links that may be handed to the system's browser once the user has said so. */
export function mayOpenOutside(url: string): boolean {
  try {
    const { protocol } = new URL(url);
    return protocol === "https:" || protocol === "http:" || protocol === "mailto:";
  } catch {
    return false;
  }
}
