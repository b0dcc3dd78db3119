import { parseRoute } from "../../shared/desktop/deep-link.ts";
import type { Mail } from "../../shared/model/mail.ts";

/**
 * Shows what the page's address leads to, now and when it is followed: `#/item/shop-1a2b`, or `#at=/item/shop-1a2b` as
 * `drover open` prints it beside the token. The address is plain again afterwards, so that a reload shows what is open.
 */
export function followRoute(page: Window, show: (about: NonNullable<Mail["about"]>) => void): void {
  const follow = () => {
    const { hash, pathname, search } = page.location;
    const route = hash.startsWith("#/") ? hash.slice(1) : new URLSearchParams(hash.slice(1)).get("at");
    const about = route === null ? undefined : parseRoute(route);
    if (about === undefined) return;
    page.history.replaceState(null, "", `${pathname}${search}`);
    show(about);
  };
  page.addEventListener("hashchange", follow);
  follow();
}
