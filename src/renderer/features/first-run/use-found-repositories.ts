import { useQuery } from "@tanstack/react-query";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";

export type FoundRepository = OutputOf<"project.find">["repositories"][number];

/** Looked for once a page; disks are slow, and what is new can be typed. */
export function useFoundRepositories() {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.repositories,
    queryFn: ({ signal }) => callOrThrow(connection, "project.find", {}, signal),
    retry: false,
  });
}

/** Those of which every word that is typed is a part, whatever its case; a path from `~` or `/` narrows too. */
export function matching(repositories: readonly FoundRepository[], typed: string): readonly FoundRepository[] {
  const words = typed.toLowerCase().replace(/^~/, "").split(/\s+/).filter(Boolean);
  return repositories.filter(({ path }) => {
    const text = path.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
