import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { InputOf } from "../../../shared/contract/contract.ts";
import { useServices } from "../services.tsx";
import { callOrThrow } from "./queries.ts";
import { queryKeys } from "./query-keys.ts";

export type SalvageFilter = Pick<InputOf<"salvage.list">, "project" | "agent" | "since">;
export type DiffOf = Pick<InputOf<"salvage.diff">, "part" | "path" | "stash">;

const LIMIT = 500;

/** What was saved of worktrees, newest first. */
export function useSalvages(filter: SalvageFilter) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.salvages(filter),
    queryFn: ({ signal }) => callOrThrow(connection, "salvage.list", { ...filter, limit: LIMIT }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** What a salvage holds, file by file. It never changes. */
export function useSalvage(salvage: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.salvage(salvage),
    queryFn: ({ signal }) => callOrThrow(connection, "salvage.show", { salvage }, signal),
  });
}

/** A part of a salvage as a patch. */
export function useSalvageDiff(salvage: string, of: DiffOf | undefined) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.salvageDiff(salvage, of ?? {}),
    queryFn: ({ signal }) => callOrThrow(connection, "salvage.diff", { salvage, ...of }, signal),
    enabled: of !== undefined,
  });
}
