import { type StoreApi, createStore } from "zustand/vanilla";
import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";

export const WALL_ORDERS = ["attention", "project", "name"] as const;
export type WallOrder = (typeof WALL_ORDERS)[number];
export const WALL_FILTERS = ["all", "at-work", "waiting"] as const;
export type WallFilter = (typeof WALL_FILTERS)[number];

/** Least widths of a tile in pixels, from a thumbnail to a screen that is read like a terminal. */
export const TILE_WIDTHS = [168, 228, 300, 400, 540, 760] as const;
const DEFAULT_SIZE = 2;

/** How the user looks at the wall; remembered. */
export interface WallSettings {
  /** Index into TILE_WIDTHS. */
  readonly size: number;
  readonly order: WallOrder;
  readonly filter: WallFilter;
}

const KEY = "drover.wall";

export function createWallSettings(storage: KeyValueStorage): StoreApi<WallSettings> {
  const store = createStore<WallSettings>(() => read(storage.get(KEY)));
  store.subscribe((now) => {
    storage.set(KEY, JSON.stringify(now));
  });
  return store;
}

export function clampSize(size: number): number {
  return Math.min(TILE_WIDTHS.length - 1, Math.max(0, size));
}

/** The one behind it, and after the last the first. */
export function nextOf<T>(all: readonly T[], one: T): T {
  return all[(all.indexOf(one) + 1) % all.length] ?? one;
}

function read(text: string | undefined): WallSettings {
  const value = parseJson(text);
  const known =
    typeof value === "object" && value !== null ? new Map<string, unknown>(Object.entries(value)) : undefined;
  const size = known?.get("size");
  return {
    size: typeof size === "number" && Number.isInteger(size) ? clampSize(size) : DEFAULT_SIZE,
    order: WALL_ORDERS.find((order) => order === known?.get("order")) ?? "attention",
    filter: WALL_FILTERS.find((filter) => filter === known?.get("filter")) ?? "all",
  };
}
