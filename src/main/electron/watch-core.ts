import type { ContractClient } from "../../shared/contract/client.ts";
import type { StreamName } from "../../shared/contract/contract.ts";
import type { Failure } from "../../shared/model/result.ts";
import type { Notification } from "../../shared/model/mail.ts";
import type { Preferences } from "../../shared/model/preferences.ts";
import type { Clock } from "../core/base/clock.ts";
import type { Ask, CoreNews } from "./tray-model.ts";

export interface WatchCoreDeps {
  readonly client: ContractClient;
  readonly clock: Clock;
  /** Undefined when the core cannot be asked any more. */
  told(news: CoreNews | undefined): void;
  notified(notification: Notification): void;
  /** What the user prefers, at first and after each change. */
  prefers(preferences: Preferences): void;
  /** Somebody wants the window, with that in it or as it is. */
  wanted(about: Notification["about"]): void;
}

/** Counts are read at most that often, however many events a herd makes. */
const COALESCE_MS = 250;

/** Keeps the shell informed, with the window open or not, until disposed. */
export function watchCore(deps: WatchCoreDeps): Disposable {
  const { client, clock, told } = deps;
  const ended = new AbortController();
  let due: Disposable | undefined;
  let isReading = false;
  let isStale = false;
  let asks: readonly Ask[] = [];

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
    told(overview.ok ? { ...overview.value.counts, isFrozen: overview.value.frozen !== undefined, asks } : undefined);
    // It happened while the answer was on its way.
    if (isStale && overview.ok) touch();
  }

  /** A stream that fell too far behind begins anew, at what is now. */
  function follow(begin: (end: (failure?: Failure) => void) => () => void): void {
    if (ended.signal.aborted) return;
    const stop = begin((failure) => {
      if (failure?.code === "cursor-too-old") follow(begin);
    });
    ended.signal.addEventListener("abort", stop, { once: true });
  }

  const changes: readonly StreamName[] = ["event.watch", "session.watch"];
  for (const verb of changes) follow((end) => client.watch(verb, {}, { event: touch, end }));
  follow((end) => client.watch("notification.watch", {}, { event: deps.notified, end }));
  follow((end) =>
    client.watch(
      "attention.watch",
      {},
      {
        event({ entries }) {
          asks = entries;
          touch();
        },
        end,
      },
    ),
  );
  follow((end) =>
    client.watch(
      "settings.watch",
      {},
      {
        event({ preferences }) {
          deps.prefers(preferences);
        },
        end,
      },
    ),
  );
  follow((end) =>
    client.watch(
      "window.watch",
      {},
      {
        event({ about }) {
          deps.wanted(about);
        },
        end,
      },
    ),
  );
  void read();
  return {
    [Symbol.dispose]() {
      due?.[Symbol.dispose]();
      ended.abort();
      told(undefined);
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
