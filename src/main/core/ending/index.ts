import type { CoreEnding } from "../../../shared/contract/workspace.ts";
import type { CursoredEvent } from "../../../shared/contract/handlers.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Result } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";

export interface EndingDeps {
  readonly clock: Clock;
  /** Agents with a session that has work on its hook. */
  atWork(): readonly { readonly agent: IdentityPath; readonly session: string; readonly canHear: boolean }[];
  /** Whether that session still has the work; `parted` once that was handed off or handed in, `lost` if it just ended. */
  standing(agent: IdentityPath, session: string): "at-work" | "parted" | "lost";
  /** Tells the agent, by whatever way its runtime has. */
  ask(agent: IdentityPath, text: string): Promise<unknown>;
  /** Saves everything, and leaves the note to the next session. */
  handOff(agent: IdentityPath, note: string): Promise<Result<unknown>>;
  subscribe(listener: (event: LedgerEvent) => void): Disposable;
  report(error: unknown): void;
}

type Parting = CoreEnding["agents"][number];

/**
 * Ends the work of all agents so that the next core goes on with it. Nothing new begins from then on. Each agent is asked to
 * hand off; whoever has not when the time is over is handed off by Drover, with what the worktree has then.
 *
 * asked → handed-off (by itself, or its work was handed in) | saved (by Drover, at the end) | failed (it could not be saved:
 * everything is in its worktree still, where the next session finds it)
 */
export interface Ending extends Disposable {
  /** Undefined before it has begun. */
  readonly current: CoreEnding | undefined;
  /** Resolves when nobody is left. Called again, it may shorten the time, never lengthen it. */
  handOffAll(withinMs: number): Promise<CoreEnding>;
  /** How it stands, from when it has begun on, and again after each change, until the signal. */
  watch(signal: AbortSignal): AsyncIterable<CursoredEvent<CoreEnding>>;
}

const ASK =
  'Drover is about to stop. Come to a good point soon, then hand off: `drover handoff "…"` with what is done, what is left, and ' +
  "what you would want to know in place of the next, who goes on when Drover runs again. Everything in the worktree is saved " +
  "with it, also what is not committed.";
/** Saving takes a moment; whatever holds it up for so long must not keep Drover from stopping. */
const SAVE_LIMIT_MS = 60_000;
const NOTE = "Drover was stopped before it handed off by itself. Look at `git status` and `git log`.";

export function createEnding(deps: EndingDeps): Ending {
  const { clock, report } = deps;
  const partings = new Map<IdentityPath, Parting & { readonly session: string }>();
  /** Those that Drover hands off itself. */
  const saving = new Set<IdentityPath>();
  const limits: Disposable[] = [];
  const readers = new Set<() => void>();
  const over = Promise.withResolvers<CoreEnding>();
  let until: number | undefined;
  let timer: Disposable | undefined;
  let listening: Disposable | undefined;
  let changes = 0;

  const current = (): CoreEnding | undefined =>
    until === undefined
      ? undefined
      : { until, agents: [...partings.values()].map(({ session: _, ...parting }) => parting) };

  function changed(): void {
    changes += 1;
    for (const rouse of readers) rouse();
    const now = current();
    if (now?.agents.every(({ state }) => state !== "asked") !== true) return;
    stop();
    over.resolve(now);
  }

  function stop(): void {
    for (const one of [timer, listening, ...limits]) one?.[Symbol.dispose]();
  }

  function settle(agent: IdentityPath, state: Parting["state"], message?: string): void {
    const parting = partings.get(agent);
    if (parting?.state !== "asked") return;
    partings.set(agent, { ...parting, state, ...(message === undefined ? {} : { message }) });
    changed();
  }

  function look(): void {
    for (const { agent, session, state } of [...partings.values()]) {
      if (state !== "asked") continue;
      const standing = deps.standing(agent, session);
      if (standing === "parted") settle(agent, saving.has(agent) ? "saved" : "handed-off");
      else if (standing === "lost") save(agent);
    }
  }

  function save(agent: IdentityPath): void {
    if (saving.has(agent)) return;
    saving.add(agent);
    limits.push(
      clock.after(SAVE_LIMIT_MS, () => {
        settle(agent, "failed", "Saving it took longer than a minute.");
      }),
    );
    deps.handOff(agent, NOTE).then(
      (saved) => {
        if (saved.ok) settle(agent, "saved");
        else settle(agent, "failed", saved.error.message);
      },
      (error: unknown) => {
        report(error);
        settle(agent, "failed", error instanceof Error ? error.message : String(error));
      },
    );
  }

  function saveRest(): void {
    // First all that were quick enough: what they wrote themselves is better.
    look();
    for (const { agent, state } of partings.values()) if (state === "asked") save(agent);
  }

  function within(ms: number): void {
    const end = clock.now() + ms;
    if (until !== undefined && until <= end) return;
    until = end;
    timer?.[Symbol.dispose]();
    if (ms === 0) saveRest();
    else timer = clock.after(ms, saveRest);
  }

  function begin(ms: number): void {
    for (const { agent, session, canHear } of deps.atWork()) {
      partings.set(agent, { agent, session, state: "asked" });
      if (canHear && ms > 0) deps.ask(agent, ASK).catch(report);
    }
    listening = deps.subscribe(look);
    // Whose processes stand still hear nothing: there is nobody to wait for.
    within(deps.atWork().some(({ canHear }) => canHear) ? ms : 0);
  }

  async function* watch(signal: AbortSignal): AsyncGenerator<CursoredEvent<CoreEnding>> {
    let told = 0;
    let wake = Promise.withResolvers<void>();
    const rouse = () => {
      wake.resolve();
    };
    readers.add(rouse);
    signal.addEventListener("abort", rouse);
    try {
      while (!signal.aborted) {
        const value = current();
        if (value !== undefined && told !== changes) {
          told = changes;
          yield { cursor: `${changes}`, value };
          continue;
        }
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    } finally {
      readers.delete(rouse);
      signal.removeEventListener("abort", rouse);
    }
  }

  return {
    get current() {
      return current();
    },
    handOffAll(ms) {
      if (until === undefined) begin(ms);
      else within(ms);
      changed();
      return over.promise;
    },
    watch,
    [Symbol.dispose]: stop,
  };
}
