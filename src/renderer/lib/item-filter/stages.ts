import type { ItemStage } from "../../../shared/model/item-words.ts";

/** As one asks for them: what moves, then what could, then what waits, then what is over. */
export const ITEM_STAGES = [
  "in-progress",
  "review",
  "merging",
  "queued",
  "ready",
  "blocked",
  "deferred",
  "landed",
  "closed",
] as const satisfies readonly ItemStage[];
