import type { InputOf, OutputOf } from "../../../shared/contract/contract.ts";
import type { ConflictFile } from "../../../shared/model/submission.ts";
import { type Choice, type Choices, type Hunk, hasMarks, mergedText, threeWay, undecided } from "./three-way.ts";

export type ConflictAnswer = OutputOf<"mq.conflict">;
export type ConflictTexts = NonNullable<ConflictAnswer["texts"]>;
export type FileResolution = InputOf<"mq.resolve">["files"][number];

/**
 * What was chosen for one file so far.
 * side — one of them as it is, or none: the file goes; hunks — conflict by conflict; text — all of it by hand.
 */
export type FileDraft =
  | { readonly kind: "side"; readonly take: "ours" | "theirs" | "delete" }
  | { readonly kind: "hunks"; readonly choices: readonly (readonly [hunk: number, choice: Choice])[] }
  | { readonly kind: "text"; readonly text: string };

export type FileDrafts = Readonly<Record<string, FileDraft>>;

/** Whether the sides can be put together line by line: all are text that came whole. */
export function isMergeable(file: ConflictFile, { base, ours, theirs }: ConflictTexts): boolean {
  if (file.kind === "submodule" || file.kind === "binary" || file.kind === "file-directory") return false;
  const sides = [ours, theirs, ...(base.exists ? [base] : [])];
  return sides.every((side) => side.exists && !side.isBinary && !side.isTruncated && side.text !== undefined);
}

/** The hunks of a file whose sides can be put together. */
export function hunksOf({ base, ours, theirs }: ConflictTexts): readonly Hunk[] {
  return threeWay(base.text ?? "", ours.text ?? "", theirs.text ?? "");
}

export function choicesOf(draft: FileDraft | undefined): Choices {
  return new Map(draft?.kind === "hunks" ? draft.choices : []);
}

/** With one more conflict decided; a text of the whole is given up for it. */
export function withChoice(draft: FileDraft | undefined, hunk: number, choice: Choice | undefined): FileDraft {
  const choices = new Map(choicesOf(draft));
  if (choice === undefined) choices.delete(hunk);
  else choices.set(hunk, choice);
  return { kind: "hunks", choices: [...choices] };
}

/** What the verb takes for a file; undefined while something of it is undecided. `hunks` where its sides are mergeable. */
export function resolutionOf(
  path: string,
  draft: FileDraft | undefined,
  hunks: readonly Hunk[] | undefined,
): FileResolution | undefined {
  if (draft?.kind === "side") return { path, take: draft.take };
  if (draft?.kind === "text") return hasMarks(draft.text) ? undefined : { path, take: { text: draft.text } };
  if (hunks === undefined) return undefined;
  const choices = choicesOf(draft);
  return undecided(hunks, choices).length > 0 ? undefined : { path, take: { text: mergedText(hunks, choices) } };
}

/** How one file stands, in a few words. */
export function draftWords(draft: FileDraft | undefined, resolution: FileResolution | undefined): string {
  if (draft?.kind === "side") {
    return { ours: "as it landed", theirs: "as submitted", delete: "is deleted" }[draft.take];
  }
  if (draft?.kind === "text") return resolution === undefined ? "still has marks" : "edited";
  return resolution === undefined ? "undecided" : "decided";
}
