import { isDeepStrictEqual } from "node:util";
import { type SavedLayout, savedLayout } from "../../../shared/contract/layout.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

type Kept = Pick<SavedLayout, "name" | "content">;

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
type LayoutEvent =
  | LedgerEvent<"layoutSaved", Kept>
  | LedgerEvent<"layoutRemoved", { readonly name: SavedLayout["name"] }>;

/** Saved layouts, keyed by their id, in the workspace's ledger. */
export const layoutKind: RecordKind<SavedLayout> = {
  kind: "layout",
  schema: savedLayout.loose(),
  reduce(record, raw) {
    const event = raw as LayoutEvent;
    switch (event.type) {
      case "layoutSaved":
        return { id: event.subject, ...event.data, savedBy: event.actor, savedAt: event.at };
      case "layoutRemoved":
        return undefined;
      default:
        return record;
    }
  },
};

/** Makes one under `id`, or changes the one there is; saving the same again changes nothing. A name is given once. */
export function saveLayout(
  kept: readonly SavedLayout[],
  { id, name, content }: Kept & { readonly id: string },
  actor: IdentityPath,
): Result<readonly NewEvent[], Failure<"layout-name-taken">> {
  const namesake = findLayout(kept, name);
  if (namesake !== undefined && namesake.id !== id) {
    return fail("layout-name-taken", `There is a layout ${namesake.name} already.`, {
      remedy: "Give this one another name, or update that one.",
    });
  }
  const found = kept.find((one) => one.id === id);
  const isSame = found?.name === name && isDeepStrictEqual(found.content, content);
  return ok(isSame ? [] : [event(id, "layoutSaved", actor, { name, content })]);
}

export function removeLayout(
  kept: readonly SavedLayout[],
  layout: string,
  actor: IdentityPath,
): Result<{ readonly removed: SavedLayout; readonly events: readonly NewEvent[] }, Failure<"layout-not-found">> {
  const found = findLayout(kept, layout);
  if (found === undefined) {
    return fail("layout-not-found", `There is no layout ${layout}.`, {
      remedy: "List them with `drover layout list`.",
    });
  }
  return ok({ removed: found, events: [event(found.id, "layoutRemoved", actor, { name: found.name })] });
}

/** By its id, or by its name, whose capitals do not count. */
function findLayout(kept: readonly SavedLayout[], layout: string): SavedLayout | undefined {
  const wanted = layout.trim().toLowerCase();
  return kept.find(({ id }) => id === layout) ?? kept.find(({ name }) => name.toLowerCase() === wanted);
}

/** A layout's event in words, for the feed. */
export function describeLayoutEvent(raw: LedgerEvent): string {
  const { type, data } = raw as LayoutEvent;
  return type === "layoutSaved" ? `saved the layout ${data.name}` : `removed the layout ${data.name}`;
}

function event(subject: string, type: LayoutEvent["type"], actor: IdentityPath, data: unknown): NewEvent {
  return { ledger: "workspace", kind: "layout", subject, type, actor, data };
}
