import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CallFailure } from "../call-failure.ts";
import { useServices } from "../services.tsx";
import { callOrThrow } from "./queries.ts";
import { queryKeys } from "./query-keys.ts";

/** The merge queue with what ended lately, or with all that ever did. */
export function useQueueList(all: boolean) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.queueList(all),
    queryFn: ({ signal }) => callOrThrow(connection, "mq.list", all ? { all } : {}, signal),
    placeholderData: keepPreviousData,
  });
}

/** Medians move slowly; what is at work has its own clock. */
const GATE_STATS_MS = 30_000;

/** How long the gates of a project take, and how often they flip. */
export function useGateStats(project: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.gateStats(project),
    queryFn: ({ signal }) => callOrThrow(connection, "mq.gates", { project }, signal),
    refetchInterval: GATE_STATS_MS,
  });
}

/** Epics that gather on branches of their own, and those whose branches have landed or were dropped. */
export function useIntegrations(isWanted = true) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.integrations,
    queryFn: async ({ signal }) =>
      (await callOrThrow(connection, "integration.list", { all: true }, signal)).integrations,
    enabled: isWanted,
  });
}

/** How far the branch of an epic is; null where it has none. */
export function useIntegration(epic: string, isWanted: boolean) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.integration(epic),
    queryFn: async ({ signal }) => {
      const outcome = await connection.client.call("integration.show", { epic }, signal);
      if (outcome.ok) return outcome.value;
      if (outcome.error.code === "no-integration") return null;
      throw new CallFailure(outcome.error);
    },
    enabled: isWanted,
  });
}

/** Branches that would conflict, while there is time. */
export function useConflictFlags() {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.conflictFlags,
    queryFn: async ({ signal }) => (await callOrThrow(connection, "conflict.list", {}, signal)).flags,
  });
}

/**
 * Both sides of a submission's conflict, as they stand when it is laid out: what lands meanwhile does not take them from under
 * whoever puts them together.
 */
export function useConflict(submission: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.conflict(submission),
    queryFn: ({ signal }) => callOrThrow(connection, "mq.conflict", { submission }, signal),
    staleTime: 0,
    refetchOnReconnect: false,
  });
}

/** The three texts of a file in conflict; `onto` is what the conflict was laid out on. */
export function useConflictFile(submission: string, onto: string, file: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.conflictFile(submission, onto, file),
    queryFn: ({ signal }) => callOrThrow(connection, "mq.conflict", { submission, file }, signal),
    refetchOnReconnect: false,
  });
}
