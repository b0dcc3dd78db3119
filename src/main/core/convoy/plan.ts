import { TYPES_WITHOUT_WORK } from "../../../shared/model/item-words.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";

/** An open item that must be over before a convoy is. */
export interface PlannedItem {
  readonly id: string;
  readonly type: string;
  /** Whose agents do it; undefined for the workspace's own items. */
  readonly project: string | undefined;
  readonly stage: ItemView["stage"];
  /** Others of the plan that come first. */
  readonly after: readonly string[];
  /** Earliest beginning, in milliseconds since 1970. */
  readonly notBefore: number;
  readonly estimateMs: number | undefined;
  /** Whether an agent has to do it; the end of an epic or a gate follows by itself. */
  readonly isWork: boolean;
  /** Not of the convoy: its items wait for it. */
  readonly isOutside: boolean;
}

export interface Plan {
  readonly items: readonly PlannedItem[];
  /** What keeps its end from being foretold from items alone, a sentence each. */
  readonly open: readonly string[];
}

/** The open items of a convoy with all that they wait for outside of it, each once. */
export function planOf(items: readonly string[], viewItem: (id: string) => ItemView | undefined): Plan {
  const own = new Set(items);
  const planned = new Map<string, PlannedItem>();
  const open: string[] = [];
  let unseen = 0;
  const queue = [...items];
  const seen = new Set(queue);
  const childrenOf = Map.groupBy(
    items.flatMap((id) => {
      const parent = viewItem(id)?.parent;
      return parent === undefined || !own.has(parent) ? [] : [{ id, parent }];
    }),
    ({ parent }) => parent,
  );
  // Grows while it is walked.
  for (const id of queue) {
    const item = viewItem(id);
    if (item === undefined) {
      unseen += 1;
      continue;
    }
    if (item.status === "closed") continue;
    const children = (childrenOf.get(id) ?? []).map((child) => child.id);
    const after = [...new Set([...item.blockedBy, ...children])].filter((one) => viewItem(one)?.status !== "closed");
    for (const one of after) {
      if (seen.has(one)) continue;
      seen.add(one);
      queue.push(one);
    }
    const isGate = TYPES_WITHOUT_WORK.includes(item.type);
    if (isGate) open.push(`${id} opens when what it waits for comes: counted as if it were open.`);
    else if (item.stage === "blocked" && after.length === 0) {
      open.push(`${id} is held back without a word of until when: counted as if it were ready.`);
    }
    planned.set(id, {
      id,
      type: item.type,
      project: item.project,
      stage: item.stage,
      after,
      notBefore: item.stage === "deferred" ? (item.deferredUntil ?? 0) : 0,
      estimateMs: item.estimateMinutes === undefined ? undefined : item.estimateMinutes * 60_000,
      isWork: !isGate && children.length === 0,
      isOutside: !own.has(id),
    });
  }
  if (unseen > 0) open.push(`${unseen} of its items cannot be seen here and are not counted.`);
  return { items: [...planned.values()], open };
}
