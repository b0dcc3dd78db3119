import type { Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import type { SessionBoard } from "./decide.ts";
import { CRASH_LIMIT } from "./policy.ts";

export interface SessionIndex extends SessionBoard {
  /** Newest first, the few that decisions look at. */
  endedOf(agent: IdentityPath): readonly Session[];
  live(): readonly Session[];
}

/** Lost and stopped ones stand between crashes in the row; with room for those the crash limit always finds its crashes. */
const KEPT_ENDED = CRASH_LIMIT * 3;

/** Sessions by agent, kept within each change of the table. */
export function createSessionIndex(table: RecordTable<Session>): SessionIndex {
  const live = new Map<IdentityPath, Session>();
  const ended = new Map<IdentityPath, Session[]>();

  function put(before: Session | undefined, after: Session | undefined): void {
    if (before !== undefined && live.get(before.agent)?.id === before.id) live.delete(before.agent);
    const agent = (after ?? before)?.agent;
    if (agent === undefined) return;
    const others = (ended.get(agent) ?? []).filter((one) => one.id !== (after ?? before)?.id);
    if (after !== undefined && after.endedAt === undefined) live.set(agent, after);
    const row = after?.endedAt === undefined ? others : [after, ...others].toSorted(newestFirst);
    if (row.length === 0) ended.delete(agent);
    else ended.set(agent, row.slice(0, KEPT_ENDED));
  }

  for (const session of table.values()) put(undefined, session);
  // The index lives as long as the store whose table it watches.
  table.watch(({ before, after }) => {
    put(before, after);
  });
  return {
    get: (id) => table.get(id),
    liveOf: (agent) => live.get(agent),
    endedOf: (agent) => ended.get(agent) ?? [],
    live: () => [...live.values()],
  };
}

function newestFirst(a: Session, b: Session): number {
  return (b.endedAt ?? 0) - (a.endedAt ?? 0);
}
