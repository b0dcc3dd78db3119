import { ITEM_TYPES } from "../../../../shared/model/item-words.ts";
import { type WorkItem, itemMetadata } from "../../../../shared/model/work-item.ts";
import {
  cleanLabels,
  cleanText,
  cleanTitle,
  isFailure,
  quote,
  toIdentity,
  toPriority,
  toStatus,
  toTime,
  toWord,
} from "../clean.ts";
import type { Notes, ReadSource, Reading, SourceItem, StatedFields, Tell } from "../source.ts";
import { readBeadsComments, readBeadsDependencies } from "./beads-edges.ts";
import {
  BEADS_KNOWN,
  BEADS_TEXTS,
  BEADS_TIMES,
  BEADS_TYPES,
  GATE_FROM_BEADS,
  NANOSECONDS_PER_MS,
} from "./beads-fields.ts";
import { type JsonLine, type JsonObject, asText, asTexts, isObject, jsonLines } from "./json-lines.ts";

type Fields = { -readonly [F in keyof StatedFields]: StatedFields[F] };

/** Beads' issues, one a line, with their comments and dependencies in them. */
export async function readBeads(reading: Reading): Promise<ReadSource> {
  const items: SourceItem[] = [];
  for (const line of jsonLines(reading)) {
    const item = readIssue(line, reading);
    if (item !== undefined) items.push(item);
    if (reading.pace.isDue) await reading.pace.rest();
  }
  return { format: "beads", source: "beads", items };
}

function readIssue({ line, value, tell }: JsonLine, reading: Reading): SourceItem | undefined {
  const id = asText(value["id"]);
  const titled = cleanTitle(asText(value["title"]) ?? "", tell);
  if (id === undefined || id === "") {
    tell("skipped", "The issue has no id.");
    return undefined;
  }
  const isDeleted = value["status"] === "tombstone" || asText(value["deleted_at"]) !== undefined;
  if (isDeleted) return { line, key: id, title: titled?.title ?? id, fields: {}, comments: [], isDeleted };
  if (titled === undefined) {
    tell("skipped", `${id} has no title.`);
    return undefined;
  }
  const { notes } = reading;
  const kept: Record<string, unknown> = {};
  const fields: Fields = {};
  readTexts(value, fields, tell);
  readFacts(value, { fields, kept, notes, tell });
  readPeople(value, { fields, kept, notes, tell });
  const gate = readGate(value, fields.createdAt ?? reading.now);
  if (gate !== undefined) fields.gate = gate;
  else for (const name of ["await_type", "await_id", "timeout"]) if (isSaid(value[name])) kept[name] = value[name];
  if (titled.whole !== undefined) {
    fields.description = cleanText(`${titled.whole}\n\n${fields.description ?? ""}`, "description", tell);
  }
  const edges = readBeadsDependencies(value, { id, fields, notes, tell });
  if (edges.kept !== undefined) kept["dependencies"] = edges.kept;
  for (const name of Object.keys(value)) {
    if (BEADS_KNOWN.has(name) || !isSaid(value[name])) continue;
    kept[name] = value[name];
    notes.unknown(`field ${name}`, `metadata.beads.${name}`);
  }
  const metadata = readMetadata(value["metadata"], kept);
  if (metadata !== undefined) fields.metadata = metadata;
  return {
    line,
    key: id,
    id,
    title: titled.title,
    fields,
    ...(edges.parent === undefined ? {} : { parent: edges.parent }),
    links: edges.links,
    comments: readBeadsComments(value["comments"], { id, now: reading.now, by: reading.by, tell }),
  };
}

/** Beads leaves out or empties what is not set. */
function isSaid(value: unknown): boolean {
  return (
    value !== undefined &&
    value !== null &&
    value !== "" &&
    value !== false &&
    !(Array.isArray(value) && value.length === 0)
  );
}

function readTexts(value: JsonObject, fields: Fields, tell: Tell): void {
  for (const [theirs, ours] of Object.entries(BEADS_TEXTS)) {
    const text = asText(value[theirs]);
    if (text !== undefined && text !== "") fields[ours] = cleanText(text, theirs, tell);
  }
  if (Array.isArray(value["labels"])) fields.labels = cleanLabels(asTexts(value["labels"]), tell);
}

interface Into {
  readonly fields: Fields;
  /** What goes to `metadata.beads`. */
  readonly kept: Record<string, unknown>;
  readonly notes: Notes;
  readonly tell: Tell;
}

