/**
 * The page, beside the window's own, in which panes stand that have a window to themselves. It is empty: the window that
 * opened it fills it with its own elements and styles, so it must be of the same origin and reachable by its opener.
 */
export const POPOUT_PAGE = "popout.html";
