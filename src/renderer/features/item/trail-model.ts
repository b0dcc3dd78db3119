import type { FieldChange, ItemVersion } from "../../../shared/contract/history.ts";
import { PRIORITIES, wordsOfLink } from "../../lib/item-choices.ts";
import type { ItemDetail } from "../../lib/server-state/queries.ts";

/** An entry of the trail with what it changed, as far as that is known. */
export interface TrailRow {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly text: string;
  readonly cause: string | undefined;
  readonly kind: TrailKind;
  readonly changes: readonly FieldChange[];
  /** The item as this entry left it; undefined for what did not change the item itself. */
  readonly version: number | undefined;
}

export const TRAIL_KINDS = ["fields", "links", "work", "comments"] as const;
/** fields — what it says; links — what it hangs together with; work — who has it and how it goes; comments. */
export type TrailKind = (typeof TRAIL_KINDS)[number];

/** Said already by the entry itself. */
const SAID: ReadonlySet<string> = new Set(["compacted", "closedAt"]);

/** Newest first. `versions` may come later than the trail, and may know of entries that it has no more. */
export function trailRows(trail: ItemDetail["trail"], versions: readonly ItemVersion[]): readonly TrailRow[] {
  const rows = new Map<number, TrailRow>();
  for (const { seq, at, actor, text, cause, type } of trail) {
    rows.set(seq, { seq, at, actor, text, cause, kind: kindOf(type), changes: [], version: undefined });
  }
  for (const { seq, at, actor, text, cause, type, version, changes } of versions) {
    // What it began with is what it says, as far as nothing below changed it.
    rows.set(seq, {
      seq,
      at,
      actor,
      text,
      cause,
      kind: kindOf(type),
      changes: version === 1 ? [] : changes.filter(({ field }) => !SAID.has(field)),
      version,
    });
  }
  return [...rows.values()].toSorted((a, b) => b.seq - a.seq);
}

function kindOf(type: string): TrailKind {
  if (/comment/i.test(type)) return "comments";
  if (/link/i.test(type)) return "links";
  return /Created|Edited|Imported|Updated|RolledBack|Compacted|Restored/.test(type) ? "fields" : "work";
}

/** A value in one line; undefined for one that is not there. */
export function shortValue(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((one) => shortValue(one) ?? "–").join(", ");
  }
  if (typeof value !== "object") return JSON.stringify(value);
  if ("kind" in value && typeof value.kind === "string" && "to" in value && typeof value.to === "string") {
    return `${wordsOfLink(value.kind)} ${value.to}`;
  }
  return Object.entries(value)
    .map(([key, one]) => `${key} ${shortValue(one) ?? "–"}`)
    .join(", ");
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  estimateMinutes: "estimate",
  externalRef: "external reference",
  dueAt: "due",
  deferredUntil: "put off until",
  customStatus: "custom status",
  closedReason: "reason",
  closedAt: "closed",
  landedCommit: "commit",
};
const TIMES: ReadonlySet<string> = new Set(["dueAt", "deferredUntil", "closedAt", "createdAt", "updatedAt"]);
const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A change in words and short texts; of lists only what came and went. `isLong` where the texts are worth a block of their own. */
export function changeText({ field, before, after }: FieldChange) {
  const show = (value: FieldChange["after"]) => {
    if (TIMES.has(field) && typeof value === "number") return TIME.format(value);
    if (field === "priority" && typeof value === "number") return PRIORITIES[value]?.label;
    if (field === "estimateMinutes" && typeof value === "number") return `${value} min`;
    return shortValue(value);
  };
  const areLists = Array.isArray(before ?? []) && Array.isArray(after ?? []);
  const texts = {
    before: show(areLists ? missingIn(before, after) : before),
    after: show(areLists ? missingIn(after, before) : after),
  };
  const isLong = [texts.before, texts.after].some(
    (text) => text !== undefined && (text.length > 70 || text.includes("\n")),
  );
  return { name: FIELD_WORDS[field] ?? field, ...texts, isLong };
}

/** What one list has and the other has not. */
function missingIn(one: FieldChange["after"], other: FieldChange["after"]): FieldChange["after"] {
  if (!Array.isArray(one)) return one;
  const others = new Set(Array.isArray(other) ? other.map((value) => JSON.stringify(value)) : []);
  return one.filter((value) => !others.has(JSON.stringify(value)));
}
