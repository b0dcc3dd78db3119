import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Overview } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import type { SessionStore } from "../../lib/server-state/session-store.ts";
import { NEEDS_USER } from "../../lib/stage.ts";
import type { LayoutFacts } from "./built-in-layouts.ts";

/** Answers with what layouts are made of, as the page knows it when asked. */
export function useLayoutFacts(): () => LayoutFacts {
  const queries = useQueryClient();
  const { sessions } = useServices();
  return useCallback(() => layoutFacts(queries, sessions), [queries, sessions]);
}

function layoutFacts(queries: QueryClient, sessions: SessionStore): LayoutFacts {
  const { byAgent } = sessions.store.getState();
  const agents = queries.getQueryData<Overview>(queryKeys.overview)?.agents ?? [];
  const waits = (path: string) => {
    const status = byAgent.get(path);
    return status !== undefined && NEEDS_USER.has(status.state);
  };
  const live = agents.filter(({ session }) => session !== undefined && session.endedAt === undefined);
  const queue = queries.getQueryData<OutputOf<"mq.list">>(queryKeys.queueList(true));
  return {
    atWork: live.map(({ path }) => path).toSorted((a, b) => Number(waits(b)) - Number(waits(a))),
    review: queue?.submissions.find(({ state }) => state === "waiting")?.id,
  };
}
