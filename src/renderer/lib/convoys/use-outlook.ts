import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import { callOrThrow } from "../server-state/queries.ts";
import { useServices } from "../services.tsx";
import { useIsPast } from "../past/use-is-past.ts";
import { useNow } from "../use-now.ts";

export type Outlook = OutputOf<"convoy.outlook">;

/** What is left shrinks by the minute even where nothing happens. */
const MINUTE_MS = 60_000;

/** When a convoy will be done and what it costs: asked for again when it moves on, and once a minute. */
export function useOutlook(convoy: ConvoyView | undefined): UseQueryResult<Outlook> {
  const { connection } = useServices();
  const isPast = useIsPast();
  const isWanted = convoy !== undefined && !isPast;
  const minute = Math.floor(useNow(isWanted && convoy.closedAt === undefined, MINUTE_MS) / MINUTE_MS);
  const standing = JSON.stringify([convoy?.progress, convoy?.swarm, convoy?.items.length, convoy?.started]);
  return useQuery({
    queryKey: ["outlook", convoy?.id, standing, minute],
    queryFn: ({ signal }) => callOrThrow(connection, "convoy.outlook", { convoy: convoy?.id ?? "" }, signal),
    placeholderData: (before) => (before?.convoy === convoy?.id ? before : undefined),
    enabled: isWanted,
  });
}
