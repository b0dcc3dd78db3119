export type PatchLineKind = "file" | "meta" | "hunk" | "added" | "removed" | "context" | "note";

/** A line of a patch as it is drawn, with its numbers before and after. */
export interface PatchLine {
  readonly kind: PatchLineKind;
  readonly text: string;
  readonly before?: number;
  readonly after?: number;
}

/** Cuts a unified patch of git into lines. What stands before the first hunk of a file is its head. */
export function patchLines(patch: string): readonly PatchLine[] {
  const lines: PatchLine[] = [];
  let before = 0;
  let after = 0;
  /** Lines that the hunk still has, on either side: in it a line that looks like a head is text. */
  let left = { before: 0, after: 0 };
  for (const text of patch.replace(/\n$/, "").split("\n")) {
    if (left.before > 0 || left.after > 0) {
      const sign = text[0];
      if (sign === "+") {
        lines.push({ kind: "added", text: text.slice(1), after: after++ });
        left.after--;
      } else if (sign === "-") {
        lines.push({ kind: "removed", text: text.slice(1), before: before++ });
        left.before--;
      } else if (sign === "\\") {
        lines.push({ kind: "note", text: text.slice(2) });
      } else {
        lines.push({ kind: "context", text: text.slice(1), before: before++, after: after++ });
        left = { before: left.before - 1, after: left.after - 1 };
      }
      continue;
    }
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$/.exec(text);
    if (hunk !== null) {
      before = Number(hunk[1]);
      after = Number(hunk[3]);
      left = { before: Number(hunk[2] ?? 1), after: Number(hunk[4] ?? 1) };
      lines.push({ kind: "hunk", text: hunk[5]?.trim() ?? "" });
    } else if (text.startsWith("diff --git ")) {
      lines.push({ kind: "file", text: text.replace(/^diff --git a\/.* b\//, "") });
    } else if (text.startsWith("\\")) {
      lines.push({ kind: "note", text: text.slice(2) });
    } else if (text !== "" && !text.startsWith("--- ") && !text.startsWith("+++ ") && !text.startsWith("index ")) {
      lines.push({ kind: "meta", text });
    }
  }
  return lines;
}
