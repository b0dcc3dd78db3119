import type { Comment } from "../../../../shared/model/comment.ts";
import type { WorkItem } from "../../../../shared/model/work-item.ts";
import { stableJson } from "../../platform/store/stable-json.ts";

/** One line: the item as it is, with what was said about it; keys in order, so that two exports differ where items do. */
export function writeJsonl(item: WorkItem, comments: readonly Comment[]): string {
  const said = comments.map(({ item: _, ...comment }) => comment);
  return `${stableJson(said.length === 0 ? item : { ...item, comments: said })}\n`;
}
