import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";

/** Fields to be set as they once were; null takes one away. */
export type EarlierFields = { readonly [F in keyof WorkItem]?: WorkItem[F] | null };

/** The texts that a digest stands for. */
export type FullText = Pick<WorkItem, "description" | "acceptance" | "notes"> & { readonly design?: string | null };

/** Changes that bring back what was, or make it short; each is a change like any other and rewrites nothing. */
export type TurnBackEvent =
  /** Some fields are as they were in a version, or at a time. */
  | LedgerEvent<
      "workItemRolledBack",
      { readonly to: { readonly version?: number; readonly at: number }; readonly fields: EarlierFields }
    >
  /** A digest takes the place of the texts. */
  | LedgerEvent<"workItemCompacted", { readonly digest: string; readonly summariser: string; readonly chars: number }>
  /** The texts are back; those that were written anew meanwhile are not among them. */
  | LedgerEvent<"workItemTextRestored", Partial<FullText>>;

/** Pure. */
export function turnBack(item: WorkItem, event: TurnBackEvent): WorkItem {
  switch (event.type) {
    case "workItemRolledBack":
      return withFields(item, event.data.fields);
    case "workItemCompacted": {
      const { digest, summariser, chars } = event.data;
      const { design: _, ...rest } = item;
      const compacted = { at: event.at, summariser, chars };
      return { ...rest, description: digest, acceptance: "", notes: "", compacted };
    }
    case "workItemTextRestored":
      return withFields(item, { ...event.data, compacted: null });
  }
}

/** Null takes a field away. */
export function withFields(item: WorkItem, fields: EarlierFields): WorkItem {
  const merged = { ...item, ...fields };
  // Each value has the type of its field, and fields that an item must have are never null.
  if (!Object.values(fields).includes(null)) return merged as WorkItem;
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)) as WorkItem;
}

export function isTurnBack(event: { readonly type: string }): event is TurnBackEvent {
  return (
    event.type === "workItemRolledBack" || event.type === "workItemCompacted" || event.type === "workItemTextRestored"
  );
}

export function isQuiet({ type }: { readonly type: string }): boolean {
  return type === "workItemCompacted" || type === "workItemTextRestored";
}
