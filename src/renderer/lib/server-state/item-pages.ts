import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import type { InputOf, OutputOf } from "../../../shared/contract/contract.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useServices } from "../services.tsx";
import { callOrThrow } from "./queries.ts";
import { queryKeys } from "./query-keys.ts";

/** Which items a list shows and in which order, but for which part of them. */
export type ItemQuery = Omit<InputOf<"item.list">, "limit" | "offset">;

/** Items read at once: a few screenfuls, answered within a frame or two. */
export const PAGE_SIZE = 100;

export interface PageWanted {
  readonly query: ItemQuery;
  /** From 0. */
  readonly page: number;
}

export interface ItemPages {
  /** Undefined while its page is on its way. */
  item(query: ItemQuery, index: number): ItemView | undefined;
  /** Where an item stands, as far as the pages in hand tell. */
  find(item: string): { readonly query: ItemQuery; readonly index: number } | undefined;
  /** The items in hand, in no order. */
  all(): readonly ItemView[];
  /** Of the first page that could not be read. */
  readonly error: Error | undefined;
  retry(): void;
}

/**
 * Pages of lists, read when they come into sight. Events make all of them stale, but only those in sight are read anew: what
 * a change costs does not grow with the ledger.
 */
export function useItemPages(wanted: readonly PageWanted[]): ItemPages {
  const { connection } = useServices();
  const answers = useQueries({
    queries: wanted.map(({ query, page }) => ({
      queryKey: queryKeys.itemPage(query, page),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        callOrThrow(connection, "item.list", { ...query, offset: page * PAGE_SIZE, limit: PAGE_SIZE }, signal),
    })),
  });
  const dataOf = (query: ItemQuery, page: number): OutputOf<"item.list"> | undefined =>
    answers[wanted.findIndex((one) => one.query === query && one.page === page)]?.data;
  const failed = answers.find(({ isError, data }) => isError && data === undefined);
  return {
    item: (query, index) => dataOf(query, Math.floor(index / PAGE_SIZE))?.items[index % PAGE_SIZE],
    find(item) {
      for (const [nth, one] of wanted.entries()) {
        const within = answers[nth]?.data?.items.findIndex(({ id }) => id === item) ?? -1;
        if (within >= 0) return { query: one.query, index: one.page * PAGE_SIZE + within };
      }
      return undefined;
    },
    all: () => answers.flatMap(({ data }) => data?.items ?? []),
    error: failed?.error ?? undefined,
    retry() {
      for (const answer of answers) if (answer.isError) void answer.refetch();
    },
  };
}

/** How many items a list has, and the first of them. What was there before stays until a changed query is answered. */
export function useItemTotal(query: ItemQuery) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.itemPage(query, 0),
    queryFn: ({ signal }) => callOrThrow(connection, "item.list", { ...query, offset: 0, limit: PAGE_SIZE }, signal),
    placeholderData: keepPreviousData,
  });
}
