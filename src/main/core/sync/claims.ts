import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { LedgerJoined } from "../platform/store/record-store.ts";
import type { ClaimsMet } from "./ports.ts";

/** Of what a join brought, whatever concerns what one of ours had claimed. */
export function claimsMet(
  project: string,
  { taken, conflicts }: Pick<LedgerJoined, "taken" | "conflicts">,
  isOurs: (who: IdentityPath) => boolean,
): ClaimsMet[] {
  const lost = taken.flatMap(({ kind, id, before, after }) => {
    const who = assigneeIn(before);
    const other = assigneeIn(after);
    const isLost = kind === "item" && who !== undefined && who !== other && isOurs(who);
    return isLost && after?.["status"] !== "closed" ? [{ project, item: id, who, other, isKept: false }] : [];
  });
  const kept = conflicts.flatMap(({ kind, id, field, kept: winner, lost: loser }) => {
    const who = assigneeIn(winner.value);
    const other = assigneeIn(loser.value);
    const isMet = kind === "item" && field === "assignee" && who !== undefined && other !== undefined;
    return isMet && who !== other && isOurs(who) ? [{ project, item: id, who, other, isKept: true }] : [];
  });
  return [...lost, ...kept];
}

/** Items that one of ours had and has, and that somebody else changed. */
export function keptClaims(
  { taken }: Pick<LedgerJoined, "taken">,
  isOurs: (who: IdentityPath) => boolean,
): readonly { readonly item: string; readonly who: IdentityPath }[] {
  return taken.flatMap(({ kind, id, before, after }) => {
    const who = assigneeIn(before);
    return kind === "item" && who !== undefined && who === assigneeIn(after) && isOurs(who) ? [{ item: id, who }] : [];
  });
}

/** Claims by others since `who` last claimed it: they could not have known. */
export function rivalsOf(who: IdentityPath, trail: readonly LedgerEvent[]): readonly LedgerEvent[] {
  const claims = trail.filter((event) => event.type === "workItemClaimed");
  const own = claims.findLastIndex((event) => event.actor === who);
  return own < 0 ? [] : claims.slice(own + 1);
}

function assigneeIn(fields: unknown): IdentityPath | undefined {
  if (typeof fields !== "object" || fields === null || !("assignee" in fields)) return undefined;
  // An item's schema has let it through.
  return typeof fields.assignee === "string" ? (fields.assignee as IdentityPath) : undefined;
}
