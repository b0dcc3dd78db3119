import { useQuery } from "@tanstack/react-query";
import { callOrThrow } from "../server-state/queries.ts";
import { queryKeys } from "../server-state/query-keys.ts";
import { useServices } from "../services.tsx";

/** What the doctor found when it last looked. */
export function useDoctor() {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.doctor,
    queryFn: ({ signal }) => callOrThrow(connection, "workspace.doctor", {}, signal),
  });
}

/** Figures of what runs, and where the disk goes. */
export function useHealth() {
  const { connection } = useServices();
  return useQuery({
    queryKey: queryKeys.healthFigures,
    queryFn: ({ signal }) => callOrThrow(connection, "health.show", {}, signal),
  });
}
