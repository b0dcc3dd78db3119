import type { Comment } from "../../../../shared/model/comment.ts";
import type { WorkItem } from "../../../../shared/model/work-item.ts";
import { toIdentity } from "../clean.ts";
import { originOf } from "../origin.ts";
import {
  BEADS_TEXTS,
  BEADS_TIMES,
  BEADS_TYPES,
  GATE_TO_BEADS,
  NANOSECONDS_PER_MS,
  STATUS_TO_BEADS,
} from "./beads-fields.ts";
import { type JsonObject, isObject } from "./json-lines.ts";

/** What an export knows of other items. */
export interface BeadsNames {
  /** The id that beads knows it by: the one it came with, else ours. */
  nameOf(id: string): string;
}

/** The name an item had in beads, if it came from there. */
export function beadsName(item: WorkItem): string {
  return originOf(item, "beads")?.key ?? item.id;
}

/** One line of `.beads/issues.jsonl`. What came from beads and has no meaning here goes back as it was. */
export function writeBeads(item: WorkItem, comments: readonly Comment[], names: BeadsNames): string {
  const { beads, "drover.import": _, ...metadata } = item.metadata ?? {};
  const { dependencies, ...kept } = isObject(beads) ? beads : {};
  const line: Record<string, unknown> = { id: names.nameOf(item.id), title: item.title };
  for (const [theirs, ours] of Object.entries(BEADS_TEXTS)) if ((item[ours] ?? "") !== "") line[theirs] = item[ours];
  line["status"] = statusOf(item);
  line["priority"] = item.priority;
  line["issue_type"] = item.type;
  if (item.assignee !== undefined) line["assignee"] = item.assignee;
  line["created_by"] = item.createdBy;
  for (const [theirs, ours] of Object.entries(BEADS_TIMES)) {
    const at = item[ours];
    if (at !== undefined) line[theirs] = timeOf(at);
  }
  if (item.estimateMinutes !== undefined) line["estimated_minutes"] = item.estimateMinutes;
  if (item.externalRef !== undefined) line["external_ref"] = item.externalRef;
  if (item.labels.length > 0) line["labels"] = item.labels;
  Object.assign(line, gateOf(item), stillTrue(kept, item));
  if (Object.keys(metadata).length > 0 && !("metadata" in kept)) line["metadata"] = metadata;
  const edges = dependenciesOf(item, names, isObject(dependencies) ? dependencies : {});
  if (edges.length > 0) line["dependencies"] = edges;
  if (comments.length > 0) {
    line["comments"] = comments.map((one, n) => ({
      id: n + 1,
      issue_id: line["id"],
      author: one.author,
      text: one.text,
      created_at: timeOf(one.createdAt),
    }));
  }
  return `${JSON.stringify(line)}\n`;
}

/** What beads said in words of its own goes back only as long as ours is still what it stood for. */
function stillTrue(kept: JsonObject, item: WorkItem): JsonObject {
  const means: Readonly<Record<string, (said: string) => boolean>> = {
    issue_type: (said) => BEADS_TYPES[said] === item.type,
    assignee: (said) => (toIdentity(said) ?? item.assignee) === item.assignee,
    priority: () => item.priority === 2,
    closed_at: () => item.status !== "closed",
  };
  return Object.fromEntries(Object.entries(kept).filter(([name, said]) => means[name]?.(String(said)) ?? true));
}

/** Beads leaves out what is nought behind the second. */
function timeOf(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

function statusOf({ status, customStatus }: WorkItem): string {
  return customStatus?.replaceAll("-", "_") ?? STATUS_TO_BEADS[status] ?? status;
}

function gateOf({ gate, createdAt }: WorkItem): JsonObject {
  if (gate === undefined) return {};
  return {
    await_type: GATE_TO_BEADS[gate.kind] ?? gate.kind,
    ...(gate.for === undefined ? {} : { await_id: gate.for }),
    ...(gate.until === undefined ? {} : { timeout: Math.max(0, gate.until - createdAt) * NANOSECONDS_PER_MS }),
  };
}

function dependenciesOf(item: WorkItem, { nameOf }: BeadsNames, kept: JsonObject): JsonObject[] {
  const edge = (kind: string, to: string, more: JsonObject = {}): JsonObject => {
    const extras = kept[`${kind} ${nameOf(to)}`];
    return {
      issue_id: nameOf(item.id),
      depends_on_id: nameOf(to),
      type: kind,
      created_at: timeOf(item.createdAt),
      created_by: item.createdBy,
      ...more,
      ...(isObject(extras) ? extras : {}),
    };
  };
  return [
    ...(item.parent === undefined ? [] : [edge("parent-child", item.parent)]),
    ...item.links.map((link) =>
      edge(link.kind, link.to, link.mode === undefined ? {} : { metadata: JSON.stringify({ gate: link.mode }) }),
    ),
  ];
}
