import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Hook } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, shortName } from "../../../shared/model/identity.ts";
import type { Checkpoints, HookEventData, HookEventType, TipIn } from "./reduce.ts";
import { isInQueue, worktreeIn, worktreesOf } from "./worktrees.ts";

/**
 * The life of a hook. What enters a state, what stays in it, what leaves it:
 *
 * | state     | enters by                              | stays for                   | leaves by |
 * | created   | filled, sent back without a worktree   | queued, dequeued            | activated; withdrawn, archived |
 * | active    | activated, resumed, sent back          | attempted, checkpointed, hand-off begun, handed off, landed or sent back elsewhere, … | suspended; completed; withdrawn, archived |
 * | suspended | suspended                              | queued, dequeued            | resumed; completed; withdrawn, archived |
 * | completed | completed                              | queued, dequeued, landed elsewhere | sent back; archived |
 * | archived  | archived, withdrawn, queued on no hook | released, queued, dequeued  | filled from the queue; sent back |
 *
 * Worktrees in other projects come and go on an active one (decide-worktrees.ts), and are given back with it. An item is on one hook or in one queue at most. An archived hook holds no item any more: its `item` only says which it was.
 */
export interface HookBoard {
  get(agent: IdentityPath): Hook | undefined;
  /** Who has the item on a hook that is not archived, or in a queue. */
  holderOf(item: string): IdentityPath | undefined;
}

export type HookFailure = Failure<
  | "no-hook"
  | "nothing-on-hook"
  | "wrong-transition"
  | "item-taken"
  | "not-slung"
  | "item-submitted"
  | "own-project"
  | "worktree-not-found"
  | "sent-back"
>;
export type Decided = Result<readonly NewEvent[], HookFailure>;

export interface By {
  readonly actor: IdentityPath;
  readonly cause?: string | undefined;
}

export interface FillHook extends By {
  readonly agent: IdentityPath;
  readonly project: string;
  readonly item: string;
}

/** Puts an item onto a free hook, or behind what is on a busy one. Where the agent has it already, nothing changes. */
export function fillHook(board: HookBoard, command: FillHook): Decided {
  const { agent, project, item } = command;
  const holder = board.holderOf(item);
  if (holder === agent) return ok([]);
  if (holder !== undefined) {
    return fail("item-taken", `${item} is with ${holder}.`, {
      remedy: `Take it back first: \`drover unsling ${item}\`.`,
      details: { holder },
    });
  }
  const hook = board.get(agent);
  const type = hook === undefined || isFree(hook) ? "hookFilled" : "hookQueued";
  return ok([event(agent, { type, data: { item, project }, by: command })]);
}

/** Takes an item off its hook or out of its queue. Not once it is submitted: then the merge queue has it. */
export function withdrawItem(board: HookBoard, item: string, by: By): Decided {
  const agent = board.holderOf(item);
  const hook = agent === undefined ? undefined : board.get(agent);
  if (hook === undefined) return fail("not-slung", `${item} is on nobody's hook.`);
  if (hook.item !== item || hook.state === "archived") return change(hook, "hookDequeued", { data: { item }, by });
  if (hook.state === "completed" || (hook.also.length > 0 && worktreesOf(hook).some(isInQueue))) {
    return fail("item-submitted", `${item} was submitted by ${hook.agent} and waits to land.`, {
      remedy: "See it with `drover mq list`.",
    });
  }
  return change(hook, "hookWithdrawn", { data: { item }, by });
}

/** The worktree is there: work may begin. Refused when the item was taken off meanwhile, so that the worktree can be given back. */
export function activateHook(
  hook: Hook | undefined,
  command: By & HookEventData["hookActivated"] & { readonly item: string },
): Decided {
  if (hook?.state !== "created" || hook.item !== command.item) return wrong(hook, "activated");
  const { worktree, branch, base } = command;
  return change(hook, "hookActivated", { data: { worktree, branch, base }, by: command });
}

/** A session starts on it. */
export function attemptHook(hook: Hook | undefined, session: string, by: By): Decided {
  if (hook?.state !== "active") return wrong(hook, "worked on");
  return change(hook, "hookAttempted", { data: { session }, by });
}

export function suspendHook(hook: Hook | undefined, command: By & HookEventData["hookSuspended"]): Decided {
  if (hook?.state === "suspended") return ok([]);
  if (hook?.state !== "active") return wrong(hook, "suspended");
  const { reason, checkpoint } = command;
  return change(hook, "hookSuspended", {
    data: { reason, ...(checkpoint === undefined ? {} : { checkpoint }) },
    by: command,
  });
}

export function resumeHook(hook: Hook | undefined, by: By): Decided {
  if (hook?.state === "active") return ok([]);
  if (hook?.state !== "suspended") return wrong(hook, "resumed");
  return change(hook, "hookResumed", { data: {}, by });
}

/** The agent's session is to be replaced, once all that it leaves behind is saved. Ordered again, nothing changes. */
export function beginHandOff(hook: Hook | undefined, command: By & { readonly note?: string | undefined }): Decided {
  if (hook?.state !== "active" || hook.item === undefined) return wrong(hook, "handed off");
  if (hook.handOff !== undefined) return ok([]);
  const { note } = command;
  return change(hook, "hookHandOffBegun", { data: note === undefined ? {} : { note }, by: command });
}

