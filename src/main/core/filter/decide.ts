import { isDeepStrictEqual } from "node:util";
import { type SavedFilter, savedFilter } from "../../../shared/contract/filter.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
type FilterEvent =
  | LedgerEvent<"filterSaved", { readonly filter: SavedFilter["filter"] }>
  | LedgerEvent<"filterRemoved", Record<string, never>>;

/** Saved filters, keyed by their name, in the workspace's ledger. */
export const filterKind: RecordKind<SavedFilter> = {
  kind: "filter",
  schema: savedFilter.loose(),
  reduce(record, raw) {
    const event = raw as FilterEvent;
    switch (event.type) {
      case "filterSaved":
        return { name: event.subject, filter: event.data.filter, savedBy: event.actor, savedAt: event.at };
      case "filterRemoved":
        return undefined;
      default:
        return record;
    }
  },
};

/** Replaces one of that name, but no agent another's; saving the same again changes nothing. */
export function saveFilter(
  found: SavedFilter | undefined,
  { name, filter }: Pick<SavedFilter, "name" | "filter">,
  actor: IdentityPath,
): Result<readonly NewEvent[], Failure<"not-yours">> {
  if (isDeepStrictEqual(found?.filter, filter)) return ok([]);
  return isOthers(found, actor) ? notYours(found, actor) : ok([event(name, "filterSaved", actor, { filter })]);
}

export function removeFilter(
  found: SavedFilter | undefined,
  name: string,
  actor: IdentityPath,
): Result<
  { readonly removed: SavedFilter; readonly events: readonly NewEvent[] },
  Failure<"filter-not-found" | "not-yours">
> {
  if (isOthers(found, actor)) return notYours(found, actor);
  if (found !== undefined) return ok({ removed: found, events: [event(name, "filterRemoved", actor, {})] });
  return fail("filter-not-found", `There is no filter ${name}.`, { remedy: "List them with `drover filter list`." });
}

function isOthers(found: SavedFilter | undefined, actor: IdentityPath): found is SavedFilter {
  return found !== undefined && found.savedBy !== actor && actor !== USER;
}

function notYours({ name, savedBy }: SavedFilter, actor: IdentityPath): Result<never, Failure<"not-yours">> {
  return fail("not-yours", `The filter ${name} is ${savedBy}'s, and ${actor} may not change it.`, {
    remedy: "Save yours under another name.",
  });
}

/** A filter's event in words, for the feed. */
export function describeFilterEvent(raw: LedgerEvent): string {
  return raw.type === "filterSaved" ? `saved the filter ${raw.subject}` : `removed the filter ${raw.subject}`;
}

function event(subject: string, type: FilterEvent["type"], actor: IdentityPath, data: unknown): NewEvent {
  return { ledger: "workspace", kind: "filter", subject, type, actor, data };
}
