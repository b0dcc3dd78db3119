import type { ConflictFile } from "../../../shared/model/submission.ts";
import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";
import type { FileDraft, FileDrafts } from "./file-draft.ts";
import type { Choice } from "./three-way.ts";

/** What each side has of a file, by its path: choices hold for the texts they were made on alone. */
export type FileSides = ReadonlyMap<string, string>;

/** Choices that were begun, kept over reloads, and over landings that leave the file alone. */
export interface DraftStorage {
  read(submission: string, sides: FileSides): FileDrafts;
  /** Without drafts it forgets. */
  keep(submission: string, sides: FileSides, drafts: FileDrafts): void;
}

const KEY = "drover.conflict.";
/** Characters; the browser keeps a few millions for all of the page. */
const MOST = 400_000;

export function sidesOf(files: readonly ConflictFile[]): FileSides {
  return new Map(files.map(({ path, base, ours, theirs }) => [path, [base, ours, theirs].join(" ")]));
}

export function draftStorage(storage: KeyValueStorage): DraftStorage {
  return {
    read(submission, sides) {
      const value = parseJson(storage.get(KEY + submission));
      if (!isRecord(value)) return {};
      return Object.fromEntries(
        Object.entries(value).flatMap(([path, kept]) =>
          isRecord(kept) && kept["sides"] === sides.get(path) && isDraft(kept["draft"]) ? [[path, kept["draft"]]] : [],
        ),
      );
    },
    keep(submission, sides, drafts) {
      const kept = Object.entries(drafts).map(([path, draft]) => [path, { sides: sides.get(path), draft }]);
      const text = JSON.stringify(Object.fromEntries(kept));
      // What is too long lasts as long as the pane.
      if (kept.length === 0 || text.length > MOST) storage.remove(KEY + submission);
      else storage.set(KEY + submission, text);
    },
  };
}

function isDraft(value: unknown): value is FileDraft {
  if (!isRecord(value)) return false;
  switch (value["kind"]) {
    case "side":
      return value["take"] === "ours" || value["take"] === "theirs" || value["take"] === "delete";
    case "text":
      return typeof value["text"] === "string";
    case "hunks":
      return (
        Array.isArray(value["choices"]) &&
        value["choices"].every((pair) => Array.isArray(pair) && typeof pair[0] === "number" && isChoice(pair[1]))
      );
    default:
      return false;
  }
}

const WORDS: ReadonlySet<unknown> = new Set(["ours", "theirs", "ours-theirs", "theirs-ours", "base"]);

function isChoice(value: unknown): value is Choice {
  return WORDS.has(value) || (isRecord(value) && typeof value["text"] === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
