import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { HookEvent } from "./reduce.ts";

/** A hook's event in words, for the feed and an item's trail. */
export function describeHookEvent(raw: LedgerEvent): string {
  const event = raw as HookEvent;
  switch (event.type) {
    case "hookFilled":
      return `put ${event.data.item} on the hook of ${event.subject}`;
    case "hookQueued":
      return `queued ${event.data.item} behind the work of ${event.subject}`;
    case "hookDequeued":
      return `took ${event.data.item} out of the queue of ${event.subject}`;
    case "hookActivated":
      return `gave ${event.subject} a worktree on ${event.data.branch}`;
    case "hookAttempted":
      return `started a session for ${event.subject}`;
    case "hookSuspended":
      return `suspended the hook of ${event.subject}: ${event.data.reason}`;
    case "hookResumed":
      return `resumed the hook of ${event.subject}`;
    case "hookHandOffBegun":
      return "began to hand off";
    case "hookCheckpointed":
      return "saved a checkpoint";
    case "hookHandedOff":
      return "handed off to a fresh session";
    case "hookCompleted":
      return `finished ${event.data.item}`;
    case "hookSentBack":
      return `gave ${event.data.item} back to ${event.subject}`;
    case "hookLanded":
      return `has landed what ${event.subject} submitted in ${event.data.project}`;
    case "hookRetried":
      return `tries again what ${event.subject} submitted in ${event.data.project}`;
    case "hookWorktreeAdded":
      return `wants a worktree in ${event.data.project} for ${event.subject}`;
    case "hookWorktreeMade":
      return `gave ${event.subject} a worktree in ${event.data.project}`;
    case "hookWorktreeDropped":
      return `gives up the worktree of ${event.subject} in ${event.data.project}`;
    case "hookWorktreeReleased":
      return `took back the worktree of ${event.subject} in ${event.data.project}`;
    case "hookWithdrawn":
      return `took ${event.data.item} off the hook of ${event.subject}`;
    case "hookArchived":
      return `cleared the hook of ${event.subject}`;
    case "hookReleased":
      return `took back the worktree of ${event.subject}`;
  }
}
