import type { SerializedDockview } from "dockview-react";
import { parsePaneSpec } from "../../lib/pane-kinds.ts";
import type { LayoutContent } from "../../lib/panes.ts";
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
  return parseLayout(parseJson(storage.get(KEY)));
}

export function saveLayout(storage: KeyValueStorage, layout: RememberedLayout): void {
  storage.set(KEY, JSON.stringify(layoutContent(layout)));
}

export function forgetLayout(storage: KeyValueStorage): void {
  storage.remove(KEY);
}

/** A layout as it is kept, wherever that is. */
export function layoutContent(layout: RememberedLayout): LayoutContent {
  const plain = parseJson(JSON.stringify({ version: VERSION, ...layout }));
  return isJson(plain) ? plain : null;
}

function isJson(value: unknown): value is LayoutContent {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  return typeof value === "object" && Object.values(value).every(isJson);
}

/** Undefined for what is no layout of this version. */
export function parseLayout(value: unknown): RememberedLayout | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!("version" in value) || value.version !== VERSION || !("dock" in value)) return undefined;
  if (!isUsable(value.dock)) return undefined;
  return { dock: value.dock, isFollowing: "isFollowing" in value && value.isFollowing === true };
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
