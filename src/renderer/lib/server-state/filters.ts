import { useQuery } from "@tanstack/react-query";
import { useServices } from "../services.tsx";
import { callOrThrow } from "./queries.ts";
import { queryKeys } from "./query-keys.ts";

/** The filters that were saved in this workspace, by name. */
export function useFilters() {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.filters,
    queryFn: async ({ signal }) => (await callOrThrow(connection, "filter.list", {}, signal)).filters,
  });
}
