import { useQuery } from "@tanstack/react-query";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";

/** Costs come from transcripts, of which no event tells; they change slowly enough for this (milliseconds). */
const LOOK_MS = 60_000;

/** What agents have cost so far, in dollars, by path; those without a price are left out. */
export function useAgentCosts(): ReadonlyMap<string, number> {
  const { connection } = useServices();
  const costs = useQuery({
    queryKey: queryKeys.usage({ by: "agent" }),
    queryFn: async ({ signal }) => {
      const { rows } = await callOrThrow(connection, "usage.list", { by: "agent", limit: 1_000 }, signal);
      return rows.flatMap(({ key, cost }): [string, number][] => (cost.usd === undefined ? [] : [[key, cost.usd]]));
    },
    select: toMap,
    refetchInterval: LOOK_MS,
  });
  return costs.data ?? NONE;
}

const toMap = (costs: readonly (readonly [string, number])[]): ReadonlyMap<string, number> => new Map(costs);
const NONE: ReadonlyMap<string, number> = new Map();
