import { type Hook, type SecondWorktree, hook } from "../../../shared/model/agent.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

type Nothing = Record<string, never>;

/** A commit in one of the projects of a hook. */
export interface TipIn {
  readonly project: string;
  readonly tip: string;
}

/** Commits with everything that was in a hook's own worktree, and in others of it. */
export interface Checkpoints {
  readonly checkpoint?: string;
  readonly also?: readonly { readonly project: string; readonly checkpoint: string }[];
}

/** What each event carries. The subject is always the agent's path. */
export interface HookEventData {
  /** The first item of an agent's hook, one from its queue, or one after the last was archived. */
  readonly hookFilled: { readonly item: string; readonly project: string };
  readonly hookQueued: { readonly item: string; readonly project: string };
  readonly hookDequeued: { readonly item: string };
  readonly hookActivated: { readonly worktree: string; readonly branch: string; readonly base: string };
  readonly hookAttempted: { readonly session: string };
  readonly hookSuspended: { readonly reason: string; readonly checkpoint?: string };
  readonly hookResumed: Nothing;
  /** Ordered: from here on it is finished, whatever happens in between. */
  readonly hookHandOffBegun: { readonly note?: string };
  readonly hookCheckpointed: Checkpoints;
  readonly hookHandedOff: Checkpoints & { readonly note?: string };
  /** `tip` of its own worktree, where it was submitted; `also` those of others. */
  readonly hookCompleted: { readonly item: string; readonly tip?: string; readonly also?: readonly TipIn[] };
  /** `project` where it is another than the hook's own. */
  readonly hookSentBack: {
    readonly item: string;
    readonly reason: string;
    readonly base?: string;
    readonly project?: string;
    readonly isReview?: true;
  };
  /** One of the submissions has landed, and others have not. */
  readonly hookLanded: TipIn;
  /** One that came back is tried again as it is, and others are not. */
  readonly hookRetried: { readonly project: string };
  /** A worktree in another project is wanted, and will be there. */
  readonly hookWorktreeAdded: { readonly project: string; readonly worktree: string; readonly branch: string };
  /** It is there. */
  readonly hookWorktreeMade: { readonly project: string; readonly base: string };
  /** It is wanted no more. */
  readonly hookWorktreeDropped: { readonly project: string };
  /** It was given back. */
  readonly hookWorktreeReleased: { readonly project: string; readonly salvage?: string };
  readonly hookWithdrawn: { readonly item: string };
  readonly hookArchived: { readonly item: string };
  readonly hookReleased: { readonly salvage?: string };
}
export type HookEventType = keyof HookEventData;

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type HookEvent = { [T in HookEventType]: LedgerEvent<T, HookEventData[T]> }[HookEventType];

/** Hooks are keyed by the path of the agent. */
export const hookKind: RecordKind<Hook> = {
  kind: "hook",
  isLocal: true,
  schema: hook.loose(),
  reduce(record, raw) {
    const event = raw as HookEvent;
    const next = reduceHook(record, event);
    return next === record || next === undefined ? next : { ...next, updatedAt: event.at };
  },
};

