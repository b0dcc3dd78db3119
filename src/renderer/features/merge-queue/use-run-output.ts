import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { pageClock } from "../../lib/clock.ts";
import { type RunOutputState, createRunOutput } from "../../lib/queue/run-output.ts";
import { useServices } from "../../lib/services.tsx";

/** The output of a run, followed while it is looked at. */
export function useRunOutput(run: string): RunOutputState {
  const { connection } = useServices();
  const output = useMemo(() => createRunOutput({ connection, clock: pageClock, run }), [connection, run]);
  useEffect(() => output.follow(), [output]);
  return useStore(output.state);
}
