import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { InputOf } from "../../../shared/contract/contract.ts";
import type { ItemFacet } from "../../../shared/model/item-words.ts";
import { useServices } from "../services.tsx";
import { callOrThrow } from "./queries.ts";
import { queryKeys } from "./query-keys.ts";

export type CountFilter = NonNullable<InputOf<"item.count">["filter"]>;

/** How many items there are of each kind. What was there before stays until a changed filter is answered. */
export function useItemCounts(filter: CountFilter, by: readonly ItemFacet[], isWanted = true) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.itemCounts(filter, by),
    queryFn: ({ signal }) => callOrThrow(connection, "item.count", { filter, by: [...by] }, signal),
    placeholderData: keepPreviousData,
    enabled: isWanted,
  });
}
