import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { isOpen } from "../nudges/receipt-words.ts";
import { useServices } from "../services.tsx";
import { callOrThrow, useSessionStatus } from "./queries.ts";
import { queryKeys } from "./query-keys.ts";

/** What is shown of a nudge that is under way is read again so often. */
const RECEIPT_MS = 1_500;
/** Tokens and cost of a session at work: they grow with its turns. */
const USAGE_MS = 5_000;

/** What an agent was told, the newest first; followed while something more can come of it. */
export function useNudges(agent: string, limit: number) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.nudges(agent, limit),
    queryFn: async ({ signal }) => (await callOrThrow(connection, "nudge.list", { agent, limit }, signal)).nudges,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) === true ? RECEIPT_MS : RECEIPT_MS * 4),
    staleTime: 0,
  });
}

/** Tokens and cost of one session. */
export function useSessionUsage(session: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.usage({ session }),
    queryFn: ({ signal }) => callOrThrow(connection, "usage.list", { session, by: "model" }, signal),
    refetchInterval: USAGE_MS,
    staleTime: 0,
  });
}

/** What sessions of an agent did over time; read again with every change of its state. */
export function useTimeline(agent: string, session: string | undefined) {
  const { connection } = useServices();
  const status = useSessionStatus({ path: agent });
  return useQuery({
    queryKey: queryKeys.timeline(agent, session, `${status?.session ?? ""} ${status?.since ?? 0}`),
    queryFn: ({ signal }) =>
      callOrThrow(
        connection,
        "session.timeline",
        { agent, limit: 2_000, ...(session === undefined ? {} : { session }) },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

/** An agent by itself: for one that was let go, and so is not among those at hand. */
export function useAgent(agent: string, isWanted: boolean) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.agent(agent),
    queryFn: ({ signal }) => callOrThrow(connection, "agent.show", { agent }, signal),
    enabled: isWanted,
    retry: false,
    staleTime: 0,
  });
}

/** The sessions of an agent, the latest first, with whether each can be asked. */
export function useSessions(agent: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.sessions(agent),
    queryFn: async ({ signal }) =>
      (await callOrThrow(connection, "seance.list", { agent, limit: 50 }, signal)).sessions,
    staleTime: 0,
  });
}

/** What an agent learned and offers its successors. */
export function useMemory(agent: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.memory(agent),
    queryFn: ({ signal }) => callOrThrow(connection, "memory.show", { agent }, signal),
    staleTime: 0,
  });
}

/** What an agent has done, as a record made of facts. */
export function useCapability(agent: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.cv(agent),
    queryFn: ({ signal }) => callOrThrow(connection, "agent.cv", { agent }, signal),
    staleTime: 0,
  });
}

/** Tokens and cost of all that an agent did, cut up by `by`. */
export function useAgentUsage(agent: string, by: "session" | "item" | "model" | "day") {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.usage({ agent, by }),
    queryFn: ({ signal }) => callOrThrow(connection, "usage.list", { agent, by, limit: 200 }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
