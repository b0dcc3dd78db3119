/** Which side of a difference a line is of. */
export type DiffSide = "before" | "after";

/** Lines that changed with some around them, each with `+`, `-`, a space or `\` before it, as git writes them. */
export interface DiffHunkText {
  /** Numbers of the first line on either side, counted from 1. */
  readonly before: number;
  readonly after: number;
  readonly section: string;
  readonly lines: readonly string[];
}

export interface DiffLine {
  readonly kind: "context" | "added" | "removed";
  readonly text: string;
  /** Numbers, counted from 1, on the sides that have it. */
  readonly before?: number;
  readonly after?: number;
  /** The line that it took the place of, or that took its place. */
  readonly twin?: string;
  /** It ends the file without a line feed. */
  readonly endsOpen?: true;
}

/** Lines between hunks that are not shown. */
export interface DiffGap {
  readonly index: number;
  /** First hidden line on either side. */
  readonly before: number;
  readonly after: number;
  /** Undefined at the end of a file whose length is not known. */
  readonly count: number | undefined;
  /** Of the hunk behind it. */
  readonly section: string;
}

export type DiffPart =
  | { readonly kind: "lines"; readonly lines: readonly DiffLine[] }
  | { readonly kind: "gap"; readonly gap: DiffGap };

/** How much of a gap is opened: from its top, and from its bottom. */
export interface OpenedGap {
  readonly top: number;
  readonly bottom: number;
}

export interface DiffParts {
  readonly hunks: readonly DiffHunkText[];
  /** All lines of the file after, or before where it is gone: what gaps are opened with. */
  readonly whole?: readonly string[] | undefined;
  readonly opened?: ReadonlyMap<number, OpenedGap> | undefined;
  /** It goes on behind the last hunk in ways that are not known. */
  readonly isTruncated?: boolean | undefined;
}

/** Cuts a difference into shown lines and hidden gaps, in order. */
export function diffParts({ hunks, whole, opened, isTruncated = false }: DiffParts): readonly DiffPart[] {
  const parts: DiffPart[] = [];
  let before = 1;
  let after = 1;
  const gap = (index: number, count: number | undefined, section: string) => {
    if (count === 0) return;
    const { top = 0, bottom = 0 } = opened?.get(index) ?? {};
    if (count === undefined || whole === undefined || top + bottom === 0) {
      parts.push({ kind: "gap", gap: { index, before, after, count, section } });
      return;
    }
    const fromTop = Math.min(top, count);
    const fromBottom = Math.min(bottom, count - fromTop);
    const hidden = count - fromTop - fromBottom;
    if (fromTop > 0) parts.push({ kind: "lines", lines: contextLines(whole, { before, after, count: fromTop }) });
    if (hidden > 0) {
      const from = { before: before + fromTop, after: after + fromTop };
      parts.push({ kind: "gap", gap: { index, ...from, count: hidden, section } });
    }
    if (fromBottom > 0) {
      const skip = fromTop + hidden;
      const from = { before: before + skip, after: after + skip, count: fromBottom };
      parts.push({ kind: "lines", lines: contextLines(whole, from) });
    }
  };
  for (const [index, hunk] of hunks.entries()) {
    // A side without lines has its hunk begin at line 0.
    gap(index, Math.max(0, Math.max(hunk.after - after, hunk.before - before)), hunk.section);
    const lines = hunkLines(hunk);
    parts.push({ kind: "lines", lines });
    before = Math.max(hunk.before, 1) + lines.filter((line) => line.before !== undefined).length;
    after = Math.max(hunk.after, 1) + lines.filter((line) => line.after !== undefined).length;
  }
  const last = hunks.at(-1);
  if (last !== undefined && !isTruncated && !touchesOneSideAlone(hunks)) {
    const rest = whole === undefined ? undefined : Math.max(0, whole.length - after + 1);
    gap(hunks.length, rest, "");
  }
  return parts;
}

