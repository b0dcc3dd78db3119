import { type UseQueryResult, keepPreviousData, useQuery } from "@tanstack/react-query";
import { useStore } from "zustand";
import type { InputOf, OutputOf, RequestName } from "../../../shared/contract/contract.ts";
import type { SessionStatus } from "../../../shared/model/agent.ts";
import { CallFailure } from "../call-failure.ts";
import type { Connection } from "../connection/connection.ts";
import { useServices } from "../services.tsx";
import { queryKeys } from "./query-keys.ts";

/** A verb's answer, or its failure thrown as CallFailure, as TanStack Query wants it. */
export async function callOrThrow<N extends RequestName>(
  connection: Connection,
  verb: N,
  input: InputOf<N>,
  signal?: AbortSignal,
): Promise<OutputOf<N>> {
  const outcome = await connection.client.call(verb, input, signal);
  if (!outcome.ok) throw new CallFailure(outcome.error);
  return outcome.value;
}

export type Overview = OutputOf<"workspace.overview">;
export type ItemDetail = OutputOf<"item.show">;

function useVerb<N extends RequestName, T = OutputOf<N>>(options: {
  readonly key: readonly unknown[];
  readonly verb: N;
  readonly input: InputOf<N>;
  readonly select?: (output: OutputOf<N>) => T;
  readonly enabled?: boolean;
}): UseQueryResult<T> {
  const { connection } = useServices();
  return useQuery<OutputOf<N>, Error, T>({
    queryKey: options.key,
    queryFn: ({ signal }) => callOrThrow(connection, options.verb, options.input, signal),
    ...(options.select === undefined ? {} : { select: options.select }),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
  });
}

export function useOverview<T = Overview>(select?: (overview: Overview) => T): UseQueryResult<T> {
  return useVerb<"workspace.overview", T>({
    key: queryKeys.overview,
    verb: "workspace.overview",
    input: {},
    ...(select === undefined ? {} : { select }),
  });
}

/** Items a page holds at most; a larger ledger is filtered by the core (item.list, item.search). */
const ITEM_LIMIT = 10_000;

/** Every item of the workspace, closed ones too. */
export function useItems() {
  return useVerb({
    key: queryKeys.items,
    verb: "item.list",
    input: { all: true, limit: ITEM_LIMIT },
    select: pickItems,
  });
}
const pickItems = (page: OutputOf<"item.list">) => page.items;

/** What a repository looks like from here, e.g. its branches. */
export function useInspection(source: string) {
  return useVerb({ key: queryKeys.inspection(source), verb: "project.inspect", input: { source } });
}

export function useItem(item: string): UseQueryResult<ItemDetail> {
  return useVerb({ key: queryKeys.item(item), verb: "item.show", input: { item } });
}

/** What an item was, version by version, oldest first. */
export function useItemHistory(item: string, isWanted: boolean) {
  return useVerb({ key: queryKeys.itemHistory(item), verb: "item.history", input: { item }, enabled: isWanted });
}

/** Why an item can be started or cannot. */
export function useExplanation(item: string, isWanted: boolean) {
  return useVerb({ key: queryKeys.explanation(item), verb: "item.explain", input: { item }, enabled: isWanted });
}

/** The words of a project's ledger, or of the workspace's. */
export function useVocabulary(project: string | undefined) {
  return useVerb({
    key: queryKeys.vocabulary(project),
    verb: "ledger.vocabulary",
    input: project === undefined ? {} : { project },
  });
}

/** Parts that the span of the past is cut into: about one for each few pixels. */
const MOMENT_BUCKETS = 240;

/** How much changed when, in the last so many milliseconds, or since the first change. */
export function useMoments(spanMs: number | undefined) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.moments(spanMs),
    queryFn: ({ signal }) =>
      callOrThrow(
        connection,
        "ledger.moments",
        { buckets: MOMENT_BUCKETS, ...(spanMs === undefined ? {} : { since: Date.now() - spanMs }) },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

export function useQueue() {
  return useVerb({ key: queryKeys.queueList(true), verb: "mq.list", input: { all: true } });
}

export function useSubmission(submission: string | undefined) {
  return useVerb({
    key: queryKeys.submission(submission ?? ""),
    verb: "mq.show",
    input: { submission: submission ?? "" },
    enabled: submission !== undefined,
  });
}

/** Closed convoys too. */
export function useConvoys() {
  return useVerb({ key: queryKeys.convoys, verb: "convoy.list", input: { all: true }, select: pickConvoys });
}
const pickConvoys = (answer: OutputOf<"convoy.list">) => answer.convoys;

export function useRuntimes() {
  return useVerb({ key: queryKeys.runtimes, verb: "runtime.list", input: {} });
}

/** The live status of an agent's session: what the stream said, else what the overview knew. */
export function useSessionStatus(agent: {
  readonly path: string;
  readonly status?: SessionStatus | undefined;
}): SessionStatus | undefined {
  const live = useStore(useServices().sessions.store, ({ byAgent }) => byAgent.get(agent.path));
  return live ?? agent.status;
}
