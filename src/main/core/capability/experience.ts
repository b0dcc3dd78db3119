import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { Case } from "./cases.ts";

/** An item that agents brought to its end. */
export interface FinishedItem {
  readonly item: string;
  readonly type: string;
  readonly project: string | undefined;
  /** From its first session until it landed or was closed. */
  readonly ms: number;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  /** What all sessions on it cost; undefined where that is not known. */
  readonly usd: number | undefined;
}

/** What is known of items from those who worked on them. */
export interface Experience {
  readonly finished: readonly FinishedItem[];
  /** Of items that are not over: when their first session began. */
  readonly begun: ReadonlyMap<string, number>;
}

/** Pure. Items that ended as failed tell nothing of how long the work takes. */
export function experienceOf(
  cases: readonly Case[],
  facts: {
    item(id: string): Pick<WorkItem, "type" | "status"> | undefined;
    /** Of one session. */
    usdOf(session: string): number | undefined;
  },
): Experience {
  const finished: FinishedItem[] = [];
  const begun = new Map<string, number>();
  for (const [id, own] of Map.groupBy(cases, ({ item }) => item)) {
    const startedAt = Math.min(...own.map((one) => one.startedAt));
    const item = facts.item(id);
    if (item !== undefined && item.status !== "closed") {
      begun.set(id, startedAt);
      continue;
    }
    const end = own.find(({ how }) => how === "landed" || how === "closed");
    if (end?.endedAt === undefined || item === undefined) continue;
    const costs = own.flatMap(({ sessions }) => sessions).map((session) => facts.usdOf(session.id));
    const usd = costs.every((one) => one !== undefined) ? costs.reduce((sum, one) => sum + one, 0) : undefined;
    const ms = Math.max(0, end.endedAt - startedAt);
    finished.push({ item: id, type: item.type, project: end.project, ms, at: end.endedAt, usd });
  }
  return { finished, begun };
}
