import { type Hook, hook } from "../../../shared/model/agent.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

type Nothing = Record<string, never>;

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
  readonly hookCheckpointed: { readonly checkpoint: string };
  readonly hookHandedOff: { readonly note?: string; readonly checkpoint?: string };
  readonly hookCompleted: { readonly item: string; readonly tip?: string };
  readonly hookSentBack: { readonly item: string; readonly reason: string; readonly base?: string };
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
      return { ...record, ...event.data };
    case "hookHandedOff":
      return { ...without(record, "note", "handOff"), ...event.data, round: record.round + 1 };
    case "hookCompleted": {
      const { tip } = event.data;
      const rest = without(record, "note", "sentBack", "suspended", "handOff");
      return { ...rest, state: "completed", ...(tip === undefined ? {} : { submitted: tip }) };
    }
    case "hookSentBack": {
      const { reason, base, item } = event.data;
      return {
        ...without(record, "note", "suspended", "handOff"),
        item,
        state: record.worktree === "" ? "created" : "active",
        sentBack: reason,
        round: record.round + 1,
        ...(base === undefined ? {} : { base }),
      };
    }
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

function emptyHook(agent: IdentityPath, project: string, at: number): Hook {
  return { agent, project, state: "created", queue: [], worktree: "", branch: "", attempt: 0, round: 0, updatedAt: at };
}

type Passing = "item" | "note" | "sentBack" | "suspended" | "handOff";

function without(record: Hook, ...keys: readonly Passing[]): Hook {
  const left = Object.entries(record).filter(([key]) => !keys.some((dropped) => dropped === key));
  return hook.parse(Object.fromEntries(left));
}
