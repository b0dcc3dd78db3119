import type { Comment } from "../../shared/model/comment.ts";
import { neutraliseLines } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { localTime } from "./time.ts";

/** A head line and the text for each; empty where there are none. */
export function commentList(comments: readonly Comment[], style: Style): string {
  return comments
    .map(({ id, author, createdAt, editedAt, text }) => {
      const changed = editedAt === undefined ? "" : `, changed ${localTime(editedAt)}`;
      return `${style("cyan", author)}  ${style("dim", `${localTime(createdAt)}${changed}  ${id}`)}\n${neutraliseLines(text.trimEnd())}\n`;
    })
    .join("\n");
}
