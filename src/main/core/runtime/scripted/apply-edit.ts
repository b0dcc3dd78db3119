import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Edit } from "./script.ts";

/** The file after the edit. `undefined` content is a file that does not exist. Fails where its place is not there. */
export function applyEdit(content: string | undefined, edit: Edit): Result<string, Failure<"no-place">> {
  if (isApplied(content, edit)) return ok(content ?? "");
  const text = content ?? "";
  switch (edit.how) {
    case "write":
      return ok(edit.text);
    case "append":
      return ok(text === "" || text.endsWith("\n") ? text + edit.text : `${text}\n${edit.text}`);
    case "replace": {
      const at = text.indexOf(edit.old);
      if (at < 0) return noPlace(edit.old);
      return ok(text.slice(0, at) + edit.text + text.slice(at + edit.old.length));
    }
    case "after":
    case "before": {
      const line = lineWith(text, edit.anchor);
      if (line === undefined) return noPlace(edit.anchor);
      const at = edit.how === "before" ? line.start : line.end;
      const before = text.slice(0, at);
      return ok(`${before === "" || before.endsWith("\n") ? before : `${before}\n`}${edit.text}${text.slice(at)}`);
    }
    case "in-line": {
      const line = lineWith(text, edit.anchor);
      const at = line === undefined ? -1 : text.slice(0, line.end).lastIndexOf(edit.mark);
      if (line === undefined || at < line.start) return noPlace(`${edit.anchor} … ${edit.mark}`);
      return ok(text.slice(0, at) + edit.text + text.slice(at));
    }
  }
}

/** Whether a file has the edit in it. */
export function isApplied(content: string | undefined, edit: Edit): boolean {
  if (content === undefined) return false;
  if (edit.how === "write") return content === edit.text;
  if (edit.how === "replace") {
    const stillThere = content.includes(edit.old) && !edit.text.includes(edit.old);
    return content.includes(edit.text) && !stillThere;
  }
  if (edit.how !== "in-line") return content.includes(edit.text);
  const line = lineWith(content, edit.anchor);
  return line !== undefined && content.slice(line.start, line.end).includes(edit.text);
}

/** The first line that contains `anchor`; `end` is behind its line break. */
function lineWith(text: string, anchor: string): { readonly start: number; readonly end: number } | undefined {
  const at = text.indexOf(anchor);
  if (at < 0) return undefined;
  const end = text.indexOf("\n", at);
  return { start: text.lastIndexOf("\n", at) + 1, end: end < 0 ? text.length : end + 1 };
}

function noPlace(anchor: string) {
  return fail("no-place", `There is no ${JSON.stringify(anchor.trim().split("\n", 1)[0])} in the file.`);
}
