import type { Nudge } from "../../../shared/model/nudge.ts";
import { hasArrived } from "../../../shared/model/nudge-words.ts";

type Way = Nudge["tries"][number]["way"];

/** What became known of a nudge. */
export type NudgeFact =
  /** It cannot be handed over now; `reason` is for people. */
  | { readonly kind: "waits"; readonly reason: string; readonly session?: string }
  /** Its line is being put into the session's input; from then on it is not put there twice. */
  | { readonly kind: "put"; readonly session: string }
  /** Its line is not in anybody's input. */
  | { readonly kind: "cleared" }
  /** It was tried, and did not arrive. */
  | { readonly kind: "tried"; readonly way: Way; readonly outcome: string; readonly session: string }
  | { readonly kind: "delivered"; readonly way: Way; readonly outcome: string; readonly session: string }
  /** It had arrived, and nothing shows that it was taken in: it is tried again. */
  | { readonly kind: "requeued"; readonly reason: string }
  | { readonly kind: "seen" }
  | { readonly kind: "acted" }
  /** It arrived, and no more will be known. */
  | { readonly kind: "settled"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "expired"; readonly reason: string };

/** Tries that are kept; one that needs more has failed long before. */
const MAX_TRIES_KEPT = 20;

/**
 * A nudge with one more fact about it, at a time in ms since 1970. Pure. One that is settled stays as it is, and what does
 * not fit its state changes nothing: a receipt never goes back, save from `delivered` to `queued` by `requeued`.
 */
export function advance(nudge: Nudge, fact: NudgeFact, at: number): Nudge {
  if (nudge.settledAt !== undefined) return nudge;
  switch (fact.kind) {
    case "waits":
      if (nudge.state !== "queued" || (nudge.reason === fact.reason && fact.session === nudge.session)) return nudge;
      return { ...nudge, reason: fact.reason, ...(fact.session === undefined ? {} : { session: fact.session }) };
    case "put":
      return nudge.state === "queued" ? { ...nudge, standingIn: fact.session, session: fact.session } : nudge;
    case "cleared":
      return nudge.standingIn === undefined ? nudge : notStanding(nudge);
    case "tried":
      if (nudge.state !== "queued") return nudge;
      return { ...withTry(nudge, fact, at), session: fact.session, reason: fact.outcome };
    case "delivered":
      if (nudge.state !== "queued") return nudge;
      return {
        ...notStanding(withoutReason(withTry(nudge, fact, at))),
        state: "delivered",
        session: fact.session,
        deliveredAt: at,
      };
    case "requeued":
      return nudge.state === "delivered" ? { ...nudge, state: "queued", reason: fact.reason } : nudge;
    case "seen":
      return nudge.state === "delivered" ? { ...nudge, state: "seen", seenAt: at } : nudge;
    case "acted":
      if (!hasArrived(nudge)) return nudge;
      return { ...nudge, state: "acted", seenAt: nudge.seenAt ?? at, actedAt: at, settledAt: at };
    case "settled":
      return hasArrived(nudge) ? { ...nudge, reason: fact.reason, settledAt: at } : nudge;
    case "failed":
    case "expired":
      return hasArrived(nudge) ? nudge : { ...nudge, state: fact.kind, reason: fact.reason, settledAt: at };
  }
}

/** How often it was typed without anything coming of it. */
export function vainTries(nudge: Nudge): number {
  return nudge.tries.filter(({ way }) => way === "typed").length;
}

function withTry(nudge: Nudge, { way, outcome }: { readonly way: Way; readonly outcome: string }, at: number): Nudge {
  return { ...nudge, tries: [...nudge.tries, { way, at, outcome }].slice(-MAX_TRIES_KEPT) };
}

function notStanding({ standingIn: _standingIn, ...nudge }: Nudge): Nudge {
  return nudge;
}

function withoutReason({ reason: _reason, ...nudge }: Nudge): Nudge {
  return nudge;
}
