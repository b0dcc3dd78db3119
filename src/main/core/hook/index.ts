import { type Result, ok } from "../../../shared/model/result.ts";
import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { StoreFailure } from "../platform/store/record-store.ts";
import { createBoard } from "./board.ts";
import { type HookHandlers, hookHandlers } from "./controller.ts";
import {
  type By,
  type Decided,
  type FillHook,
  type HookFailure,
  type SendBack,
  archiveHook,
  attemptHook,
  fillHook,
  resumeHook,
  sendBack,
  suspendHook,
  withdrawItem,
} from "./decide.ts";
import { landPart, retryPart } from "./decide-worktrees.ts";
import { createPlaces } from "./places.ts";
import { createHandOver } from "./hand-over.ts";
import { HookKeeper, type HookTrouble } from "./keeper.ts";
import type { HookDeps } from "./ports.ts";
import { hookKind } from "./reduce.ts";
import { createSecondWorktrees } from "./second-worktrees.ts";
import { createHookService } from "./service.ts";
import { type WorktreeHandlers, worktreeHandlers } from "./worktree-controller.ts";
import { isOpenElsewhere } from "./worktrees.ts";

export type { By, FillHook, HookFailure, SendBack } from "./decide.ts";
export { hookKind } from "./reduce.ts";
export { describeHookEvent } from "./describe.ts";
export { type ContextReliefDeps, createContextRelief } from "./context-relief.ts";
export type { HookTrouble } from "./keeper.ts";
export type * from "./ports.ts";
export { worktreesOf } from "./worktrees.ts";

/**
 * What may be done to hooks, as events to be committed together with others: call these within the deciding function of
 * `RecordStore.commit`. They answer from the newest state and change nothing themselves.
 */
export interface HookPlans {
  /** Puts an item onto the hook, or into its queue. */
  fill(command: FillHook): Decided;
  withdraw(item: string, by: By): Decided;
  /** A session starts on the hook. */
  attempt(agent: IdentityPath, session: string, by: By): Decided;
  suspend(agent: IdentityPath, command: By & { readonly reason: string; readonly checkpoint?: string }): Decided;
  resume(agent: IdentityPath, by: By): Decided;
  sendBack(command: SendBack): Decided;
  /** The item has landed or was closed otherwise. */
  archive(agent: IdentityPath, item: string, by: By): Decided;
  /** What was submitted in that project has landed, while the item goes on in another. `tip` as it was submitted. */
  land(command: By & PartOf & { readonly tip: string }): Decided;
  /** What came back from that project is tried again as it is, by another than the agent: it need not be submitted again. */
  retry(command: By & PartOf): Decided;
}

/** The work on an item in one of its projects. */
export interface PartOf {
  readonly agent: IdentityPath;
  readonly item: string;
  readonly project: string;
}

export interface Hooks {
  get(agent: IdentityPath): Hook | undefined;
  values(): IterableIterator<Hook>;
  /** Who has the item on a hook (archived ones do not count) or in a queue. */
  holderOf(item: string): IdentityPath | undefined;
  /** Whether an agent has to do with the item in another project than that yet: then it is not finished with what lands there. */
  isOpenElsewhere(agent: IdentityPath, item: string, project: string): boolean;
  readonly plan: HookPlans;
  /** Commits what a plan says, and nothing else. */
  commit(plan: (plans: HookPlans) => Decided): Promise<Result<void, HookFailure | StoreFailure>>;
  /** Saves everything and has a fresh session take over, as if the agent had asked for it. */
  handOff(agent: IdentityPath, by: By & { readonly note: string }): Promise<Result<void>>;
  /** Sees to it that the worktrees of its hook are there: those that somebody removed are made again from their branches. */
  place(agent: IdentityPath): Promise<Result<void>>;
  /** Whether a worktree that it works in was removed. */
  isHomeless(agent: IdentityPath): Promise<boolean>;
  /** The first turn of a session, as of now. */
  prime(agent: Agent): Promise<string>;
  /** Begins to make true what hooks say: worktrees are made and given back, queues move on. */
  start(): void;
  /** What keeps a hook from its worktree just now, in words; it is tried again by itself. */
  troubleOf(agent: IdentityPath): string | undefined;
  troubles(): readonly HookTrouble[];
  /** Resolves when the keeper has nothing under way. */
  idle(): Promise<void>;
  readonly handlers: HookHandlers & WorktreeHandlers;
  [Symbol.asyncDispose](): Promise<void>;
}

export function createHooks(deps: HookDeps): Hooks {
  const table = deps.store.table(hookKind);
  const board = createBoard(table);
  const places = createPlaces({ ...deps, board });
  const handOver = createHandOver({ ...deps, board, places });
  const seconds = createSecondWorktrees({ ...deps, board });
  const keeper = new HookKeeper({ ...deps, table, handOver, seconds });
  const service = createHookService({ ...deps, board, handOver });
  const plan: HookPlans = {
    fill: (command) => fillHook(board, command),
    withdraw: (item, by) => withdrawItem(board, item, by),
    attempt: (agent, session, by) => attemptHook(board.get(agent), session, by),
    suspend: (agent, command) => suspendHook(board.get(agent), command),
    resume: (agent, by) => resumeHook(board.get(agent), by),
    sendBack: (command) => sendBack(board, command),
    archive: (agent, item, by) => archiveHook(board.get(agent), item, by),
    land: (command) => landPart(board.get(command.agent), command),
    retry: (command) => retryPart(board.get(command.agent), command),
  };
  return {
    get: (agent) => board.get(agent),
    values: () => table.values(),
    holderOf: (item) => board.holderOf(item),
    isOpenElsewhere(agent, item, project) {
      const hook = board.get(agent);
      return hook?.item === item && hook.state !== "archived" && isOpenElsewhere(hook, project);
    },
    plan,
    commit: (decide) =>
      deps.store.commit(() => {
        const decided = decide(plan);
        return decided.ok ? ok({ events: decided.value, result: () => undefined }) : decided;
      }),
    async handOff(agent, { actor, note }) {
      const hook = board.get(agent);
      if (hook?.state !== "active") return ok();
      const done = await handOver.order(hook, { actor, note });
      return done.ok ? ok() : done;
    },
    place: (agent) => places.bringBack(agent),
    isHomeless: async (agent) => (await places.missing(agent)).length > 0,
    prime: (agent) => service.prime(agent),
    start: () => {
      keeper.start();
    },
    troubleOf: (agent) => keeper.troubleOf(agent),
    troubles: () => keeper.troubles(),
    idle: () => keeper.idle(),
    handlers: { ...hookHandlers({ ...deps, board, service }), ...worktreeHandlers({ ...deps, board, seconds }) },
    [Symbol.asyncDispose]: () => keeper[Symbol.asyncDispose](),
  };
}
