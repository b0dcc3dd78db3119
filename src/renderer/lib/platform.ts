import type { StoreApi } from "zustand/vanilla";
import type { UpdateState } from "../../shared/desktop/update-state.ts";

/** What the page stands in and on. */
export interface Platform {
  readonly isMac: boolean;
  readonly isDesktop: boolean;
  /** What the app does about newer versions; undefined in a browser, where whoever serves the page sees to that. */
  readonly updates: StoreApi<UpdateState | undefined>;
  /** Path of a file dropped on the window; undefined in a browser. */
  pathOf(file: File): string | undefined;
  /** Opens an address outside of the app. */
  openExternal(url: string): void;
}
