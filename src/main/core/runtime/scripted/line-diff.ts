export interface DiffLine {
  readonly sign: " " | "+" | "-";
  readonly text: string;
  /** Of the new file, for `-` of the old one. */
  readonly number: number;
}

/** Beyond this the table of the longest common part costs more than a diff on a screen is worth. */
const MAX_CHANGED_LINES = 2000;

/** Changed lines with `context` unchanged ones around them. */
export function lineDiff(before: string, after: string, context = 2): DiffLine[] {
  const a = splitLines(before);
  const b = splitLines(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
    tail += 1;
  }
  const lines: DiffLine[] = [];
  for (let at = Math.max(0, head - context); at < head; at++) {
    lines.push({ sign: " ", text: b[at] ?? "", number: at + 1 });
  }
  lines.push(...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head));
  for (let at = b.length - tail; at < Math.min(b.length, b.length - tail + context); at++) {
    lines.push({ sign: " ", text: b[at] ?? "", number: at + 1 });
  }
  return lines;
}

function middle(a: readonly string[], b: readonly string[], offset: number): DiffLine[] {
  const removed = (text: string, index: number): DiffLine => ({ sign: "-", text, number: offset + index + 1 });
  const added = (text: string, index: number): DiffLine => ({ sign: "+", text, number: offset + index + 1 });
  if (a.length + b.length > MAX_CHANGED_LINES) return [...a.map(removed), ...b.map(added)];
  // common[i][j]: lines that a from i and b from j have in common.
  const common = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = common[i];
    if (row === undefined) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      lines.push({ sign: " ", text: left, number: offset + j + 1 });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(removed(left, i));
      i += 1;
    } else {
      lines.push(added(right ?? "", j));
      j += 1;
    }
  }
  return lines;
}

function splitLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
