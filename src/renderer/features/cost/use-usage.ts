import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { UsageGroup } from "../../../shared/contract/usage.ts";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";

export type Usage = OutputOf<"usage.list">;

/** Figures come from transcripts, of which no event tells; milliseconds. */
const LOOK_MS = 60_000;
const MOST_ROWS = 500;

/** What was used since then, cut up by that; looked at anew each minute while it is in sight. */
export function useUsage(by: UsageGroup, since: number | undefined, isVisible: boolean) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.usage({ by, since }),
    queryFn: ({ signal }) =>
      callOrThrow(
        connection,
        "usage.list",
        { by, limit: MOST_ROWS, ...(since === undefined ? {} : { since }) },
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
    enabled: isVisible,
    refetchInterval: LOOK_MS,
  });
}
