import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { MemoryEntry } from "../../../shared/model/memory.ts";
import { type MemoryHandlerDeps, type MemoryHandlers, memoryHandlers } from "./controller.ts";
import { memoryKind } from "./decide.ts";

export { memoryKind } from "./decide.ts";
export { describeMemoryEvent } from "./describe.ts";

export interface Memories {
  /** What it learned, oldest first. */
  of(agent: IdentityPath): readonly MemoryEntry[];
  readonly handlers: MemoryHandlers;
}

/** What agents want their successors to know; see decide.ts. */
export function createMemories(deps: Omit<MemoryHandlerDeps, "table">): Memories {
  const table = deps.store.table(memoryKind);
  return {
    of: (agent) => table.get(agent)?.entries ?? [],
    handlers: memoryHandlers({ ...deps, table }),
  };
}