function reduceHook(record: Hook | undefined, event: HookEvent): Hook | undefined {
  if (event.type === "hookFilled") return filled(record, event);
  if (event.type === "hookQueued") {
    const { item, project } = event.data;
    const at = record ?? { ...emptyHook(event.subject as IdentityPath, project, event.at), state: "archived" as const };
    return { ...at, queue: [...at.queue, item] };
  }
  if (record === undefined) return undefined;
  switch (event.type) {
    case "hookDequeued":
      return { ...record, queue: record.queue.filter((item) => item !== event.data.item) };
    case "hookActivated":
      return { ...record, ...event.data, state: "active" };
    case "hookAttempted":
      return { ...record, attempt: record.attempt + 1 };
    case "hookSuspended": {
      const { reason, checkpoint } = event.data;
      return { ...record, state: "suspended", suspended: reason, ...(checkpoint === undefined ? {} : { checkpoint }) };
    }
    case "hookResumed":
      return { ...without(record, "suspended"), state: "active" };
    case "hookHandOffBegun":
      return { ...record, handOff: { by: event.actor, at: event.at, ...event.data } };
    case "hookCheckpointed":
      return checkpointed(record, event.data);
    case "hookHandedOff": {
      const { note, ...kept } = event.data;
      const next = checkpointed(without(record, "note", "handOff"), kept);
      return { ...next, ...(note === undefined ? {} : { note }), round: record.round + 1 };
    }
    case "hookCompleted": {
      const { tip, also = [] } = event.data;
      const rest = without(record, "note", "sentBack", "suspended", "handOff");
      const submittedIn = (project: string) => also.find((one) => one.project === project)?.tip;
      return {
        ...rest,
        state: "completed",
        ...(tip === undefined ? {} : { submitted: tip }),
        also: record.also.map(({ sentBack: back, submitted: before, ...one }) => {
          // What came back and is not submitted again is not wanted any more.
          const submitted = submittedIn(one.project) ?? (back === undefined ? before : undefined);
          return submitted === undefined ? one : { ...one, submitted };
        }),
      };
    }
    case "hookSentBack":
      return sentBack(record, event.data);
    case "hookLanded":
      return inProject(record, event.data.project, { landed: event.data.tip });
    case "hookRetried":
      return inProject(record, event.data.project, { sentBack: undefined });
    case "hookWorktreeAdded":
      return { ...record, also: [...record.also, { ...event.data }] };
    case "hookWorktreeMade":
      return inProject(record, event.data.project, { base: event.data.base });
    case "hookWorktreeDropped":
      return {
        ...record,
        also: record.also.map((one) => (one.project === event.data.project ? { ...one, isLeaving: true } : one)),
      };
    case "hookWorktreeReleased":
      return { ...record, also: record.also.filter((one) => one.project !== event.data.project) };
    case "hookWithdrawn":
      return { ...without(record, "item", "note", "sentBack", "suspended", "handOff"), state: "archived" };
    case "hookArchived":
      return { ...without(record, "note", "sentBack", "suspended", "handOff"), state: "archived" };
    case "hookReleased":
      return { ...record, worktree: "" };
    default:
      return record;
  }
}

function filled(record: Hook | undefined, event: LedgerEvent<"hookFilled", HookEventData["hookFilled"]>): Hook {
  const { item, project } = event.data;
  const fresh = emptyHook(event.subject as IdentityPath, project, event.at);
  return {
    ...fresh,
    item,
    queue: (record?.queue ?? []).filter((waiting) => waiting !== item),
    round: (record?.round ?? 0) + 1,
  };
}

/** While it is worked on already, nobody is replaced for it: that one project's work came back as well is told at `done`. */
function sentBack(record: Hook, data: HookEventData["hookSentBack"]): Hook {
  const { reason, base, item, project = record.project, isReview } = data;
  const isInWork = record.state === "active" || record.state === "suspended";
  const marks = { sentBack: reason, isReviewed: isReview, landed: undefined, ...(base === undefined ? {} : { base }) };
  const marked = inProject(record, project, marks);
  if (isInWork) return marked;
  return {
    ...without(marked, "note", "suspended", "handOff"),
    item,
    state: record.worktree === "" ? "created" : "active",
    round: record.round + 1,
  };
}

function checkpointed(record: Hook, { checkpoint, also = [] }: Checkpoints): Hook {
  const own = checkpoint === undefined ? record : { ...record, checkpoint };
  return also.reduce((next, one) => inProject(next, one.project, { checkpoint: one.checkpoint }), own);
}

type Progress = Partial<
  Pick<SecondWorktree, "base" | "submitted" | "landed" | "sentBack" | "isReviewed" | "checkpoint">
>;

/** Changes what is known of the worktree in that project, be it the hook's own or another. What is undefined goes. */
function inProject(record: Hook, project: string, change: Progress): Hook {
  const also = record.also.map((one) => (one.project === project ? { ...one, ...change } : one));
  const next = project === record.project ? { ...record, ...change } : { ...record, also };
  return hook.parse(JSON.parse(JSON.stringify(next)));
}

function emptyHook(agent: IdentityPath, project: string, at: number): Hook {
  return {
    agent,
    project,
    state: "created",
    queue: [],
    worktree: "",
    branch: "",
    attempt: 0,
    round: 0,
    also: [],
    updatedAt: at,
  };
}

type Passing = "item" | "note" | "sentBack" | "suspended" | "handOff";

function without(record: Hook, ...keys: readonly Passing[]): Hook {
  const left = Object.entries(record).filter(([key]) => !keys.some((dropped) => dropped === key));
  return hook.parse(Object.fromEntries(left));
}
