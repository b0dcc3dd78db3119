import type { LiveRegionEvent } from "dockview-react";

/** What is said of a change of the dock; null where the focus says it already, or nobody asked for it. */
export function announcementOf({ kind, panel }: LiveRegionEvent): string | null {
  const name = panel.title ?? "The pane";
  switch (kind) {
    case "open":
      return null;
    case "close":
      return `${name} closed`;
    case "maximize":
      return `${name} fills the window`;
    case "restore":
      return `${name} has its place again`;
    case "float":
      return `${name} floats over the other panes`;
    case "dock":
      return `${name} is among the other panes again`;
    case "popout":
      return `${name} has a window of its own`;
  }
}
