import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
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
  const isUsable: RuntimePorts["isUsable"] = (id) => runtimes.available(id);
  return {
    isKnown(id) {
      const known = runtimes.check(id);
      return known.ok ? ok() : known;
    },
    isUsable,
    forSessions: {
      get: (id) => runtimes.traits(id),
      available: isUsable,
      launch: ({ runtime, ...order }) => runtimes.launch(runtime, order),
      deliver: (id, delivery) => runtimes.deliver(id, delivery),
      stateOfTitle: (id, title) => runtimes.stateOfTitle(id, title),
      stateOfNotification: (id, text) => runtimes.stateOfNotification(id, text),
      stateOfScreen: (id, screen) => runtimes.stateOfScreen(id, screen),
      readHook: (id, event, payload) => runtimes.adapter(id)?.readHook?.(event, payload) ?? {},
      answerHook: (id, event, message) => runtimes.adapter(id)?.answerHook?.(event, message),
    },
  };
}
