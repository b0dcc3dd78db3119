import { itemLink, itemMetadata, workItem } from "../../../../shared/model/work-item.ts";
import { comment } from "../../../../shared/model/comment.ts";
import { base36 } from "../../base/short-id.ts";
import { cleanLabels, cleanText, cleanTitle, quote } from "../clean.ts";
import { COMMENT_KEY } from "../comment-key.ts";
import type { ReadSource, Reading, SourceComment, SourceItem, SourceLink, Tell } from "../source.ts";
import { type JsonLine, asText, asTexts, jsonLines } from "./json-lines.ts";

const TEXTS = ["description", "acceptance", "notes", "design", "closedReason"] as const;
/** Taken as they are where they are valid. */
const PLAIN = [
  "type",
  "status",
  "customStatus",
  "priority",
  "assignee",
  "estimateMinutes",
  "externalRef",
  "dueAt",
  "gate",
  "deferredUntil",
  "createdBy",
  "createdAt",
  "updatedBy",
  "updatedAt",
  "closedAt",
  "outcome",
  "landedCommit",
  "compacted",
] as const;
const OTHERS = ["id", "title", "labels", "parent", "links", "metadata", "version", "comments"];
const KNOWN: ReadonlySet<string> = new Set([...TEXTS, ...PLAIN, ...OTHERS]);

/** Our own lines: every field of an item under its own name, and `comments`. */
export async function readJsonl(reading: Reading): Promise<ReadSource> {
  const items: SourceItem[] = [];
  for (const line of jsonLines(reading)) {
    const item = readLine(line, reading);
    if (item !== undefined) items.push(item);
    if (reading.pace.isDue) await reading.pace.rest();
  }
  return { format: "jsonl", source: "jsonl", items };
}

function readLine({ line, value, tell }: JsonLine, { notes }: Reading): SourceItem | undefined {
  const titled = cleanTitle(asText(value["title"]) ?? "", tell);
  if (titled === undefined) {
    tell("skipped", "The line has no title.");
    return undefined;
  }
  const fields: Record<string, unknown> = {};
  const metadata: Record<string, unknown> = {};
  const keep = (name: string, what: string) => {
    metadata[name.slice(0, 100)] = value[name];
    notes.unknown(what, `metadata.${name.slice(0, 100)}`);
  };
  for (const name of TEXTS) {
    const text = asText(value[name]);
    if (text !== undefined) fields[name] = cleanText(text, name, tell);
  }
  for (const name of PLAIN) {
    const given = value[name];
    if (given === undefined || given === null) continue;
    const read = workItem.shape[name].safeParse(given);
    if (read.success) fields[name] = read.data;
    else keep(name, `${name} ${quote(JSON.stringify(given))}`);
  }
  if (value["labels"] !== undefined) fields["labels"] = cleanLabels(asTexts(value["labels"]), tell);
  for (const name of Object.keys(value)) if (name !== "" && !KNOWN.has(name)) keep(name, `field ${name}`);
  const given = itemMetadata.safeParse(value["metadata"]);
  if (given.success) Object.assign(metadata, given.data);
  if (Object.keys(metadata).length > 0) fields["metadata"] = metadata;
  if (titled.whole !== undefined) {
    fields["description"] = cleanText(`${titled.whole}\n\n${asText(fields["description"]) ?? ""}`, "description", tell);
  }
  const id = asText(value["id"]);
  const { version, parent } = value;
  return {
    line,
    key: id ?? `line ${line}: ${titled.title}`,
    title: titled.title,
    // Each value was read by the schema of its field, or cleaned to what that takes.
    fields,
    ...(id === undefined ? {} : { id }),
    ...(typeof version === "number" ? { version } : {}),
    ...(typeof parent === "string" ? { parent } : {}),
    links: readLinks(value["links"], tell),
    comments: readComments(value["comments"], tell),
  };
}

function readLinks(value: unknown, tell: Tell): SourceLink[] {
  const links: SourceLink[] = [];
  for (const given of Array.isArray(value) ? value : []) {
    const link = itemLink.safeParse(given);
    if (!link.success) tell("left-out", `The link ${quote(JSON.stringify(given))} is none.`);
    else {
      const { kind, to, mode } = link.data;
      links.push(mode === undefined ? { kind, to } : { kind, to, mode });
    }
  }
  return links;
}

function readComments(value: unknown, tell: Tell): SourceComment[] {
  const comments: SourceComment[] = [];
  for (const given of Array.isArray(value) ? value : []) {
    const read = comment.omit({ item: true }).safeParse(given);
    if (!read.success) tell("left-out", `A comment cannot be read: ${quote(JSON.stringify(given))}.`);
    else {
      const { id, text, author, createdAt, editedAt } = read.data;
      comments.push({
        key: COMMENT_KEY.exec(id)?.[1] ?? base36(id, 8),
        text,
        author,
        createdAt,
        ...(editedAt === undefined ? {} : { editedAt }),
      });
    }
  }
  return comments;
}
