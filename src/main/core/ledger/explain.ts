import type { Explanation, Obstacle, ReadyReason, RootCause } from "../../../shared/model/waiting.ts";
import { TYPES_WITHOUT_WORK } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { LedgerDeps } from "./desk.ts";
import type { LedgerService } from "./service.ts";
import { NEVER, type Wait } from "./waits.ts";

export interface Explainer {
  explain(item: WorkItem): Explanation;
  /** Why one that is ready is, and stands where it does. `rank` counts from 1. */
  reasonOf(item: WorkItem, rank: number): ReadyReason;
}

/** Chains are followed so far; behind that, somebody has to look himself. */
const MAX_CAUSES = 20;

/** Says in words what the rules of waiting compute. */
export function createExplainer(
  deps: Pick<LedgerDeps, "clock" | "isOnItsWay">,
  items: Pick<LedgerService, "get" | "readiness" | "view" | "isDeleted">,
): Explainer {
  const { readiness } = items;
  const now = () => deps.clock.now();

  /** `demo-x3f “Title”, in progress by demo/crew/ada` */
  function sayItem(id: string): string {
    const item = items.get(id);
    if (item === undefined) return id;
    return `${id} “${item.title}”, ${sayStanding(item)}`;
  }

  function sayStanding(item: WorkItem): string {
    const stage = items.view(item.id)?.stage ?? item.status;
    if (stage === "blocked" && item.type === "gate") return "a closed gate";
    const who = item.assignee === undefined ? "" : ` by ${item.assignee}`;
    return `${stage.replace("-", " ")}${who}`;
  }

  function sayWait(wait: Wait): Obstacle {
    const { kind, on } = wait;
    const common = { items: [...wait.items], ...(wait.until === NEVER ? {} : { until: wait.until }) };
    switch (kind) {
      case "item": {
        const isClosed = items.get(on)?.status === "closed";
        const text = isClosed ? `waits for the open children of ${sayItem(on)}` : `waits for ${sayItem(on)}`;
        return { code: "item", text, ...common };
      }
      case "children":
        return { code: "children", text: `waits for its child ${sayItem(on)}`, ...common };
      case "condition":
        return { code: "condition", text: `begins only if ${sayItem(on)}, fails`, ...common };
      case "moot":
        return {
          code: "moot",
          text: `would begin if ${on} failed, and that is done`,
          remedy: `Close it with \`drover close\`, or unlink it with \`drover dep remove\`.`,
          ...common,
        };
      case "fan-in": {
        const isEmpty = readiness.children(on).size === 0;
        const text = isEmpty
          ? `waits for the children of ${sayItem(on)}, which has none yet`
          : `waits for children of ${on}: ${wait.items.map(sayItem).join("; ")}`;
        return { code: "fan-in", text, ...common };
      }
      case "gate":
        return { code: "gate", text: `waits at the gate ${sayGate(on)}`, ...common, ...openerOf(on) };
      case "unknown":
        return {
          code: "unknown",
          text: `waits for ${on}, which no open ledger has; it counts as open`,
          remedy: "Open its project, or take the link away with `drover dep remove`.",
          ...common,
        };
      case "external":
        return {
          code: "external",
          text: `waits for ${on}, outside of all ledgers`,
          remedy: "Take the link away with `drover dep remove` once that is there.",
          ...common,
        };
    }
  }

  function sayGate(id: string): string {
    const item = items.get(id);
    const gate = item?.gate;
    const name = `${id} “${item?.title ?? ""}”`;
    switch (gate?.kind) {
      case "timer":
        return gate.until === undefined ? `${name}, a timer without a time` : `${name} until ${time(gate.until)}`;
      case "item":
        return `${name}, until ${sayItem(gate.for ?? "an item that it does not name")} closes`;
      case "pull-request":
      case "run":
      case "message":
        return `${name}, a ${gate.kind.replace("-", " ")}${gate.for === undefined ? "" : ` (${gate.for})`}`;
      case "human":
      case undefined:
        return `${name}, which a person opens`;
    }
  }

  function openerOf(id: string): { remedy?: string } {
    const kind = items.get(id)?.gate?.kind;
    return kind === "timer" || kind === "item" ? {} : { remedy: `Open it with \`drover close ${id}\`.` };
  }

  function obstaclesOf(item: WorkItem): Obstacle[] {
    const own = { items: [item.id] };
    if (item.status === "closed") return [{ code: "closed", text: "is closed", ...own }];
    const obstacles: Obstacle[] = [];
    if (TYPES_WITHOUT_WORK.includes(item.type)) {
      obstacles.push({ code: "no-work", text: `is a ${item.type}, which nobody works on`, ...own });
    }
    if (item.assignee !== undefined) {
      obstacles.push({ code: "assigned", text: `is ${item.assignee}'s`, ...own });
    }
    if (item.status !== "open") {
      obstacles.push({ code: "status", text: `has the status ${item.customStatus ?? item.status}`, ...own });
    }
    if (deps.isOnItsWay(item.id)) {
      obstacles.push({ code: "on-its-way", text: "is slung, on a hook or in the merge queue", ...own });
    }
    const until = readiness.deferredUntil(item.id);
    if (until > now()) obstacles.push(sayDeferral(item, until));
    for (const wait of readiness.waits(item.id)) obstacles.push(sayWait(wait));
    return obstacles;
  }

  function sayDeferral(item: WorkItem, until: number): Obstacle {
    const isOwn = (item.deferredUntil ?? 0) === until || item.status === "deferred";
    const who = isOwn ? "is" : "belongs to what is";
    const common = { code: "deferred" as const, items: [item.id] };
    if (until === NEVER) return { ...common, text: `${who} put off` };
    return { ...common, text: `${who} put off until ${time(until)}`, until };
  }

  /** Goes down what it waits for, to what itself waits for nothing; each met once. */
  function causesOf(root: WorkItem): RootCause[] {
    const causes: RootCause[] = [];
    const cameFrom = new Map<string, string | undefined>([[root.id, undefined]]);
    for (const id of cameFrom.keys()) {
      const waits = readiness.waits(id);
      const isEnd = waits.every(({ kind }) => kind === "moot");
      if (isEnd && id !== root.id) causes.push(causeOf(id, wayTo(id, cameFrom)));
      if (causes.length >= MAX_CAUSES) break;
      for (const to of waits.flatMap((wait) => wait.items)) if (!cameFrom.has(to)) cameFrom.set(to, id);
    }
    return causes;
  }

  function causeOf(id: string, via: string[]): RootCause {
    const item = items.get(id);
    if (item === undefined) return { item: id, text: "no open ledger has it", via };
    const text = item.type === "gate" ? `gate ${sayGate(id)}` : sayStanding(item);
    return { item: id, title: item.title, text, via };
  }

  function reasonOf(item: WorkItem, rank: number): ReadyReason {
    const frees = readiness.unblocks(item.id).length;
    const waited = item.links.length > 0 || readiness.children(item.id).size > 0;
    const why = waited ? "open, nobody's, all it waited for is done" : "open, nobody's, waits for nothing";
    const order = `priority ${item.priority}, unblocks ${frees}, created ${time(item.createdAt)}`;
    return { item: item.id, rank, text: `${why}; ${order}` };
  }

  return {
    reasonOf,
    explain(item) {
      const obstacles = obstaclesOf(item);
      const isReady = obstacles.length === 0;
      const ignored = readiness
        .circles()
        .map((circle) => circle.ignored)
        .filter((edge) => edge.from === item.id);
      return {
        item: item.id,
        isReady,
        text: isReady ? `${item.id} is ready.` : `${item.id} ${obstacles.map(({ text }) => text).join("; ")}.`,
        obstacles,
        rootCauses: isReady ? [] : causesOf(item),
        ...(isReady ? { reason: reasonOf(item, rankOf(item.id)) } : {}),
        ignored,
      };
    },
  };

  function rankOf(wanted: string): number {
    let rank = 0;
    for (const id of readiness.ready(now())) {
      if (deps.isOnItsWay(id)) continue;
      rank += 1;
      if (id === wanted) return rank;
    }
    return rank;
  }
}

function wayTo(id: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const way: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = cameFrom.get(at)) way.push(at);
  return way.toReversed().slice(1);
}

function time(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}
