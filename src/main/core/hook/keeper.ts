import { type Failure, ok } from "../../../shared/model/result.ts";
import type { Hook } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf, recoveryMonitorPath } from "../../../shared/model/identity.ts";
import { KeyedReconciler } from "../base/keyed-reconciler.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { type Decided, activateHook, advanceHook, branchFor, releaseHook } from "./decide.ts";
import type { HandOver } from "./hand-over.ts";
import type { HookDeps } from "./ports.ts";
import type { SecondWorktrees } from "./second-worktrees.ts";

type KeeperDeps = Pick<
  HookDeps,
  "store" | "clock" | "report" | "worktrees" | "salvage" | "hasLiveSession" | "beginningOf"
> & {
  readonly table: RecordTable<Hook>;
  readonly handOver: HandOver;
  readonly seconds: SecondWorktrees;
};

/** Why the keeper cannot go on with a hook at present; it tries again by itself. */
export interface HookTrouble {
  readonly agent: IdentityPath;
  readonly message: string;
}

class HookTroubleError extends Error {
  override readonly name = "HookTroubleError";
}

/**
 * The hook keeper makes true what hooks say: a filled one gets its worktree, one that is handed off is
 * saved, worktrees in other projects are made and given back as it wants them, an archived one gives back all once what is in them
 * is saved and nobody runs there, and then takes the next item of its queue.
 */
export class HookKeeper implements AsyncDisposable {
  readonly #deps: KeeperDeps;
  readonly #reconciler: KeyedReconciler<IdentityPath>;
  readonly #troubles = new Map<IdentityPath, string>();
  #watching: Disposable | undefined;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
    this.#reconciler = new KeyedReconciler({
      clock: deps.clock,
      reconcile: (agent) => this.#reconcile(agent),
      report: (error, agent) => {
        this.#troubles.set(agent, error instanceof Error ? error.message : String(error));
        deps.report(error);
      },
    });
  }

  /** Looks at every hook, then at each that changes or whose session ends. */
  start(): void {
    this.#watching ??= this.#deps.store.subscribe((event) => {
      if (event.kind === "hook") this.#reconciler.wake(event.subject as IdentityPath);
      if (event.kind !== "session") return;
      // A session's subject is its id; the hooks it may have held up are the archived ones.
      for (const hook of this.#deps.table.values()) {
        const isHeldUp = hook.state === "archived" && (hook.worktree !== "" || hook.also.length > 0);
        if (isHeldUp) this.#reconciler.wake(hook.agent);
      }
    });
    for (const hook of this.#deps.table.values()) this.#reconciler.wake(hook.agent);
  }

  troubles(): readonly HookTrouble[] {
    return [...this.#troubles].map(([agent, message]) => ({ agent, message }));
  }

  troubleOf(agent: IdentityPath): string | undefined {
    return this.#troubles.get(agent);
  }

  idle(): Promise<void> {
    return this.#reconciler.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watching?.[Symbol.dispose]();
    await this.#reconciler[Symbol.asyncDispose]();
  }

  async #reconcile(agent: IdentityPath): Promise<void> {
    for (;;) {
      const hook = this.#deps.table.get(agent);
      if (hook === undefined || !(await this.#step(hook))) break;
    }
    this.#troubles.delete(agent);
  }

  /** False when there is nothing to do. */
  async #step(hook: Hook): Promise<boolean> {
    if (hook.state === "created" && hook.item !== undefined) {
      await this.#activate(hook, hook.item);
      return true;
    }
    if (hook.handOff !== undefined && hook.state === "active") {
      // One that was cut short by the end of a core is finished by the next.
      const done = await this.#deps.handOver.finish(hook.agent);
      if (!done.ok) throw trouble(`The hand-off of ${hook.agent} could not be finished`, done.error);
      return true;
    }
    if (hook.state !== "archived") {
      const due = hook.also.find((one) => one.base === undefined || one.isLeaving === true);
      if (due !== undefined) await this.#settle(hook, due.project);
      return due !== undefined;
    }
    if (hook.worktree !== "") {
      if (this.#deps.hasLiveSession(hook.agent)) return false;
      await this.#release(hook);
      return true;
    }
    const [second] = hook.also;
    if (second !== undefined) {
      if (this.#deps.hasLiveSession(hook.agent)) return false;
      await this.#settle(hook, second.project);
      return true;
    }
    const next = await this.#commit(() => advanceHook(this.#deps.table.get(hook.agent), this.#by(hook)));
    return next > 0;
  }

  async #activate(hook: Hook, item: string): Promise<void> {
    const branch = branchFor(hook.agent, item);
    const from = this.#deps.beginningOf(item, hook.project);
    const made = await this.#deps.worktrees.acquire({ project: hook.project, agent: hook.agent, branch, from });
    if (!made.ok) throw trouble(`No worktree could be made for ${hook.agent} to work on ${item}`, made.error);
    const { worktree, base } = made.value;
    const { store, table } = this.#deps;
    const done = await store.commit(() => {
      const now = table.get(hook.agent);
      if (now?.state !== "created" || now.item !== item) return ok({ events: [], result: () => false });
      const decided = activateHook(now, { worktree, branch, base, item, ...this.#by(hook) });
      return decided.ok ? ok({ events: decided.value, result: () => true }) : decided;
    });
    if (!done.ok) throw trouble(`The hook of ${hook.agent} could not be activated`, done.error);
    // Taken off meanwhile: nobody has worked in it, but what is there is saved all the same.
    if (!done.value) await this.#giveBack(hook, worktree);
  }

  async #settle(hook: Hook, project: string): Promise<void> {
    const settled = await this.#deps.seconds.settle(hook.agent, project);
    if (!settled.ok) throw trouble(`The worktree of ${hook.agent} in ${project} is not as it should be`, settled.error);
  }

  async #release(hook: Hook): Promise<void> {
    const ref = await this.#giveBack(hook, hook.worktree);
    await this.#commit(() => releaseHook(this.#deps.table.get(hook.agent), ref, this.#by(hook)));
  }

  async #giveBack(hook: Hook, worktree: string): Promise<string | undefined> {
    const { project, agent, item } = hook;
    const saved = await this.#deps.salvage({ project, agent, worktree, item, reason: "removal" });
    if (!saved.ok) throw trouble(`What is in ${worktree} could not be saved, so that it is kept`, saved.error);
    const released = await this.#deps.worktrees.release(project, saved.value);
    if (!released.ok) throw trouble(`The worktree ${worktree} could not be given back`, released.error);
    return saved.value.ref;
  }

  /** How many events it took. */
  async #commit(decide: () => Decided): Promise<number> {
    const done = await this.#deps.store.commit(() => {
      const decided = decide();
      return decided.ok ? ok({ events: decided.value, result: (appended) => appended.length }) : decided;
    });
    if (!done.ok) throw trouble("A change of a hook could not be recorded", done.error);
    return done.value;
  }

  #by(hook: Hook) {
    return { actor: recoveryMonitorPath(projectOf(hook.agent) ?? hook.project) };
  }
}

function trouble(what: string, failure: Failure): HookTroubleError {
  return new HookTroubleError(`${what}: ${failure.message}`, { cause: failure });
}
