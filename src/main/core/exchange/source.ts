import type { ExchangeFormat, Forge, ImportProblem } from "../../../shared/contract/exchange.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { Pace } from "./pace.ts";

/** What an item says elsewhere, in our words. A field that is absent is not stated there. */
export type StatedFields = Partial<Omit<WorkItem, "id" | "parent" | "links" | "version">>;

export interface SourceComment {
  /** Tells it from the item's other comments, also when the source is read again. */
  readonly key: string;
  readonly author: IdentityPath;
  readonly createdAt: number;
  readonly editedAt?: number;
  readonly text: string;
}

export interface SourceLink {
  readonly kind: string;
  /** Key of an item of the source, or an id. */
  readonly to: string;
  readonly mode?: "all-children" | "any-children";
}

/** An item as its source has it, cleaned so far that each field is valid for itself. */
export interface SourceItem {
  /** From 1; of a forge the number. */
  readonly line: number;
  /** Its name in the source. */
  readonly key: string;
  /** The id that it has, or would like to have. */
  readonly id?: string;
  /** Which version of our item it was written from. */
  readonly version?: number;
  readonly title: string;
  readonly fields: StatedFields;
  /** Key or id. */
  readonly parent?: string;
  readonly links?: readonly SourceLink[];
  readonly comments: readonly SourceComment[];
  /** `links` has all that it waits for, and says nothing of other links. */
  readonly onlyBlocks?: true;
  /** Says of its status only whether it is closed. */
  readonly onlyOpenOrClosed?: true;
  /** Gone there: nothing is to be made of it. */
  readonly isDeleted?: true;
}

/** A source that was read: `source` names it for the next time, within its format. */
export interface ReadSource {
  readonly format: ExchangeFormat | Forge;
  readonly source: string;
  readonly items: readonly SourceItem[];
}

/** What a reader of a format gets and tells. */
export interface Reading {
  /** In order; cut anywhere, also within a line. */
  readonly pieces: readonly string[];
  readonly name: string;
  readonly notes: Notes;
  readonly pace: Pace;
  readonly now: number;
  /** Who imports: the author of what has none. */
  readonly by: IdentityPath;
}

/** Collects what a report says. */
export interface Notes {
  problem(problem: ImportProblem): void;
  /** Something that has no meaning here, and where it is kept; counted. */
  unknown(what: string, kept: string): void;
}

/** Tells a problem of one line. */
export type Tell = (kind: ImportProblem["kind"], message: string) => void;

export function tellOf(notes: Notes, line: number): Tell {
  return (kind, message) => {
    notes.problem({ kind, line, message });
  };
}

/** Lines of a text that comes in pieces, without their breaks (`\n`, `\r\n`). A byte order mark is left out. */
export function* linesOf(pieces: readonly string[]): Generator<string> {
  let rest = "";
  let isFirst = true;
  for (const piece of pieces) {
    const text = isFirst ? piece.replace(/^\uFEFF/, "") : piece;
    isFirst &&= piece === "";
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      const line = rest + text.slice(from, at);
      rest = "";
      from = at + 1;
      yield line.endsWith("\r") ? line.slice(0, -1) : line;
    }
    rest += text.slice(from);
  }
  if (rest !== "") yield rest;
}