/** What was in its worktree is saved. */
export function checkpointHook(hook: Hook | undefined, kept: Checkpoints, by: By): Decided {
  if (hook?.state !== "active" && hook?.state !== "suspended") return wrong(hook, "checkpointed");
  const isNew = kept.checkpoint !== undefined && kept.checkpoint !== hook.checkpoint;
  const also = (kept.also ?? []).filter(
    ({ project, checkpoint }) => worktreeIn(hook, project)?.checkpoint !== checkpoint,
  );
  return isNew || also.length > 0 ? change(hook, "hookCheckpointed", { data: kept, by }) : ok([]);
}

/** All is saved: a fresh session takes over, with the note of the one before. Where none was ordered, nothing changes. */
export function handOffHook(
  hook: Hook | undefined,
  command: By & { readonly kept?: Checkpoints | undefined },
): Decided {
  if (hook?.state !== "active" || hook.handOff === undefined) return ok([]);
  const { note } = hook.handOff;
  const data = { ...(note === undefined ? {} : { note }), ...command.kept };
  return change(hook, "hookHandedOff", { data, by: command });
}

/** Submitted, or closed without a commit. Submitting a suspended one is the user's way to take over. */
export function completeHook(hook: Hook | undefined, command: By & { readonly tips?: readonly TipIn[] }): Decided {
  const inWork = hook?.state === "active" || hook?.state === "suspended";
  if (!inWork || hook.item === undefined) return wrong(hook, "completed");
  const { tips = [] } = command;
  const own = tips.find(({ project }) => project === hook.project);
  const also = tips.filter((one) => one !== own);
  const data = {
    item: hook.item,
    ...(own === undefined ? {} : { tip: own.tip }),
    ...(also.length === 0 ? {} : { also }),
  };
  return change(hook, "hookCompleted", { data, by: command });
}

export interface SendBack extends By {
  readonly agent: IdentityPath;
  readonly item: string;
  readonly reason: string;
  /** The newest target, where the work is to be rebased onto. */
  readonly base?: string | undefined;
  /** Where it was submitted; without it the hook's own. */
  readonly project?: string | undefined;
  /** A reviewer asked for changes, in so many words. */
  readonly isReview?: boolean | undefined;
}

/**
 * Gives submitted work back to its author, also when it was archived meanwhile (an item that was reopened), and while the author
 * mends what came back from another project.
 */
export function sendBack(board: HookBoard, command: SendBack): Decided {
  const { agent, item, reason, base } = command;
  const hook = board.get(agent);
  if (hook === undefined || hook.item !== item) return wrong(hook, "sent back");
  const { project = hook.project } = command;
  const isOwn = project === hook.project;
  const at = worktreeIn(hook, project);
  if (!isOwn && at === undefined) return wrong(hook, `sent back from ${project}`);
  if (hook.state === "archived") {
    const holder = board.holderOf(item);
    if (holder !== undefined) return fail("item-taken", `${item} is with ${holder} by now.`, { details: { holder } });
  } else if (hook.state !== "completed" && (hook.also.length === 0 || at === undefined || !isInQueue(at))) {
    return wrong(hook, "sent back");
  }
  const data = {
    item,
    reason,
    ...(base === undefined ? {} : { base }),
    ...(isOwn ? {} : { project }),
    ...(command.isReview === true ? { isReview: true as const } : {}),
  };
  return change(hook, "hookSentBack", { data, by: command });
}

/** Its item has landed or was closed otherwise: nobody works on it any more. */
export function archiveHook(hook: Hook | undefined, item: string, by: By): Decided {
  if (hook === undefined || hook.item !== item) return wrong(hook, "archived");
  if (hook.state === "archived") return ok([]);
  return change(hook, "hookArchived", { data: { item }, by });
}

/** The worktree was given back; `salvage` is the ref that has what was still in it. */
export function releaseHook(hook: Hook | undefined, salvage: string | undefined, by: By): Decided {
  if (hook?.state !== "archived") return wrong(hook, "released");
  if (hook.worktree === "") return ok([]);
  return change(hook, "hookReleased", { data: salvage === undefined ? {} : { salvage }, by });
}

/** Takes the next item of the queue onto a free hook. */
export function advanceHook(hook: Hook | undefined, by: By): Decided {
  const [item] = hook?.queue ?? [];
  if (hook === undefined || item === undefined || !isEmpty(hook)) return ok([]);
  return change(hook, "hookFilled", { data: { item, project: hook.project }, by });
}

/** `drover/<agent>/<item>`. */
export function branchFor(agent: IdentityPath, item: string): string {
  return `drover/${shortName(agent)}/${item}`;
}

function isFree(hook: Hook): boolean {
  return isEmpty(hook) && hook.queue.length === 0;
}

/** All that it had was given back. */
function isEmpty(hook: Hook): boolean {
  return hook.state === "archived" && hook.worktree === "" && hook.also.length === 0;
}

export function wrong(hook: Hook | undefined, what: string): Result<never, HookFailure> {
  if (hook === undefined) return fail("no-hook", "The agent has no hook.");
  const on = hook.item === undefined ? "nothing" : hook.item;
  return fail("wrong-transition", `The hook of ${hook.agent} is ${hook.state} with ${on} on it and cannot be ${what}.`);
}

export function change<T extends HookEventType>(
  hook: Hook,
  type: T,
  more: { readonly data: HookEventData[T]; readonly by: By },
): Decided {
  return ok([event(hook.agent, { type, ...more })]);
}

function event<T extends HookEventType>(
  agent: IdentityPath,
  { type, data, by }: { readonly type: T; readonly data: HookEventData[T]; readonly by: By },
): NewEvent {
  const cause = by.cause === undefined ? {} : { cause: by.cause };
  return { ledger: "workspace", kind: "hook", subject: agent, type, data, actor: by.actor, ...cause };
}
