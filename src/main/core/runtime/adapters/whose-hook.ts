import type { RuntimeSignal } from "../../../../shared/model/runtime-signal.ts";

/** Which session of its own a CLI's hook speaks of, as far as it says. */
export function whoseHook(
  runtimeSession: string | undefined,
  transcript: string | null | undefined,
): Pick<RuntimeSignal, "runtimeSession" | "transcript"> {
  return {
    ...(runtimeSession === undefined ? {} : { runtimeSession }),
    ...(typeof transcript === "string" ? { transcript } : {}),
  };
}
