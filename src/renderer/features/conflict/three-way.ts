import { diffArrays } from "diff";

/**
 * A stretch of a file as its three sides have it.
 * same — all alike; ours — changed on the target alone; theirs — in the submission alone; both — changed alike;
 * conflict — changed differently: somebody has to choose.
 */
export interface Hunk {
  readonly kind: "same" | "ours" | "theirs" | "both" | "conflict";
  /** Lines with their ends, so that nothing is lost of a file that mixes them or has none at its last line. */
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** What becomes of a conflict: one side, both one after the other, what was before, or a text of one's own. */
export type Choice = "ours" | "theirs" | "ours-theirs" | "theirs-ours" | "base" | { readonly text: string };

/** By the index of the hunk. */
export type Choices = ReadonlyMap<number, Choice>;

/** A change of one side, as ranges of lines: the first and how many. */
interface Change {
  readonly side: "ours" | "theirs";
  readonly base: readonly [from: number, count: number];
  readonly own: readonly [from: number, count: number];
}

/** Files that have nothing to do with one another take for ever to be compared; after so long all of them is one change. */
const LONGEST_MS = 800;

/** The three texts cut into stretches, in their order; changes that touch are one stretch, as git has it. */
export function threeWay(base: string, ours: string, theirs: string): readonly Hunk[] {
  const lines = { base: linesOf(base), ours: linesOf(ours), theirs: linesOf(theirs) };
  const changes = [
    ...changesOf("ours", lines.base, lines.ours),
    ...changesOf("theirs", lines.base, lines.theirs),
  ].toSorted((a, b) => a.base[0] - b.base[0]);
  const hunks: Hunk[] = [];
  let at = 0;
  /** How far each side is ahead of the base. */
  const shift = { ours: 0, theirs: 0 };
  const take = (from: number, to: number, isChanged: boolean, growth = { ours: 0, theirs: 0 }) => {
    const hunk = {
      base: lines.base.slice(from, to),
      ours: lines.ours.slice(from + shift.ours, to + shift.ours + growth.ours),
      theirs: lines.theirs.slice(from + shift.theirs, to + shift.theirs + growth.theirs),
    };
    if (isChanged || hunk.base.length > 0) hunks.push({ kind: isChanged ? kindOf(hunk) : "same", ...hunk });
    shift.ours += growth.ours;
    shift.theirs += growth.theirs;
    at = to;
  };
  for (const group of touching(changes)) {
    const from = Math.min(...group.map((change) => change.base[0]));
    const to = Math.max(...group.map(endOf));
    take(at, from, false);
    const growth = { ours: 0, theirs: 0 };
    for (const { side, base: before, own } of group) growth[side] += own[1] - before[1];
    take(from, to, true, growth);
  }
  take(at, lines.base.length, false);
  return hunks;
}

/** Indices of the hunks of which nothing was chosen yet. */
export function undecided(hunks: readonly Hunk[], choices: Choices): readonly number[] {
  return hunks.flatMap(({ kind }, index) => (kind === "conflict" && !choices.has(index) ? [index] : []));
}

/** The file as it becomes. A conflict without a choice stands with both sides between marks, as git writes them. */
export function mergedText(hunks: readonly Hunk[], choices: Choices): string {
  return hunks.map((hunk, index) => hunkText(hunk, choices.get(index))).join("");
}

export function hunkText(hunk: Hunk, choice: Choice | undefined): string {
  const { base, ours, theirs } = hunk;
  switch (hunk.kind) {
    case "same":
      return base.join("");
    case "ours":
    case "both":
      return ours.join("");
    case "theirs":
      return theirs.join("");
    case "conflict":
      return choice === undefined ? marked(hunk) : chosenText(hunk, choice);
  }
}

/** Text that a conflict becomes by a choice. */
export function chosenText({ base, ours, theirs }: Hunk, choice: Choice): string {
  switch (choice) {
    case "ours":
      return ours.join("");
    case "theirs":
      return theirs.join("");
    case "ours-theirs":
      return joined(ours, theirs);
    case "theirs-ours":
      return joined(theirs, ours);
    case "base":
      return base.join("");
    default:
      return choice.text;
  }
}

/** Whether a text still has the marks of a conflict that nobody resolved. */
export function hasMarks(text: string): boolean {
  return /^<{7} .*$/m.test(text) && /^>{7} .*$/m.test(text);
}

function marked({ base, ours, theirs }: Hunk): string {
  return `<<<<<<< landed\n${closed(ours)}||||||| before\n${closed(base)}=======\n${closed(theirs)}>>>>>>> submission\n`;
}

/** The lines, the last one with an end, so that what follows begins a line of its own. */
function closed(lines: readonly string[]): string {
  const text = lines.join("");
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

function joined(first: readonly string[], second: readonly string[]): string {
  return second.length === 0 ? first.join("") : closed(first) + second.join("");
}

function kindOf({ base, ours, theirs }: Omit<Hunk, "kind">): Hunk["kind"] {
  if (isAlike(ours, theirs)) return "both";
  if (isAlike(ours, base)) return "theirs";
  return isAlike(theirs, base) ? "ours" : "conflict";
}

function isAlike(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}

function touching(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  let end = -1;
  for (const change of changes) {
    const last = groups.at(-1);
    if (last !== undefined && change.base[0] <= end) last.push(change);
    else groups.push([change]);
    end = Math.max(end, endOf(change));
  }
  return groups;
}

function endOf({ base: [from, count] }: Change): number {
  return from + count;
}

function changesOf(side: Change["side"], base: readonly string[], own: readonly string[]): readonly Change[] {
  // What is alike at both ends needs no search, which is quadratic at worst.
  let head = 0;
  while (head < base.length && head < own.length && base[head] === own[head]) head += 1;
  let tail = 0;
  const most = Math.min(base.length, own.length) - head;
  while (tail < most && base[base.length - 1 - tail] === own[own.length - 1 - tail]) tail += 1;
  const pieces = diffArrays(base.slice(head, base.length - tail), own.slice(head, own.length - tail), {
    timeout: LONGEST_MS,
  });
  if (pieces === undefined) {
    return [{ side, base: [head, base.length - tail - head], own: [head, own.length - tail - head] }];
  }
  const changes: Change[] = [];
  let [before, after] = [head, head];
  let isOpen = false;
  for (const { added, removed, count } of pieces) {
    const [gone, come] = [removed ? count : 0, added ? count : 0];
    if (added || removed) {
      const last = isOpen ? changes.pop() : undefined;
      const [from, to] = [last?.base ?? [before, 0], last?.own ?? [after, 0]] as const;
      changes.push({ side, base: [from[0], from[1] + gone], own: [to[0], to[1] + come] });
    }
    isOpen = added || removed;
    before += isOpen ? gone : count;
    after += isOpen ? come : count;
  }
  return changes;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
