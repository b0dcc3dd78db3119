import type { Comment } from "../../../../shared/model/comment.ts";
import type { WorkItem } from "../../../../shared/model/work-item.ts";

/** One line: the item as it is, with what was said about it. */
export function writeJsonl(item: WorkItem, comments: readonly Comment[]): string {
  const said = comments.map(({ item: _, ...comment }) => comment);
  return `${JSON.stringify(said.length === 0 ? item : { ...item, comments: said })}\n`;
}
