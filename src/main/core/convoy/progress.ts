import type { Convoy, ConvoyView } from "../../../shared/model/convoy.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";

/** A convoy with everything that follows from its items. Items whose ledger is not open count as blocked. */
export function summarise(convoy: Convoy, viewItem: (id: string) => ItemView | undefined): ConvoyView {
  const items = convoy.items.map(viewItem);
  const progress = { total: items.length, closed: 0, landed: 0, inFlight: 0, ready: 0, blocked: 0 };
  const swarm = new Set<IdentityPath>();
  for (const item of items) {
    switch (item?.stage) {
      case "landed":
        progress.landed += 1;
        progress.closed += 1;
        break;
      case "closed":
        progress.closed += 1;
        break;
      case "queued":
      case "in-progress":
      case "review":
      case "merging":
        progress.inFlight += 1;
        break;
      case "ready":
        progress.ready += 1;
        break;
      case "blocked":
      case "deferred":
      case undefined:
        progress.blocked += 1;
    }
    if (item?.hookedBy !== undefined && item.status !== "closed") swarm.add(item.hookedBy);
  }
  const standstill = whyStill(convoy, progress, items);
  return { ...convoy, progress, swarm: [...swarm], ...(standstill === undefined ? {} : { standstill }) };
}

function whyStill(
  convoy: Convoy,
  progress: ConvoyView["progress"],
  items: readonly (ItemView | undefined)[],
): string | undefined {
  if (convoy.closedAt !== undefined || progress.total === 0 || progress.closed === progress.total) return undefined;
  const troubled = items.find((item) => item?.trouble !== undefined);
  if (troubled?.trouble !== undefined) return `${troubled.id}: ${troubled.trouble}`;
  if (progress.inFlight > 0) return undefined;
  if (!convoy.started) return "It has not been started.";
  if (progress.ready > 0) return "Its ready items wait for a free agent.";
  const missing = items.filter((item) => item === undefined).length;
  if (missing > 0) return `${missing} of its items are in ledgers that are not open.`;
  return "All its open items wait for items outside it or are put off.";
}
