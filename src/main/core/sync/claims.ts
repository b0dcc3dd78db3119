import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { LedgerJoined, TakenRecord } from "../platform/store/record-store.ts";
import type { ClaimsMet } from "./ports.ts";

export interface ClaimsDeps {
  readonly project: string;
  readonly isOurs: (who: IdentityPath) => boolean;
  /** Whose workspace numbers its events so; undefined where nobody knows. */
  readonly ownerOf: (stream: string) => Promise<string | undefined>;
}

/** Of what a join brought, whatever concerns what one of ours had claimed. */
export async function claimsMet(
  { project, isOurs, ownerOf }: ClaimsDeps,
  { taken, eventsOf }: Pick<LedgerJoined, "taken" | "eventsOf">,
): Promise<readonly ClaimsMet[]> {
  const met: ClaimsMet[] = [];
  for (const one of taken) {
    const who = assigneeIn(one.before);
    if (one.kind !== "item" || who === undefined || !isOurs(who) || one.after?.["status"] === "closed") continue;
    const base = { project, item: one.id, who };
    const other = assigneeIn(one.after);
    if (other !== who) {
      met.push({ ...base, other, isKept: false });
      continue;
    }
    for (const { actor, stream } of rivalsIn(await eventsOf(one))) {
      const owner = actor === who ? await ownerOf(stream) : undefined;
      met.push({ ...base, other: actor, isKept: true, ...(owner === undefined ? {} : { owner }) });
    }
  }
  return met;
}

const GIVES_UP: ReadonlySet<string> = new Set(["workItemReleased", "workItemReopened"]);

/** Who claimed it without knowing that it was claimed here. Whoever gave it up first knew; whoever gave it up since is none. */
function rivalsIn(events: Awaited<ReturnType<LedgerJoined["eventsOf"]>>) {
  const first = events.find(({ event }) => event.type === "workItemClaimed" || GIVES_UP.has(event.type));
  if (first?.event.type !== "workItemClaimed") return [];
  const since = events.slice(events.findLastIndex(({ event }) => GIVES_UP.has(event.type)) + 1);
  return since.flatMap(({ stream, event }) =>
    event.type === "workItemClaimed" ? [{ actor: event.actor, stream }] : [],
  );
}

/** In progress and nobody's, as neither side had it: it was given back on one and gone on with on the other. */
export function isTorn({ kind, before, after, theirs }: Omit<TakenRecord, "id" | "known">): boolean {
  return kind === "item" && isAdrift(after) && !isAdrift(before) && !isAdrift(theirs);
}

function isAdrift(fields: TakenRecord["after"]): boolean {
  return fields?.["status"] === "in-progress" && assigneeIn(fields) === undefined;
}

function assigneeIn(fields: unknown): IdentityPath | undefined {
  if (typeof fields !== "object" || fields === null || !("assignee" in fields)) return undefined;
  // An item's schema has let it through.
  return typeof fields.assignee === "string" ? (fields.assignee as IdentityPath) : undefined;
}
