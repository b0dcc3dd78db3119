import type { DockviewApi } from "dockview-react";
import { type PaneSpec, paneId, parsePaneSpec } from "../../lib/pane-kinds.ts";

/** Tells what the user does to the dock from what the window does to it by itself. */
export interface DockChanges {
  /** What happens to panes in `act` is neither announced nor undone, and says nothing about what the user likes. */
  byItself<T>(act: () => T): T;
  readonly isByItself: boolean;
  /** The pane that was closed last and is not open again; asked again, the one before it. */
  takeClosed(): PaneSpec | undefined;
}

/** How many closed panes can be opened again. */
const MOST_CLOSED = 30;

export function followDockChanges(api: DockviewApi): DockChanges {
  let depth = 0;
  let closed: readonly PaneSpec[] = [];
  api.onDidRemovePanel((panel) => {
    const spec = parsePaneSpec(panel.params);
    if (depth === 0 && spec !== undefined) closed = [...closed, spec].slice(-MOST_CLOSED);
  });
  return {
    byItself(act) {
      depth += 1;
      try {
        return act();
      } finally {
        depth -= 1;
      }
    },
    get isByItself() {
      return depth > 0;
    },
    takeClosed() {
      const open = (spec: PaneSpec) => api.getPanel(paneId(spec)) !== undefined;
      const last = closed.findLastIndex((spec) => !open(spec));
      const found = closed[last];
      closed = closed.slice(0, Math.max(0, last));
      return found;
    },
  };
}
