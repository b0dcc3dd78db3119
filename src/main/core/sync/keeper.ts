import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { ProjectSync } from "../../../shared/contract/sync.ts";
import type { SyncDeps } from "./ports.ts";

/** After failures the pause doubles up to this. */
const MAX_PAUSE_MS = 3_600_000;

/**
 * Syncs projects by itself: some time after a change, and every so often. By project: *off* (no timer) → *waiting* (a timer runs)
 * → *syncing* → waiting; after a failure the next wait is longer. Switching sync on or off counts at once.
 */
export interface SyncKeeper extends Disposable {
  start(): void;
  /** A project's settings changed. */
  edited(project: string): void;
  /** A sync that somebody asked for has ended. */
  ended(told: ProjectSync): void;
}

interface Waiting {
  readonly timer: Disposable;
  readonly dueAt: number;
}

export function createSyncKeeper(deps: SyncDeps, sync: (project: string) => Promise<unknown>): SyncKeeper {
  const waiting = new Map<string, Waiting>();
  const failures = new Map<string, number>();
  let subscription: Disposable | undefined;

  const isOn = (project: string) => subscription !== undefined && deps.projects.get(project)?.sync === true;

  function stop(project: string): void {
    waiting.get(project)?.timer[Symbol.dispose]();
    waiting.delete(project);
  }

  /** The earlier of two times counts. */
  function arm(project: string, ms: number): void {
    if (!isOn(project)) {
      stop(project);
      return;
    }
    const dueAt = deps.clock.now() + ms;
    const known = waiting.get(project);
    if (known !== undefined && known.dueAt <= dueAt) return;
    stop(project);
    const timer = deps.clock.after(ms, () => {
      waiting.delete(project);
      sync(project).catch(deps.report);
    });
    waiting.set(project, { timer, dueAt });
  }

  function changed(event: LedgerEvent): void {
    if (event.ledger === "workspace" || failures.has(event.ledger)) return;
    arm(event.ledger, deps.settings().afterMs);
  }

  return {
    start() {
      subscription ??= deps.store.subscribe(changed);
      for (const { name } of deps.projects.list()) arm(name, deps.settings().afterMs);
    },
    edited(project) {
      failures.delete(project);
      arm(project, 0);
    },
    ended({ project, failure }) {
      const count = failure === undefined ? 0 : (failures.get(project) ?? 0) + 1;
      if (count === 0) failures.delete(project);
      else failures.set(project, count);
      stop(project);
      arm(project, Math.min(MAX_PAUSE_MS, deps.settings().everyMs * 2 ** Math.min(count, 10)));
    },
    [Symbol.dispose]() {
      subscription?.[Symbol.dispose]();
      subscription = undefined;
      for (const project of waiting.keys()) stop(project);
    },
  };
}
