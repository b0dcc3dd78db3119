import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import type { Io } from "./io.ts";

/** Text given in place (`-` means standard input) or in a file; undefined where neither was given. */
export function longText(
  io: Io,
  {
    option,
    text,
    file,
  }: { readonly option: string; readonly text: string | undefined; readonly file?: string | undefined },
): Result<string | undefined, Failure<"usage">> {
  if (text !== undefined && file !== undefined) {
    return fail("usage", `Give --${option} or --${option}-file, not both.`);
  }
  if (text === "-" || file === "-") return ok(stripLastBreak(io.readAll()));
  if (file === undefined) return ok(text);
  try {
    return ok(stripLastBreak(readFileSync(resolve(io.cwd, file), "utf8")));
  } catch (error) {
    return fail("usage", `--${option}-file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Editors and pipes end a text with a line break that nobody wrote. */
function stripLastBreak(text: string): string {
  return text.replace(/\r?\n$/, "");
}
