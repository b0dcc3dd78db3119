import type { SerializedDockview } from "dockview-react";
import { parsePaneSpec } from "../../lib/pane-kinds.ts";
import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";

/** Raised when old layouts can no longer be read; they are then given up for the default one. */
const VERSION = 1;
const KEY = "drover.layout";

export interface RememberedLayout {
  readonly dock: SerializedDockview;
  /** Nobody has arranged it yet: it goes on showing whoever is at work. */
  readonly isFollowing: boolean;
}

/** The layout as it was left; undefined where there is none, or none that can be trusted. */
export function readLayout(storage: KeyValueStorage): RememberedLayout | undefined {
  const value = parseJson(storage.get(KEY));
  if (typeof value !== "object" || value === null) return undefined;
  if (!("version" in value) || value.version !== VERSION || !("dock" in value)) return undefined;
  if (!isUsable(value.dock)) return undefined;
  return { dock: value.dock, isFollowing: "isFollowing" in value && value.isFollowing === true };
}

export function saveLayout(storage: KeyValueStorage, layout: RememberedLayout): void {
  storage.set(KEY, JSON.stringify({ version: VERSION, ...layout }));
}

export function forgetLayout(storage: KeyValueStorage): void {
  storage.remove(KEY);
}

/** Every panel must be one that this version knows how to draw; the grid itself is checked by dockview, which throws. */
function isUsable(dock: unknown): dock is SerializedDockview {
  if (typeof dock !== "object" || dock === null || !("grid" in dock) || !("panels" in dock)) return false;
  const { panels } = dock;
  if (typeof panels !== "object" || panels === null) return false;
  const all: readonly unknown[] = Object.values(panels);
  return (
    all.length > 0 &&
    all.every(
      (panel) =>
        typeof panel === "object" && panel !== null && "params" in panel && parsePaneSpec(panel.params) !== undefined,
    )
  );
}
