import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import type { RecordStore, StoreFailure } from "../platform/store/record-store.ts";
import { FREEZE_SUBJECT, type Freeze, freezeEvents, freezeKind } from "./record.ts";

export { describeFreezeEvent, freezeKind } from "./record.ts";

export interface FreezeDeps {
  readonly store: RecordStore;
  /** Live sessions, and whether their processes are paused. */
  live(): readonly { readonly session: Session; readonly isPaused: boolean }[];
  pause(session: Session, actor: IdentityPath): Promise<Result<unknown>>;
  resume(session: Session, actor: IdentityPath): Promise<Result<unknown>>;
  /** It froze or thawed: whoever puts work out or lands looks anew. */
  changed(): void;
  report(error: unknown): void;
}

/**
 * Stands everything still, and lets it go on. While it holds no work goes on a hook, no session is started and no landing
 * begins; whoever does these asks `current`. What is in a gate goes on and lands after the thaw.
 */
export interface FreezeService {
  /** What holds now. */
  readonly current: Freeze | undefined;
  /** Makes true what the ledger says: a core that died while it froze the sessions goes on with it. */
  start(): Promise<void>;
  readonly handlers: SomeHandlers<"workspace.freeze" | "workspace.thaw">;
  [Symbol.dispose](): void;
}

type Answer = OutputOf<"workspace.freeze">;
type Changed = Result<Answer, StoreFailure>;

export function createFreeze(deps: FreezeDeps): FreezeService {
  const { store } = deps;
  const table = store.table(freezeKind);
  let subscription: Disposable | undefined;
  /** One after the other: a thaw waits for the freeze before it. */
  let turn: Promise<unknown> = Promise.resolve();

  const held = () => {
    const record = table.get(FREEZE_SUBJECT);
    return record?.holds === true ? record : undefined;
  };

  async function pauseAll(actor: IdentityPath): Promise<Answer["failed"]> {
    return forEach(
      deps.live().filter(({ isPaused }) => !isPaused),
      (session) => deps.pause(session, actor),
    );
  }

  async function resumeAll(spared: readonly string[], actor: IdentityPath): Promise<Answer["failed"]> {
    return forEach(
      deps.live().filter(({ session, isPaused }) => isPaused && !spared.includes(session.id)),
      (session) => deps.resume(session, actor),
    );
  }

  function record(holds: boolean, actor: IdentityPath) {
    const spared = deps.live().flatMap(({ session, isPaused }) => (isPaused ? [session.id] : []));
    return store.commit<void, Failure<never>>(() =>
      ok({ events: freezeEvents(held(), { holds, spared }, actor), result: () => undefined }),
    );
  }

  async function freezeAll(actor: IdentityPath): Promise<Changed> {
    const done = await record(true, actor);
    if (!done.ok) return done;
    deps.changed();
    const failed = await pauseAll(actor);
    const now = held();
    return ok({ ...(now === undefined ? {} : { frozen: { since: now.since, by: now.by } }), failed });
  }

  /** Sessions first: a core that dies in between is frozen still, and the next thaw finds whom to let go on. */
  async function thawAll(actor: IdentityPath): Promise<Changed> {
    const before = held();
    if (before === undefined) return ok({ failed: [] });
    const failed = await resumeAll(before.spared, actor);
    const done = await record(false, actor);
    if (!done.ok) {
      await pauseAll(before.by);
      return done;
    }
    deps.changed();
    return ok({ failed });
  }

  function inTurn(change: () => Promise<Changed>): Promise<Changed> {
    const next = turn.then(change);
    turn = next.catch(() => {});
    return next;
  }

  return {
    get current() {
      return held();
    },
    async start() {
      // One that was being started when everything froze, or that a person starts meanwhile.
      subscription = store.subscribe((event) => {
        const frozen = held();
        if (event.type !== "sessionPlaced" || frozen === undefined) return;
        const one = deps.live().find(({ session }) => session.id === event.subject);
        if (one !== undefined) deps.pause(one.session, frozen.by).catch(deps.report);
      });
      const frozen = held();
      if (frozen !== undefined) await pauseAll(frozen.by);
    },
    handlers: {
      "workspace.freeze": (_input, caller) => inTurn(() => freezeAll(caller.identity)),
      "workspace.thaw": (_input, caller) => inTurn(() => thawAll(caller.identity)),
    },
    [Symbol.dispose]() {
      subscription?.[Symbol.dispose]();
    },
  };
}

/** All at once; answers whom it did not work for, and why. */
async function forEach(
  some: readonly { readonly session: Session }[],
  act: (session: Session) => Promise<Result<unknown>>,
): Promise<Answer["failed"]> {
  const outcomes = await Promise.all(some.map(async ({ session }) => ({ session, done: await act(session) })));
  return outcomes.flatMap(({ session, done }) =>
    done.ok ? [] : [{ agent: session.agent, message: done.error.message }],
  );
}
