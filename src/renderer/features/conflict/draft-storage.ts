import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";
import type { FileDraft, FileDrafts } from "./file-draft.ts";
import type { Choice } from "./three-way.ts";

/** Choices that were begun, kept over reloads. They hold for the two sides they were made on alone. */
export interface DraftStorage {
  read(submission: string, sides: string): FileDrafts;
  /** Without drafts it forgets. */
  keep(submission: string, sides: string, drafts: FileDrafts): void;
}

const KEY = "drover.conflict.";
/** Characters; the browser keeps a few millions for all of the page. */
const MOST = 400_000;

export function draftStorage(storage: KeyValueStorage): DraftStorage {
  return {
    read(submission, sides) {
      const value = parseJson(storage.get(KEY + submission));
      if (!isRecord(value) || value["sides"] !== sides || !isRecord(value["drafts"])) return {};
      return Object.fromEntries(
        Object.entries(value["drafts"]).flatMap(([path, draft]) => (isDraft(draft) ? [[path, draft]] : [])),
      );
    },
    keep(submission, sides, drafts) {
      const text = JSON.stringify({ sides, drafts });
      // What is too long lasts as long as the pane.
      if (Object.keys(drafts).length === 0 || text.length > MOST) storage.remove(KEY + submission);
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
