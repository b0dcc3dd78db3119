import { crc32 } from "node:zlib";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { stableJson } from "../platform/store/stable-json.ts";
import { ORIGIN } from "./origin.ts";

/** What of an item an import takes over, field by field. Times and authors come along when an item is made, and never change one. */
export const CONTENT_FIELDS = [
  "title",
  "description",
  "type",
  "status",
  "priority",
  "labels",
  "assignee",
  "parent",
  "acceptance",
  "notes",
  "design",
  "estimateMinutes",
  "externalRef",
  "dueAt",
  "deferredUntil",
  "gate",
  "closedReason",
  "outcome",
  "landedCommit",
  "links",
  "metadata",
] as const;
export type ContentField = (typeof CONTENT_FIELDS)[number];

/** Fields in a form that is equal where they mean the same; a field that says nothing is absent. */
export type Content = { readonly [F in ContentField]?: string };

/** What a field is when nobody said anything. */
const DEFAULTS: Readonly<Partial<Record<ContentField, string>>> = {
  type: '"task"',
  status: '"open"',
  priority: "2",
};

export function contentOf(item: Partial<WorkItem>): Content {
  const content: { [F in ContentField]?: string } = {};
  for (const field of CONTENT_FIELDS) {
    const text = textOf(item, field);
    if (text !== undefined) content[field] = text;
  }
  return content;
}

function textOf(item: Partial<WorkItem>, field: ContentField): string | undefined {
  const value = plainValue(item, field);
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return undefined;
  const text = typeof value === "object" ? stableJson(value) : JSON.stringify(value);
  return text === DEFAULTS[field] ? undefined : text;
}

function plainValue(item: Partial<WorkItem>, field: ContentField): unknown {
  switch (field) {
    case "status":
      return item.customStatus === undefined ? item.status : `${item.status ?? "open"} ${item.customStatus}`;
    case "outcome":
      // Done without it.
      return item.outcome === "failed" ? "failed" : undefined;
    case "labels":
      return item.labels?.toSorted();
    case "links":
      return item.links?.map((link) => `${link.kind} ${link.to} ${link.mode ?? ""}`).toSorted();
    case "metadata": {
      const { [ORIGIN]: _, ...rest } = item.metadata ?? {};
      return Object.keys(rest).length === 0 ? undefined : rest;
    }
    default:
      return item[field];
  }
}

/** Eight digits that tell a field's text from another: one change in four thousand million goes unseen. Empty for an absent one. */
export function markOf(text: string | undefined): string {
  return text === undefined ? "" : crc32(text).toString(16).padStart(8, "0");
}

/** The marks of all fields that say something. */
export function marksOf(content: Content): Record<string, string> {
  return Object.fromEntries(Object.entries(content).map(([field, text]) => [field, markOf(text)]));
}
