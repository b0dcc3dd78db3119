import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { itemsInSight } from "../item-edits.ts";
import { countOf } from "../names.ts";
import { queryKeys } from "../server-state/query-keys.ts";
import { type Services, useServices } from "../services.tsx";
import { type QueueFacts, type Verdict } from "./judge.ts";
import { performMove } from "./perform.ts";

/** What drops need to know and do, over what the page has read. */
export interface Moves {
  /** Those of the ids that the page knows, in their order. The same list for the same ids. */
  itemsOf(ids: readonly string[]): readonly ItemView[];
  readonly queue: QueueFacts;
  /** Does what a verdict allows, or says why nothing was done. */
  drop(items: readonly string[], verdict: Verdict): void;
}

/** Every target asks for the same items as long as they are dragged. */
const found = new WeakMap<readonly string[], readonly ItemView[]>();

export function createMoves(services: Services, queries: QueryClient): Moves {
  const list = () => queries.getQueryData<OutputOf<"mq.list">>(queryKeys.queueList(true));
  const queue: QueueFacts = {
    submission: (id) => list()?.submissions.find((one) => one.id === id),
    standing: (id) => list()?.standings.find((one) => one.submission === id),
  };
  return {
    queue,
    itemsOf(ids) {
      let items = found.get(ids);
      if (items === undefined) {
        const byId = itemsInSight(queries, new Set(ids));
        found.set(ids, (items = ids.flatMap((id) => byId.get(id) ?? [])));
      }
      return items;
    },
    drop(items, verdict) {
      if (verdict.isAllowed) {
        void performMove(services, items, verdict.deed, queue.submission);
        return;
      }
      if (verdict.isThere === true) return;
      const title = `${countOf(items)} ${items.length === 1 ? "stays" : "stay"} where ${items.length === 1 ? "it is" : "they are"}`;
      services.toasts.say(title, { tone: "attention", detail: verdict.why });
      services.ui.announce(`${title}. ${verdict.why}`);
    },
  };
}

export function useMoves(): Moves {
  const services = useServices();
  const queries = useQueryClient();
  return useMemo(() => createMoves(services, queries), [services, queries]);
}