/** A file that was made or removed has nothing around its one hunk. */
function touchesOneSideAlone(hunks: readonly DiffHunkText[]): boolean {
  const [only] = hunks;
  return hunks.length === 1 && only !== undefined && (only.before === 0 || only.after === 0);
}

function contextLines(
  whole: readonly string[],
  { before, after, count }: { readonly before: number; readonly after: number; readonly count: number },
): readonly DiffLine[] {
  return whole
    .slice(after - 1, after - 1 + count)
    .map((text, at) => ({ kind: "context", text, before: before + at, after: after + at }));
}

/** The lines of a hunk; those that took one another's places know each other. */
export function hunkLines(hunk: DiffHunkText): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let { before, after } = hunk;
  let removed: number[] = [];
  let added: number[] = [];
  const pair = () => {
    // Where as many came as went, line stands against line; else what can be said is that all were rewritten.
    for (const [nth, at] of removed.entries()) {
      const other = added[nth];
      const [one, two] = [lines[at], other === undefined ? undefined : lines[other]];
      if (one === undefined || two === undefined || other === undefined) continue;
      lines[at] = { ...one, twin: two.text };
      lines[other] = { ...two, twin: one.text };
    }
    removed = [];
    added = [];
  };
  for (const line of hunk.lines) {
    const text = line.slice(1);
    switch (line[0]) {
      case "-":
        if (added.length > 0) pair();
        removed.push(lines.length);
        lines.push({ kind: "removed", text, before: before++ });
        break;
      case "+":
        added.push(lines.length);
        lines.push({ kind: "added", text, after: after++ });
        break;
      case "\\": {
        const last = lines.at(-1);
        if (last !== undefined) lines[lines.length - 1] = { ...last, endsOpen: true };
        break;
      }
      default:
        pair();
        lines.push({ kind: "context", text, before: before++, after: after++ });
    }
  }
  pair();
  return lines;
}

export type DiffRow =
  | { readonly kind: "gap"; readonly key: string; readonly gap: DiffGap }
  /** One line across. `change` numbers the change it is part of, from 0. */
  | { readonly kind: "line"; readonly key: string; readonly line: DiffLine; readonly change?: number }
  /** Side by side; a side without a line is blank. */
  | {
      readonly kind: "pair";
      readonly key: string;
      readonly left?: DiffLine;
      readonly right?: DiffLine;
      readonly change?: number;
    };

/** What is drawn, row by row: one column, or two in which line stands beside line. */
export function diffRows(parts: readonly DiffPart[], mode: "unified" | "split"): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let change = -1;
  for (const part of parts) {
    if (part.kind === "gap") {
      rows.push({ kind: "gap", key: `gap-${part.gap.index}-${part.gap.after}`, gap: part.gap });
      continue;
    }
    let wasChange = false;
    let lefts: DiffLine[] = [];
    let rights: DiffLine[] = [];
    const flush = () => {
      for (let at = 0; at < Math.max(lefts.length, rights.length); at++) {
        const [left, right] = [lefts[at], rights[at]];
        const sides = { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) };
        rows.push({ kind: "pair", key: rowKey(left, right), ...sides, change });
      }
      lefts = [];
      rights = [];
    };
    for (const line of part.lines) {
      const isChange = line.kind !== "context";
      if (isChange && !wasChange) change += 1;
      wasChange = isChange;
      const mark = isChange ? { change } : {};
      if (mode === "unified") {
        rows.push({ kind: "line", key: rowKey(line, line), line, ...mark });
      } else if (line.kind === "removed") {
        if (rights.length > 0) flush();
        lefts.push(line);
      } else if (line.kind === "added") {
        rights.push(line);
      } else {
        flush();
        rows.push({ kind: "pair", key: rowKey(line, line), left: line, right: line });
      }
    }
    flush();
  }
  return rows;
}

function rowKey(left: DiffLine | undefined, right: DiffLine | undefined): string {
  return `${left?.before ?? ""}:${right?.after ?? ""}`;
}
