import type { Hook } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import type { HookBoard } from "./decide.ts";

/** The table of hooks with an index from items to who has them, kept within each change. */
export function createBoard(table: RecordTable<Hook>): HookBoard {
  const holders = new Map<string, IdentityPath>();

  function index(before: Hook | undefined, after: Hook | undefined): void {
    for (const item of heldBy(before)) if (holders.get(item) === before?.agent) holders.delete(item);
    if (after !== undefined) for (const item of heldBy(after)) holders.set(item, after.agent);
  }

  for (const hook of table.values()) index(undefined, hook);
  // The board lives as long as the store whose table it watches.
  table.watch(({ before, after }) => {
    index(before, after);
  });
  return { get: (agent) => table.get(agent), holderOf: (item) => holders.get(item) };
}

/** The items that a hook keeps from others. */
export function heldBy(hook: Hook | undefined): readonly string[] {
  if (hook === undefined) return [];
  return hook.item === undefined || hook.state === "archived" ? hook.queue : [hook.item, ...hook.queue];
}
