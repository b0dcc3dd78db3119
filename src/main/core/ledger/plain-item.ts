import { NAME_PATTERN } from "../../../shared/model/identity.ts";
import {
  ITEM_ID_PATTERN,
  ITEM_OUTCOMES,
  ITEM_STATUSES,
  MAX_TEXT_CHARS,
  MAX_TITLE_CHARS,
} from "../../../shared/model/item-words.ts";
import {
  BODY_CONTROLS,
  LABEL_PATTERN,
  TITLE_CONTROLS,
  VOCABULARY_PATTERN,
  type WorkItem,
} from "../../../shared/model/work-item.ts";

type Check = (value: unknown) => boolean;

/**
 * Whether the schema of items would take it as it stands: a quick look that is right about nearly all items, and leaves it to the
 * schema to judge what has fields that are rare, or is wrong. A ledger has a hundred thousand of them, and every change makes one.
 */
export function isPlainItem(value: unknown): value is WorkItem {
  if (!isFields(value)) return false;
  for (const [field, check] of NEEDED) if (!check(value[field])) return false;
  for (const field in value) {
    const check = OPTIONAL.get(field);
    if (check !== undefined && value[field] !== undefined && !check(value[field])) return false;
  }
  return true;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Words that come again and again are looked at once; those that do not are forgotten. */
function recurring(isGood: (text: string) => boolean): Check {
  const known = new Set<string>();
  return (value) => {
    if (typeof value !== "string") return false;
    if (known.has(value)) return true;
    if (!isGood(value)) return false;
    if (known.size >= REMEMBERED) known.clear();
    known.add(value);
    return true;
  };
}

const REMEMBERED = 1_000;

const isWord = recurring((text) => VOCABULARY_PATTERN.test(text));
const isLabel = recurring((text) => LABEL_PATTERN.test(text));
const isIdentity = recurring((text) => text.length <= 120 && text.split("/").every((part) => NAME_PATTERN.test(part)));
const isText: Check = (value) => typeof value === "string";
const isBody: Check = (value) =>
  typeof value === "string" && value.length <= MAX_TEXT_CHARS && value.isWellFormed() && !BODY_CONTROLS.test(value);
const isTime: Check = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
/** Rare enough to leave it to the schema. */
const isRare: Check = () => false;
const oneOf = (words: readonly string[]): Check => {
  const known = new Set<unknown>(words);
  return (value) => known.has(value);
};

function isTitle(value: unknown): boolean {
  if (typeof value !== "string" || value.length > MAX_TITLE_CHARS || value.trim() === "") return false;
  return value.isWellFormed() && !TITLE_CONTROLS.test(value);
}

/** The schema takes other fields off a link, so that one with more is not taken as it stands. */
function isLink(value: unknown): boolean {
  if (!isFields(value) || !isWord(value["kind"])) return false;
  const { to } = value;
  if (typeof to !== "string" || to === "" || to.length > 200) return false;
  for (const field in value) if (field !== "kind" && field !== "to") return false;
  return true;
}

const NEEDED: readonly (readonly [field: string, check: Check])[] = [
  ["id", (value) => typeof value === "string" && ITEM_ID_PATTERN.test(value)],
  ["title", isTitle],
  ["description", isBody],
  ["type", isWord],
  ["status", oneOf(ITEM_STATUSES)],
  ["priority", (value) => isTime(value) && Number(value) <= 4],
  ["labels", (value) => Array.isArray(value) && value.every(isLabel)],
  ["acceptance", isBody],
  ["notes", isBody],
  ["links", (value) => Array.isArray(value) && value.every(isLink)],
  ["createdBy", isIdentity],
  ["createdAt", isTime],
  ["updatedBy", isIdentity],
  ["updatedAt", isTime],
  ["version", (value) => isTime(value) && value !== 0],
];

/** Fields that are not named here nor above are none of the schema's. */
const OPTIONAL: ReadonlyMap<string, Check> = new Map([
  ["customStatus", isWord],
  ["assignee", isIdentity],
  ["parent", isText],
  ["design", isBody],
  ["estimateMinutes", isRare],
  ["externalRef", isRare],
  ["dueAt", isTime],
  ["gate", isRare],
  ["metadata", isRare],
  ["deferredUntil", isTime],
  ["closedAt", isTime],
  ["closedReason", isText],
  ["outcome", oneOf(ITEM_OUTCOMES)],
  ["landedCommit", isText],
  ["compacted", isRare],
]);
