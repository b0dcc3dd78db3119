import { useQuery } from "@tanstack/react-query";
import type { AgentGroup } from "../../../shared/contract/agent-group.ts";
import { callOrThrow } from "../server-state/queries.ts";
import { queryKeys } from "../server-state/query-keys.ts";
import { useServices } from "../services.tsx";

const NONE: readonly AgentGroup[] = [];

/** The user's groups of agents, by name; none before they were read. */
export function useAgentGroups(): readonly AgentGroup[] {
  const { connection } = useServices();
  const groups = useQuery({
    queryKey: queryKeys.agentGroups,
    queryFn: async ({ signal }) => (await callOrThrow(connection, "group.list", {}, signal)).groups,
  });
  return groups.data ?? NONE;
}
