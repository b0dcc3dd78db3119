import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Runtimes } from "../runtime/index.ts";
import type { SessionRuntimes } from "../session/index.ts";

export interface RuntimePorts {
  /** Whether there is a runtime of that id, installed or not. */
  isKnown(id: string): Result<void, Failure<"runtime-not-found">>;
  /** Whether it could be started now. */
  isUsable(id: string): Promise<Result<void, Failure<"runtime-not-found" | "runtime-missing">>>;
  readonly forSessions: SessionRuntimes;
}

/** The runtimes as other domains see them. */
export function runtimePorts(runtimes: Runtimes): RuntimePorts {
  const isKnown: RuntimePorts["isKnown"] = (id) => {
    const known = runtimes.check(id);
    return known.ok ? ok() : known;
  };
  const isUsable: RuntimePorts["isUsable"] = async (id) => {
    const known = runtimes.check(id);
    if (!known.ok) return known;
    const found = (await runtimes.list()).find((one) => one.id === id);
    if (found?.found === true) return ok();
    const remedy = found?.remark ?? "Install it, then try again.";
    return fail("runtime-missing", `${known.value.title} is not installed.`, { remedy });
  };
  return {
    isKnown,
    isUsable,
    forSessions: {
      get(id) {
        const spec = runtimes.get(id);
        if (spec === undefined) return undefined;
        return {
          title: spec.title,
          takesNudges: spec.nudge.way === "paste",
          tellsByTitle: spec.titles.length > 0,
          tellsByScreen: spec.screens.length > 0,
          submitDelayMs: spec.nudge.submitDelayMs,
          takesSessionId: spec.newSession.length > 0,
          leave: spec.leave,
          exitIsDeliberate: spec.exit === "stop",
          env: spec.env,
        };
      },
      available: isUsable,
      launch: ({ runtime, ...order }) => runtimes.launch(runtime, order),
      stateOfTitle: (id, title) => runtimes.stateOfTitle(id, title),
      stateOfScreen: (id, screen) => runtimes.stateOfScreen(id, screen),
    },
  };
}
