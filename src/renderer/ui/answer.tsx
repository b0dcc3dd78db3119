import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FailureView, Loading } from "./state-views.tsx";

export type AnswerProps<T> = {
  readonly query: UseQueryResult<T>;
  /** What is being read, for whoever waits. */
  readonly what: string;
  children(data: T): ReactNode;
};

/** What was asked of the core, once it is there: until then that it is awaited, or why it does not come and a way to try again. */
export function Answer<T>({ query, what, children }: AnswerProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <FailureView error={query.error} retry={() => void query.refetch()} />;
  return <Loading what={what} />;
}