function readFacts(value: JsonObject, { fields, kept, notes, tell }: Into): void {
  for (const [theirs, ours] of Object.entries(BEADS_TIMES)) {
    if (!isSaid(value[theirs])) continue;
    const at = toTime(value[theirs]);
    if (at === undefined) {
      kept[theirs] = value[theirs];
      tell("kept", `${theirs} is no time: ${quote(JSON.stringify(value[theirs]))}.`);
    } else fields[ours] = at;
  }
  const type = toWord(asText(value["issue_type"]) ?? "task");
  const stands = type === undefined ? "task" : (BEADS_TYPES[type] ?? type);
  fields.type = stands;
  if (type !== stands) {
    kept["issue_type"] = value["issue_type"];
    notes.unknown(`type ${String(value["issue_type"])}`, `${stands}, the word in metadata.beads.issue_type`);
  } else if (!(ITEM_TYPES as readonly string[]).includes(type)) {
    notes.unknown(`type ${type}`, "a word of the ledger's vocabulary");
  }
  readStatus(value, { fields, kept, notes, tell });
  const priority = value["priority"];
  fields.priority = toPriority(priority) ?? 2;
  if (priority !== undefined && toPriority(priority) === undefined) {
    kept["priority"] = priority;
    tell("kept", `${quote(JSON.stringify(priority))} is no priority; it became 2.`);
  }
  const minutes = value["estimated_minutes"];
  if (typeof minutes === "number" && Number.isInteger(minutes) && minutes >= 0 && minutes <= 1_000_000) {
    fields.estimateMinutes = minutes;
  } else if (isSaid(minutes)) kept["estimated_minutes"] = minutes;
  const reference = asText(value["external_ref"]);
  if (reference !== undefined && reference !== "") fields.externalRef = reference.slice(0, 2_000);
}

function readStatus(value: JsonObject, { fields, kept, notes, tell }: Into): void {
  const word = asText(value["status"]) ?? "open";
  // A status of their own on a closed issue means closed.
  const read = toStatus(word) ?? { status: "blocked", isGuess: true };
  const status = read.isGuess && fields.closedAt !== undefined ? "closed" : read.status;
  fields.status = status;
  if (read.customStatus !== undefined) fields.customStatus = read.customStatus;
  if (read.isGuess) {
    notes.unknown(`status ${word}`, `${status}, the word as a status of the ledger's vocabulary`);
    if (read.customStatus === undefined) kept["status"] = value["status"];
  }
  if (status === "closed") {
    if (isFailure(fields.closedReason)) fields.outcome = "failed";
    return;
  }
  if (fields.closedAt !== undefined) {
    tell("kept", `It is ${word} and has a closing time, which is kept in the metadata.`);
    kept["closed_at"] = value["closed_at"];
    delete fields.closedAt;
  }
}

function readPeople(value: JsonObject, { fields, kept, notes, tell }: Into): void {
  const author = asText(value["created_by"]);
  if (author !== undefined && author !== "") {
    const path = toIdentity(author);
    if (path !== undefined) {
      fields.createdBy = path;
      fields.updatedBy = path;
    }
    if (path !== author) kept["created_by"] = author;
  }
  const assignee = asText(value["assignee"]);
  if (assignee === undefined || assignee === "") return;
  const path = toIdentity(assignee);
  if (path === undefined) tell("kept", `${quote(assignee)} cannot be a name here; nobody has the item.`);
  else fields.assignee = path;
  if (path !== assignee) {
    kept["assignee"] = assignee;
    notes.unknown(
      `assignee ${assignee}`,
      path === undefined ? "metadata.beads.assignee" : `${path}, and metadata.beads.assignee`,
    );
  }
}

function readGate(value: JsonObject, createdAt: number): WorkItem["gate"] {
  const kind = GATE_FROM_BEADS[asText(value["await_type"]) ?? ""];
  if (kind === undefined) return undefined;
  const target = asText(value["await_id"]);
  const timeout = value["timeout"];
  return {
    kind,
    ...(target === undefined || target === "" ? {} : { for: target.slice(0, 500) }),
    ...(typeof timeout === "number" && timeout > 0
      ? { until: createdAt + Math.round(timeout / NANOSECONDS_PER_MS) }
      : {}),
  };
}

function readMetadata(given: unknown, kept: Record<string, unknown>): WorkItem["metadata"] {
  const parsed: unknown = typeof given === "string" && given !== "" ? parseJson(given) : given;
  const own = isObject(parsed) ? itemMetadata.safeParse(parsed) : undefined;
  if (isSaid(parsed) && own?.success !== true) kept["metadata"] = parsed;
  const rest = Object.keys(kept).length === 0 ? {} : { beads: kept };
  const metadata = { ...(own?.success === true ? own.data : {}), ...rest };
  // Everything in it came out of JSON.
  return Object.keys(metadata).length === 0 ? undefined : (metadata as WorkItem["metadata"]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
