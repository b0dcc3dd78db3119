import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { LedgerName } from "../../../shared/model/event.ts";
import { originOf } from "./origin.ts";
import type { Pace } from "./pace.ts";
import type { ExchangeDeps } from "./ports.ts";
import type { SourceItem } from "./source.ts";

/** Items that came from a source before, by their keys there. */
export async function knownKeys(
  ledger: ExchangeDeps["ledger"],
  { source, target, pace }: { readonly source: string; readonly target: LedgerName; readonly pace: Pace },
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (const item of ledger.values()) {
    if (pace.isDue) await pace.rest();
    const origin = originOf(item, source);
    if (origin !== undefined && (ledger.projectOf(item.id) ?? "workspace") === target) known.set(origin.key, item.id);
  }
  return known;
}

/**
 * The item here that a source's item is: the one it became before, or the one whose id it bears. An id alone can be a
 * coincidence: where both say when they were created, they must agree.
 */
export function matchOf(
  item: SourceItem,
  known: ReadonlyMap<string, string>,
  get: (id: string) => WorkItem | undefined,
): WorkItem | undefined {
  const before = known.get(item.key);
  if (before !== undefined) return get(before);
  const named = item.id === undefined ? undefined : get(item.id);
  if (named === undefined) return undefined;
  const { createdAt } = item.fields;
  return createdAt === undefined || Math.abs(createdAt - named.createdAt) < 1_000 ? named : undefined;
}
