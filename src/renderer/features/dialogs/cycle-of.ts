import type { Failure } from "../../../shared/model/result.ts";

/** The ids of a circle of dependencies that was refused, the first one again at the end; undefined for other failures. */
export function cycleOf({ code, details }: Failure): readonly string[] | undefined {
  const cycle = code === "cycle" ? details?.["cycle"] : undefined;
  return Array.isArray(cycle) && cycle.every((id) => typeof id === "string") ? cycle : undefined;
}
