import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";

export interface EditorPlace {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The program and its arguments out of a template such as `code -g {file}:{line}`. Words are parted at blanks, quotes keep
 * them together, and nothing else means anything: no shell sees it, and what is put in stays within its word.
 */
export function editorCommand(template: string, place: EditorPlace): Result<readonly string[], Failure<"no-editor">> {
  const words = [...template.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/["']/g, ""));
  const [program] = words;
  if (program === undefined || program === "") {
    return fail("no-editor", "No editor is set.", {
      remedy: "Set one in the settings, such as: code -g {file}:{line}",
    });
  }
  const filled = words.map((word) =>
    word.replaceAll(/\{(file|line|column)\}/g, (_all, name: string) =>
      name === "file" ? place.file : String(name === "line" ? place.line : place.column),
    ),
  );
  return ok(words.some((word) => word.includes("{file}")) ? filled : [...filled, place.file]);
}
