import type { ConflictFile } from "../../../../shared/model/submission.ts";

/** How the two sides of a file do not go together, for people and agents. */
const KINDS: Readonly<Record<ConflictFile["kind"], string>> = {
  content: "both changed the same lines",
  "add-add": "both added it",
  "modify-delete": "one side changed it, the other deleted it",
  rename: "renamed differently",
  binary: "binary, changed by both",
  mode: "its mode was changed by both",
  submodule: "a submodule, moved by both",
  "file-directory": "a file on one side, a folder on the other",
  case: "names that differ only in case",
};

/** Files told one by one; of more the number. */
const FILES_TOLD = 12;

export function fileLines(files: readonly ConflictFile[]): readonly string[] {
  const lines = files.slice(0, FILES_TOLD).map(({ path, kind }) => `- ${path}: ${KINDS[kind]}`);
  return files.length > FILES_TOLD ? [...lines, `- and ${files.length - FILES_TOLD} more`] : lines;
}

/** Why a submission cannot go on; the first line stands alone. */
export function conflictReason(files: readonly ConflictFile[], before: readonly string[] = []): string {
  const named = files.slice(0, FILES_TOLD).map(({ path }) => path);
  const more = files.length > named.length ? ` and ${files.length - named.length} more` : "";
  const first = `It conflicts with what has landed since, in ${named.join(", ")}${more}.`;
  return [first, ...before, "", ...fileLines(files)].join("\n");
}
