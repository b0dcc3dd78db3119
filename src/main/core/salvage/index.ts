import { type SalvageHandlers, salvageHandlers } from "./controller.ts";
import type { SalvageDeps } from "./ports.ts";
import { type Save, createSave } from "./save.ts";
import { type SaveCommits, createSaveCommits } from "./save-commits.ts";
import { createShelf } from "./shelf.ts";

export type * from "./ports.ts";

export interface SalvageService {
  readonly save: Save;
  readonly saveCommits: SaveCommits;
  readonly handlers: SalvageHandlers;
}

/** Everything that ever lay unsaved in a worktree that was given back, reset or handed over; see save.ts. */
export function createSalvage(deps: SalvageDeps): SalvageService {
  const save = createSave(deps);
  return {
    save,
    saveCommits: createSaveCommits(deps),
    handlers: salvageHandlers({ ...deps, save, shelf: createShelf(deps) }),
  };
}
