import { type Failure, ok } from "../../../../shared/model/result.ts";
import { mergeCoordinatorPath } from "../../../../shared/model/identity.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { Clock } from "../../base/clock.ts";
import { KeyedReconciler } from "../../base/keyed-reconciler.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import type { ConflictDecider } from "./decide.ts";
import type { ConflictGit } from "./git.ts";
import { submissionEvent } from "../decide.ts";

export interface ConflictWatchDeps {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly clock: Clock;
  readonly git: Pick<ConflictGit, "newestTarget" | "putOn">;
  readonly decider: ConflictDecider;
  /** Why the agent that has that item will not finish it by itself; undefined while it may, or waits for its turn. */
  troubleOf(item: string): string | undefined;
  isOpen(item: string): boolean;
  dismiss(item: string, why: string, by: Submission["agent"]): readonly NewEvent[];
  wake(project: string): void;
  report(error: unknown): void;
}

/** Whoever pushes to the target past Drover tells nobody: while conflicts are open, somebody looks that often. */
const LOOK_MS = 2 * 60_000;

/** Records whose changes can end a resolver's attempt, or a conflict. */
const WAKING = new Set(["item", "hook", "agent", "assignment", "submission"]);

/**
 * Looks after conflicts that are somebody else's to resolve: a resolver that will not finish makes place for the next, one that
 * nobody waits for is dismissed, and a conflict that went away by itself (what it collided with was reverted) is none any more.
 */
export interface ConflictWatch extends AsyncDisposable {
  /** Looks at all of them; from then on at each that something happens to. */
  start(): void;
  idle(): Promise<void>;
}

export function createConflictWatch(deps: ConflictWatchDeps): ConflictWatch {
  const { store, submissions, decider } = deps;
  /** Those with an open conflict, or with a resolver that may have to be dismissed. */
  const looked = new Set<string>();
  /** The newest target that it was tried on in vain. */
  const triedOn = new Map<string, string>();
  const note = (id: string, one: Submission | undefined) => {
    if (one !== undefined && (isOpen(one) || one.resolver !== undefined)) looked.add(id);
    else looked.delete(id);
  };
  for (const one of submissions.values()) note(one.id, one);
  const watching = submissions.watch(({ id, after }) => note(id, after));
  let subscription: Disposable | undefined;

  const reconciler = new KeyedReconciler<string>({
    clock: deps.clock,
    report: deps.report,
    reconcile: async (id, again) => {
      const one = submissions.get(id);
      if (one === undefined) return;
      if (await settle(id)) return;
      if (!isOpen(one)) {
        looked.delete(id);
        return;
      }
      again(LOOK_MS);
      await lookWhetherGone(one);
    },
  });

  /** Whether something changed. */
  async function settle(id: string): Promise<boolean> {
    return await record(() => {
      const one = submissions.get(id);
      if (one?.resolver === undefined) return [];
      const { item } = one.resolver;
      if (one.state !== "resolving") {
        const by = mergeCoordinatorPath(one.project);
        return deps.isOpen(item)
          ? deps.dismiss(item, `${one.id} is ${one.state}: nobody waits for it any more.`, by)
          : [];
      }
      const trouble = deps.troubleOf(item);
      return trouble === undefined ? [] : decider.failed(one, trouble);
    });
  }

  async function lookWhetherGone(one: Submission): Promise<void> {
    const onto = await deps.git.newestTarget(one);
    if (onto === undefined || onto === one.onto || onto === triedOn.get(one.id)) return;
    const put = await deps.git.putOn(one, onto);
    if (put.kind === "conflict" || put.kind === "blocked") {
      triedOn.set(one.id, onto);
      return;
    }
    triedOn.delete(one.id);
    const by = mergeCoordinatorPath(one.project);
    const isGone = await record(() => {
      const now = submissions.get(one.id);
      if (now === undefined || !isOpen(now) || now.tip !== one.tip) return [];
      return [
        ...decider.over(now, "The conflict went away by itself: what it collided with has changed.", by),
        submissionEvent(now, "submissionRequeued", {}),
      ];
    });
    if (isGone) deps.wake(one.project);
  }

  async function record(decide: () => readonly NewEvent[]): Promise<boolean> {
    const done = await store.commit<boolean, Failure>(() => {
      const events = decide();
      return ok({ events, result: () => events.length > 0 });
    });
    if (!done.ok) throw new Error(`What became of a conflict could not be recorded: ${done.error.message}`);
    return done.value;
  }

  const lookAtAll = () => {
    for (const id of looked) reconciler.wake(id);
  };

  return {
    start() {
      subscription ??= store.subscribe(({ kind }) => {
        if (WAKING.has(kind)) lookAtAll();
      });
      lookAtAll();
    },
    idle: () => reconciler.idle(),
    async [Symbol.asyncDispose]() {
      subscription?.[Symbol.dispose]();
      watching[Symbol.dispose]();
      await reconciler[Symbol.asyncDispose]();
    },
  };
}

/** It waits for somebody to resolve it. */
function isOpen({ state, waitsFor, conflicts }: Submission): boolean {
  return state === "resolving" || (state === "waiting" && waitsFor === "user" && conflicts.length > 0);
}
