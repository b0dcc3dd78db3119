import type { Failure, Result } from "../../shared/model/result.ts";
import type { Clock } from "../core/base/clock.ts";
import type { CoreLink } from "./core-link.ts";

export interface KeptCore {
  /** Undefined between the loss of a core and the next one. */
  readonly link: CoreLink | undefined;
  /** Ends the core, or hangs up, and looks for no other. Idempotent. */
  close(agents: "keep" | "stop"): Promise<void>;
}

export interface KeepCoreDeps {
  open(): Promise<Result<CoreLink>>;
  readonly clock: Clock;
  /** Called with each core in turn; what it answers is disposed of before the next. */
  use(link: CoreLink): Disposable;
  /** Our own core was asked to stop, by `drover stop` or because its journal cannot be written. */
  stopRequested(agents: "keep" | "stop"): void;
  /** There is no core, and trying again would not help. */
  failed(failure: Failure): void;
}

/** A core that was killed has given its lock back by then, in most cases. */
const RETRY_MS = 300;

/**
 * Opens a core and, where the one we were attached to is gone, the next: its successor, or our own. Agents have gone on in
 * their hosts meanwhile.
 */
export function keepCore(deps: KeepCoreDeps): KeptCore {
  let link: CoreLink | undefined;
  let closing: Promise<void> | undefined;
  let isClosed = false;
  const ended = Promise.withResolvers<undefined>();
  const running = run().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    deps.failed({ code: "core-broke", message: `The core could not be run: ${why}` });
  });

  async function run(): Promise<void> {
    let isFirst = true;
    while (!isClosed) {
      const opened = await deps.open();
      if (!opened.ok) {
        if (isFirst || opened.error.code !== "workspace-in-use") {
          if (!isClosed) deps.failed(opened.error);
          return;
        }
        await pause();
        continue;
      }
      isFirst = false;
      link = opened.value;
      if (isClosed) return;
      const isLost = await serve(link);
      if (!isLost) return;
      link = undefined;
    }
  }

  /** Whether another core is to be looked for. */
  async function serve(current: CoreLink): Promise<boolean> {
    using _ = deps.use(current);
    const end = await Promise.race([current.over, ended.promise]);
    if (end === undefined || isClosed) return false;
    if (end.kind === "lost") return true;
    deps.stopRequested(end.agents);
    return false;
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => deps.clock.after(RETRY_MS, resolve));
  }

  async function close(agents: "keep" | "stop"): Promise<void> {
    isClosed = true;
    ended.resolve(undefined);
    // One that is just being opened is ended as well, once it is there.
    if (link === undefined) await running;
    await link?.close(agents);
  }

  return {
    get link() {
      return link;
    },
    close: (agents) => (closing ??= close(agents)),
  };
}
