import type { ContractClient } from "../../shared/contract/client.ts";
import type { Failure } from "../../shared/model/result.ts";
import type { Notification } from "../../shared/model/mail.ts";
import type { Clock } from "../core/base/clock.ts";
import type { TrayCounts } from "./tray-model.ts";

export interface WatchCoreDeps {
  readonly client: ContractClient;
  readonly clock: Clock;
  /** Undefined when the core cannot be asked any more. */
  counted(counts: TrayCounts | undefined): void;
  notified(notification: Notification): void;
}

/** Counts are read at most that often, however many events a herd makes. */
const COALESCE_MS = 250;

/** Keeps the shell informed, with the window open or not, until disposed. */
export function watchCore({ client, clock, counted, notified }: WatchCoreDeps): Disposable {
  const ended = new AbortController();
  let due: Disposable | undefined;
  let isReading = false;
  let isStale = false;

  function touch(): void {
    isStale = true;
    if (isReading || due !== undefined) return;
    due = clock.after(COALESCE_MS, () => {
      due = undefined;
      void read();
    });
  }

  async function read(): Promise<void> {
    isReading = true;
    isStale = false;
    const overview = await client.call("workspace.overview", {}, ended.signal);
    isReading = false;
    if (ended.signal.aborted) return;
    counted(overview.ok ? overview.value.counts : undefined);
    // It happened while the answer was on its way.
    if (isStale && overview.ok) touch();
  }

  /** A stream that fell too far behind begins anew, at what is now. */
  function follow(verb: "event.watch" | "session.watch" | "notification.watch"): void {
    if (ended.signal.aborted) return;
    const end = (failure?: Failure) => {
      if (failure?.code === "cursor-too-old") follow(verb);
    };
    const stop =
      verb === "notification.watch"
        ? client.watch(verb, {}, { event: notified, end })
        : client.watch(verb, {}, { event: touch, end });
    ended.signal.addEventListener("abort", stop, { once: true });
  }

  follow("event.watch");
  follow("session.watch");
  follow("notification.watch");
  void read();
  return {
    [Symbol.dispose]() {
      due?.[Symbol.dispose]();
      ended.abort();
      counted(undefined);
    },
  };
}

/**
 * Agents whose session has not ended, whatever it does just now: one that waits for a permission or is paused would be
 * left behind as well. 0 when the core does not say.
 */
export async function liveSessions(client: ContractClient): Promise<number> {
  const overview = await client.call("workspace.overview", {});
  if (!overview.ok) return 0;
  return overview.value.agents.filter(({ session }) => session !== undefined && session.endedAt === undefined).length;
}
