import type { WorkItem } from "../../../shared/model/work-item.ts";
import { CONTENT_FIELDS, type Content, type ContentField, contentOf, markOf } from "./content.ts";
import { trimBody } from "./formats/markdown-body.ts";
import type { Origin } from "./origin.ts";
import type { SourceItem } from "./source.ts";

/** An item as the source has it, with parent and links as ids of ours; what is absent is not stated. */
export type Arriving = Partial<Omit<WorkItem, "id" | "version">>;

export interface Difference {
  /** Changed there and not here. */
  readonly taken: readonly ContentField[];
  /** Changed there, and here too, to something else. */
  readonly conflicts: readonly ContentField[];
}

/** Fields that an item has whatever happens; a source that has no such field says nothing about them. */
const NEVER_TAKEN_BACK: ReadonlySet<ContentField> = new Set(["title", "type", "status", "priority"]);

/**
 * What changed in the source since the last import, field by field. Without an import before, the item's version or time says
 * whether it was changed here since the source was written; where neither is known, the source means what it says.
 */
export function differenceOf(
  here: WorkItem,
  there: Arriving,
  { source, before }: { readonly source: SourceItem; readonly before: Origin | undefined },
): Difference {
  const ours = comparable(here, source);
  const theirs = contentOf(there);
  const taken: ContentField[] = [];
  const conflicts: ContentField[] = [];
  const isNewer = isSourceNewer(here, source);
  for (const field of CONTENT_FIELDS) {
    const wasStated = before !== undefined && (before.base[field] ?? "") !== "";
    const isStated = field in there && there[field] !== undefined;
    if (!isStated && !(wasStated && !NEVER_TAKEN_BACK.has(field))) continue;
    if (theirs[field] === ours[field]) continue;
    if (before === undefined) (isNewer ? taken : conflicts).push(field);
    else {
      const base = before.base[field] ?? "";
      if (markOf(theirs[field]) === base) continue;
      (markOf(ours[field]) === base ? taken : conflicts).push(field);
    }
  }
  return { taken, conflicts };
}

function isSourceNewer(here: WorkItem, source: SourceItem): boolean {
  if (source.version !== undefined) return source.version >= here.version;
  const { updatedAt } = source.fields;
  return updatedAt === undefined || updatedAt > here.updatedAt;
}

/**
 * What is here as far as such a source can say it: open in whatever way is open, and an outline knows of no blank lines around a
 * text, and of no second space between words.
 */
function comparable(here: WorkItem, source: SourceItem): Content {
  if (source.onlyOpenOrClosed !== true) return contentOf(here);
  const title = here.title.split(/\s+/).join(" ");
  const content = contentOf({ ...here, title, description: trimBody(here.description) });
  if (here.status === "closed") return content;
  const { status: _, ...rest } = content;
  return rest;
}
