import { LINK_KINDS } from "../../../../shared/model/item-words.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { base36 } from "../../base/short-id.ts";
import { cleanText, quote, toIdentity, toTime, toWord } from "../clean.ts";
import type { Notes, SourceComment, SourceLink, StatedFields, Tell } from "../source.ts";
import { type JsonObject, asText, isObject } from "./json-lines.ts";

interface Edges {
  readonly parent: string | undefined;
  readonly links: readonly SourceLink[];
  /** Whatever else dependencies say, by kind and target. */
  readonly kept: Readonly<Record<string, JsonObject>> | undefined;
}

interface Of {
  readonly id: string;
  readonly fields: StatedFields;
  readonly notes: Notes;
  readonly tell: Tell;
}

/** Kinds of ours; all others of beads' are for people and keep their names. */
const MEANT: ReadonlySet<string> = new Set(LINK_KINDS);

/** An issue's dependencies: of the kind `parent-child` its parent, of all others links. */
export function readBeadsDependencies(value: JsonObject, { id, fields, notes, tell }: Of): Edges {
  const links = new Map<string, SourceLink>();
  const kept: Record<string, JsonObject> = {};
  let parent: string | undefined;
  const given = value["dependencies"];
  for (const one of Array.isArray(given) ? given : []) {
    const to = isObject(one) ? asText(one["depends_on_id"]) : undefined;
    if (!isObject(one) || to === undefined || to === "" || to.length > 200) {
      tell("left-out", `A dependency of ${id} names no issue: ${quote(JSON.stringify(one))}.`);
      continue;
    }
    const said = asText(one["type"]) ?? "blocks";
    const kind = toWord(said) ?? "related";
    if (kind === "parent-child" && parent === undefined) parent = to;
    else {
      const mode = kind === "waits-for" ? modeOf(one["metadata"]) : undefined;
      links.set(`${kind} ${to}`, mode === undefined ? { kind, to } : { kind, to, mode });
      if (!MEANT.has(kind)) notes.unknown(`dependency ${kind}`, "a link of that kind, which holds nothing back");
    }
    const more = extras(one, fields, said === kind ? undefined : said);
    if (more !== undefined) kept[`${kind} ${to}`] = more;
  }
  return { parent, links: [...links.values()], kept: Object.keys(kept).length === 0 ? undefined : kept };
}

function modeOf(metadata: unknown): SourceLink["mode"] {
  const text = typeof metadata === "string" ? metadata : JSON.stringify(metadata ?? "");
  if (text.includes("any-children")) return "any-children";
  return text.includes("all-children") ? "all-children" : undefined;
}

/** What the issue itself does not say already: a dependency that was made with it has its author and time. */
function extras(one: JsonObject, fields: StatedFields, type: string | undefined): JsonObject | undefined {
  const { issue_id: _, depends_on_id: __, type: ___, created_at, created_by, metadata, ...rest } = one;
  const more: Record<string, unknown> = { ...rest, ...(type === undefined ? {} : { type }) };
  if (toTime(created_at) !== fields.createdAt && created_at !== undefined) more["created_at"] = created_at;
  if (asText(created_by) !== undefined && asText(created_by) !== fields.createdBy) more["created_by"] = created_by;
  if (metadata !== undefined && metadata !== "" && metadata !== "{}") more["metadata"] = metadata;
  return Object.keys(more).length === 0 ? undefined : more;
}

interface Comments {
  readonly id: string;
  readonly now: number;
  readonly by: IdentityPath;
  readonly tell: Tell;
}

export function readBeadsComments(given: unknown, { id, now, by, tell }: Comments): SourceComment[] {
  const comments: SourceComment[] = [];
  for (const one of Array.isArray(given) ? given : []) {
    const text = isObject(one) ? cleanText(asText(one["text"]) ?? "", "comment", tell) : "";
    if (!isObject(one) || text.trim() === "") {
      tell("left-out", `A comment on ${id} says nothing.`);
      continue;
    }
    const createdAt = toTime(one["created_at"]) ?? now;
    const author = asText(one["author"]) ?? "";
    const name = asText(one["id"]) ?? `${author} ${String(one["created_at"])} ${text}`;
    comments.push({ key: base36(`${id} ${name}`, 8), author: toIdentity(author) ?? by, createdAt, text });
  }
  return comments;
}
