import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { InputOf } from "../../../shared/contract/contract.ts";
import { useServices } from "../services.tsx";
import { callOrThrow } from "./queries.ts";
import { queryKeys } from "./query-keys.ts";

/** The user's conversations, in one of the boxes. */
export function useMailThreads(wanted: InputOf<"mail.threads">) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.mailThreads(wanted),
    queryFn: ({ signal }) => callOrThrow(connection, "mail.threads", wanted, signal),
    placeholderData: keepPreviousData,
  });
}

/** The whole conversation that a letter is in. */
export function useMailThread(mail: string) {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.mailThread(mail),
    queryFn: ({ signal }) => callOrThrow(connection, "mail.show", { mail }, signal),
  });
}
