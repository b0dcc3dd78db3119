import { type IdentityPath, NAME_PATTERN } from "../../../shared/model/identity.ts";
import { ITEM_STATUSES, type ItemStatus, MAX_TEXT_CHARS, MAX_TITLE_CHARS } from "../../../shared/model/item-words.ts";
import { label, wordOfVocabulary } from "../../../shared/model/work-item.ts";
import type { Tell } from "./source.ts";

/** What bytes that are not UTF-8 were read as. */
const REPLACEMENT = "\uFFFD";
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const CONTROL_IN_TITLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const CONTROL_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]+/g;
const MAX_LABELS = 50;

export interface CleanTitle {
  readonly title: string;
  /** The whole of a title that was too long. */
  readonly whole?: string;
}

/** One line that fits; undefined for one that says nothing. What is cut off is given back, to stand in the description. */
export function cleanTitle(given: string, tell: Tell): CleanTitle | undefined {
  const formed = wellFormed(given, "title", tell);
  const line = formed.replace(CONTROL_IN_TITLE, " ").trim();
  if (line === "") return undefined;
  if (line !== formed.trim()) tell("changed", "Line breaks and control characters in the title became spaces.");
  if (line.length <= MAX_TITLE_CHARS) return { title: line };
  tell(
    "changed",
    `The title has ${line.length} characters and was cut to ${MAX_TITLE_CHARS}; the whole of it stands in the description.`,
  );
  return {
    title: `${line
      .slice(0, MAX_TITLE_CHARS - 1)
      .toWellFormed()
      .replace(/\uFFFD$/, "")}…`,
    whole: formed,
  };
}

/** Text that fits, its line breaks as ours. `field` is its name in what is told. */
export function cleanText(given: string, field: string, tell: Tell): string {
  const formed = wellFormed(given, field, tell).replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const text = formed.replace(CONTROL_IN_TEXT, "");
  if (text.length !== formed.length) tell("changed", `Control characters were taken out of the ${field}.`);
  if (text.length <= MAX_TEXT_CHARS) return text;
  tell("changed", `The ${field} has ${text.length} characters and was cut to ${MAX_TEXT_CHARS}.`);
  return `${text
    .slice(0, MAX_TEXT_CHARS - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "")}…`;
}

function wellFormed(text: string, field: string, tell: Tell): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  if (formed.includes(REPLACEMENT)) {
    tell("changed", `The ${field} had bytes that are not UTF-8; they became ${REPLACEMENT}.`);
  }
  return formed;
}

/** Labels that are words; of others what is a word in them. */
export function cleanLabels(given: readonly string[], tell: Tell): string[] {
  const labels = new Set<string>();
  for (const one of given) {
    const word = label.safeParse(one).success ? one : toLabel(one);
    if (word === undefined) {
      if (one.trim() !== "") tell("changed", `The label ${quote(one)} has nothing in it that a label may have.`);
      continue;
    }
    if (word !== one) tell("changed", `The label ${quote(one)} became ${quote(word)}.`);
    labels.add(word);
  }
  if (labels.size > MAX_LABELS) tell("changed", `Of ${labels.size} labels the first ${MAX_LABELS} were taken.`);
  return [...labels].slice(0, MAX_LABELS);
}

function toLabel(given: string): string | undefined {
  const word = given
    .trim()
    .replace(/[^\p{L}\p{N}._:/-]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+|-+$/gu, "")
    .slice(0, 63);
  return label.safeParse(word).success ? word : undefined;
}

/** `In_Progress` → `in-progress`; undefined for what is no word. */
export function toWord(given: string): string | undefined {
  const word = given
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  return wordOfVocabulary.safeParse(word).success ? word : undefined;
}

/** Names that other tools have for our statuses. */
const STATUS_NAMES: Readonly<Record<string, ItemStatus>> = {
  "to-do": "open",
  todo: "open",
  new: "open",
  backlog: "open",
  ready: "open",
  reopened: "open",
  started: "in-progress",
  doing: "in-progress",
  wip: "in-progress",
  hooked: "in-progress",
  "on-hold": "deferred",
  later: "deferred",
  pinned: "deferred",
  review: "in-review",
  done: "closed",
  resolved: "closed",
  completed: "closed",
  complete: "closed",
  cancelled: "closed",
  canceled: "closed",
  wontfix: "closed",
};

export interface CleanStatus {
  readonly status: ItemStatus;
  /** The word it had, where it says more than the status it stands for. */
  readonly customStatus?: string;
  /** Nobody knows the word. */
  readonly isGuess: boolean;
}

/** A status of any tool. What nobody knows is blocked, since nothing should be begun on a guess; undefined for no word. */
export function toStatus(given: string): CleanStatus | undefined {
  const word = toWord(given);
  if (word === undefined) return undefined;
  if ((ITEM_STATUSES as readonly string[]).includes(word)) return { status: word as ItemStatus, isGuess: false };
  const known = STATUS_NAMES[word];
  if (known === undefined) return { status: "blocked", customStatus: word, isGuess: true };
  return word === "hooked" || word === "pinned"
    ? { status: known, customStatus: word, isGuess: false }
    : { status: known, isGuess: false };
}

/** Words in a reason that tell a failure, as beads reads them. */
const FAILURE = /fail|reject|wont[ -]?fix|won't fix|cancel|abandon|block|error|time[ -]?out|abort|not[ _-]planned/i;

export function isFailure(reason: string | undefined): boolean {
  return reason !== undefined && FAILURE.test(reason);
}

/** A person or agent elsewhere as a path of ours: `Ada Lovelace <ada@x.org>` → `ada-lovelace`; undefined where nothing of it can be a name. */
export function toIdentity(given: string): IdentityPath | undefined {
  const name = given.replace(/\s*<[^>]*>\s*$/, "");
  const parts = (name === "" ? given : name)
    .toLowerCase()
    .normalize("NFKD")
    .split("/")
    .map((part) =>
      part
        .replace(/[\u0300-\u036f]+/g, "")
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, 40)
        .replace(/^-+|-+$/g, ""),
    )
    .filter((part) => part !== "");
  const path = parts.join("/");
  return isIdentity(path) ? path : undefined;
}

export function isIdentity(value: string): value is IdentityPath {
  return value.length <= 120 && value.split("/").every((part) => NAME_PATTERN.test(part));
}

/** Milliseconds since 1970 of a number of those or an ISO time; undefined for anything else, and for what lies before. */
export function toTime(given: unknown): number | undefined {
  const at = typeof given === "string" ? Date.parse(given) : given;
  if (typeof at !== "number" || !Number.isSafeInteger(Math.trunc(at)) || at < 0) return undefined;
  return Math.trunc(at);
}

/** 0 to 4, from a number or from `P1`, `high`, …; undefined for anything else. */
export function toPriority(given: unknown): number | undefined {
  if (typeof given === "number") return Number.isInteger(given) && given >= 0 && given <= 4 ? given : undefined;
  if (typeof given !== "string") return undefined;
  const word = given.trim().toLowerCase();
  const digit = /^(?:p|priority[ -]?)?([0-4])$/.exec(word)?.[1];
  return digit === undefined ? PRIORITY_NAMES[word] : Number(digit);
}

const PRIORITY_NAMES: Readonly<Record<string, number>> = {
  critical: 0,
  urgent: 0,
  blocker: 0,
  highest: 0,
  high: 1,
  major: 1,
  medium: 2,
  normal: 2,
  low: 3,
  minor: 3,
  lowest: 4,
  trivial: 4,
};

export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
