import type { IdentityPath } from "../../shared/model/identity.ts";
import type { ItemStatus } from "../../shared/model/item-words.ts";
import type { ItemView } from "../../shared/model/work-item.ts";

/** What is changed about one item or many; what is absent stays. Null takes a value away. */
export interface ItemChange {
  readonly title?: string;
  readonly priority?: number;
  readonly type?: string;
  readonly addLabels?: readonly string[];
  readonly removeLabels?: readonly string[];
  readonly status?: Exclude<ItemStatus, "closed">;
  /** A word of the ledger's vocabulary that stands for `status`, which is always given with it. */
  readonly customStatus?: string;
  readonly assignee?: IdentityPath | null;
  readonly parent?: string | null;
  /** Milliseconds since 1970, as all times. */
  readonly dueAt?: number | null;
  readonly deferredUntil?: number | null;
  readonly estimateMinutes?: number | null;
}

const PLAIN = ["title", "priority", "type", "status"] as const;
const REMOVABLE = ["assignee", "parent", "dueAt", "deferredUntil", "estimateMinutes"] as const;

/** The item as it will be, to be shown before the core has answered. Stages are left to the core. */
export function applyChange(item: ItemView, change: ItemChange): ItemView {
  const next: ItemView = { ...item };
  for (const field of PLAIN) if (change[field] !== undefined) Object.assign(next, { [field]: change[field] });
  if (change.status !== undefined) {
    if (change.customStatus === undefined) Reflect.deleteProperty(next, "customStatus");
    else next.customStatus = change.customStatus;
  }
  for (const field of REMOVABLE) {
    const value = change[field];
    if (value === undefined) continue;
    if (value === null) Reflect.deleteProperty(next, field);
    else Object.assign(next, { [field]: value });
  }
  if (change.addLabels !== undefined || change.removeLabels !== undefined) {
    const labels = new Set([...item.labels, ...(change.addLabels ?? [])]);
    for (const label of change.removeLabels ?? []) labels.delete(label);
    next.labels = [...labels];
  }
  return next;
}

/** Which change of which items brings `before` back after `change`, in as few parts as there are different values. */
export function inverseOf(
  before: readonly ItemView[],
  change: ItemChange,
): readonly { readonly items: readonly string[]; readonly change: ItemChange }[] {
  const parts = new Map<string, { items: string[]; change: ItemChange }>();
  for (const item of before) {
    const back = inverseOfOne(item, change);
    if (Object.keys(back).length === 0) continue;
    const key = JSON.stringify(back);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, { items: [item.id], change: back });
    else part.items.push(item.id);
  }
  return [...parts.values()];
}

function inverseOfOne(item: ItemView, change: ItemChange): ItemChange {
  const back: Record<string, unknown> = {};
  for (const field of PLAIN) {
    if (change[field] !== undefined && change[field] !== item[field]) back[field] = item[field];
  }
  if (change.status !== undefined && change.customStatus !== item.customStatus) {
    back["status"] = item.status;
    if (item.customStatus !== undefined) back["customStatus"] = item.customStatus;
  } else if (back["status"] !== undefined && item.customStatus !== undefined) back["customStatus"] = item.customStatus;
  for (const field of REMOVABLE) {
    if (change[field] !== undefined && (change[field] ?? undefined) !== item[field]) back[field] = item[field] ?? null;
  }
  const added = (change.addLabels ?? []).filter((label) => !item.labels.includes(label));
  const removed = (change.removeLabels ?? []).filter((label) => item.labels.includes(label));
  if (added.length > 0) back["removeLabels"] = added;
  if (removed.length > 0) back["addLabels"] = removed;
  return back;
}
