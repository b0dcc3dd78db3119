import { NAME_PATTERN, type IdentityPath } from "./model/identity.ts";
import { readEstimate, readTime } from "./time-words.ts";

export const QUICK_KINDS = [
  "priority",
  "label",
  "assignee",
  "type",
  "parent",
  "after",
  "due",
  "estimate",
  "project",
] as const;
export type QuickKind = (typeof QUICK_KINDS)[number];

/** A word of the line that is not part of the title. `start` and `end` (behind it) count UTF-16 units, as strings do. */
export interface QuickToken {
  readonly kind: QuickKind;
  readonly start: number;
  readonly end: number;
  /** Without the sign in front: `auth` of `#auth`. */
  readonly value: string;
  /** Why it does not count, in words. */
  readonly problem?: string;
}

/** What `item.create` takes. */
export interface QuickItem {
  readonly title: string;
  readonly priority?: number;
  readonly labels?: string[];
  readonly assignee?: IdentityPath;
  readonly type?: string;
  readonly parent?: string;
  readonly after?: string[];
  readonly dueAt?: number;
  readonly estimateMinutes?: number;
  readonly project?: string;
}

export interface QuickLine {
  readonly item: QuickItem;
  /** In the order of the line; what lies between them is the title. */
  readonly tokens: readonly QuickToken[];
  /** What keeps the line from being an item, the tokens' problems included; empty when it is one. */
  readonly problems: readonly string[];
}

export interface QuickKnowledge {
  /** Milliseconds since 1970, for `due:2d`. */
  readonly now: number;
  /** Where given, any other type is a problem. */
  readonly types?: readonly string[];
  /** Where given, any other project is a problem. */
  readonly projects?: readonly string[];
}

/** Most of a title that fits; the model's MAX_TITLE_CHARS, whose module brings zod with it. */
const MAX_TITLE = 500;
const REF = /^[a-z0-9][a-z0-9-]{0,60}(?:\.\d{1,5})*$/i;
const LABEL = /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,62}$/u;
const WORD = /^[a-z][a-z0-9-]{0,39}$/;
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * An item written in one line: `Fix the login p1 #auth @demo/crew/ada !bug ^demo-k3f >demo-a1b due:fri est:2h in:demo`
 *
 * `p0`…`p4` priority · `#label` · `@identity` whose it is · `!type` · `^item` its parent · `>item` what it waits for · `due:` and `est:` when
 * and how much (time-words.ts) · `in:` project. Labels and `>` may come several times, of the others the last one counts.
 * A backslash makes a word plain text: `\#1`, `\p1`, `\\o/`. So are `#42`, a lone sign and whatever cannot be a name or an id (`>=`, `!!`).
 * Never throws, whatever the line.
 */
export function parseQuickCreate(line: string, known: QuickKnowledge): QuickLine {
  const words: string[] = [];
  const tokens: QuickToken[] = [];
  for (const { 0: word, index: start } of line.matchAll(/\S+/g)) {
    const read = word.startsWith("\\") ? undefined : readWord(word);
    if (read === undefined) words.push(word.startsWith("\\") && word !== "\\" ? word.slice(1) : word);
    else tokens.push({ ...read, start, end: start + word.length, ...problemOf(read, known) });
  }
  const title = words.join(" ");
  const problems = [
    ...problemsOfTitle(title),
    ...tokens.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
  ];
  return { item: { title, ...fieldsOf(tokens, known.now) }, tokens, problems };
}

type Read = Pick<QuickToken, "kind" | "value">;

/** Undefined for a word of the title. */
function readWord(word: string): Read | undefined {
  if (/^p[0-4]$/i.test(word)) return { kind: "priority", value: word.slice(1) };
  const named = /^(due|est|in):(.*)$/i.exec(word);
  if (named !== null) {
    const kind = { due: "due", est: "estimate", in: "project" } as const;
    const name = named[1]?.toLowerCase();
    return { kind: kind[name === "due" || name === "est" ? name : "in"], value: named[2] ?? "" };
  }
  const value = word.slice(1);
  switch (word[0]) {
    case "#":
      return value === "" || /^\d+$/.test(value) ? undefined : { kind: "label", value };
    case "@":
      return value === "" ? undefined : { kind: "assignee", value };
    case "!":
      return WORD.test(value) ? { kind: "type", value } : undefined;
    case "^":
      return REF.test(value) ? { kind: "parent", value } : undefined;
    case ">":
      return REF.test(value) ? { kind: "after", value } : undefined;
    default:
      return undefined;
  }
}

function problemOf({ kind, value }: Read, known: QuickKnowledge): { readonly problem?: string } {
  const problem = sayProblem(kind, value, known);
  return problem === undefined ? {} : { problem };
}

function sayProblem(kind: QuickKind, value: string, known: QuickKnowledge): string | undefined {
  switch (kind) {
    case "label":
      return LABEL.test(value) ? undefined : `#${value} is no label: a word of letters, digits and . _ : / -`;
    case "assignee":
      return isIdentity(value) ? undefined : `@${value} is nobody: write user, or a path like demo/crew/ada.`;
    case "type":
      return known.types?.includes(value) === false
        ? `!${value} is no type: ${known.types.join(", ")}. A word that begins with ! is written \\!${value}.`
        : undefined;
    case "due":
      return readTime(value, known.now, { endOfDay: true }) === undefined
        ? `due:${value} is no time: write due:fri, due:tomorrow, due:2d or due:2026-12-24.`
        : undefined;
    case "estimate":
      return readEstimate(value) === undefined
        ? `est:${value} is no estimate: write est:90min, est:2h, est:1h30min or est:2d.`
        : undefined;
    case "project":
      if (!NAME_PATTERN.test(value)) return `in:${value} names no project.`;
      return known.projects?.includes(value) === false ? `There is no project ${value}.` : undefined;
    case "priority":
    case "parent":
    case "after":
      return undefined;
  }
}

function isIdentity(value: string): value is IdentityPath {
  return value.length <= 120 && value.split("/").every((part) => NAME_PATTERN.test(part));
}

function problemsOfTitle(title: string): string[] {
  if (title === "") return ["A title is missing."];
  if (title.length > MAX_TITLE) return [`A title has at most ${MAX_TITLE} characters.`];
  return CONTROL.test(title) || !title.isWellFormed() ? ["A title is one line without control characters."] : [];
}

function fieldsOf(tokens: readonly QuickToken[], now: number): Omit<QuickItem, "title"> {
  const all = (kind: QuickKind) =>
    tokens.filter((token) => token.kind === kind && token.problem === undefined).map((token) => token.value);
  const last = (kind: QuickKind) => all(kind).at(-1);
  const priority = last("priority");
  const labels = [...new Set(all("label"))];
  const after = [...new Set(all("after"))];
  const assignee = last("assignee");
  const type = last("type");
  const parent = last("parent");
  const project = last("project");
  const dueAt = readTime(last("due") ?? "", now, { endOfDay: true });
  const estimateMinutes = readEstimate(last("estimate") ?? "");
  return {
    ...(priority === undefined ? {} : { priority: Number(priority) }),
    ...(labels.length === 0 ? {} : { labels }),
    ...(assignee !== undefined && isIdentity(assignee) ? { assignee } : {}),
    ...(type === undefined ? {} : { type }),
    ...(parent === undefined ? {} : { parent }),
    ...(after.length === 0 ? {} : { after }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(estimateMinutes === undefined ? {} : { estimateMinutes }),
    ...(project === undefined ? {} : { project }),
  };
}
