import { isUtf8 } from "node:buffer";
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
  if (text === "-" || file === "-") {
    const read = io.readAll();
    // What stands where bytes made no character.
    return read.includes("\uFFFD") ? notText("What came on standard input") : ok(stripLastBreak(read));
  }
  if (file === undefined) return ok(text);
  try {
    const bytes = readFileSync(resolve(io.cwd, file));
    return isUtf8(bytes) ? ok(stripLastBreak(bytes.toString("utf8"))) : notText(file);
  } catch (error) {
    return fail("usage", `--${option}-file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A file's text to the last byte, for what is no message of anybody's. */
export function fileText(io: Io, option: string, file: string): Result<string, Failure<"usage">> {
  try {
    const bytes = readFileSync(resolve(io.cwd, file));
    return isUtf8(bytes) ? ok(bytes.toString("utf8")) : notText(file);
  } catch (error) {
    return fail(
      "usage",
      `--${option}: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function notText(what: string): Result<never, Failure<"usage">> {
  return fail("usage", `${what} is not text in UTF-8.`, { remedy: "Convert it, e.g. with iconv -t utf-8." });
}

/** Editors and pipes end a text with a line break that nobody wrote. */
function stripLastBreak(text: string): string {
  return text.replace(/\r?\n$/, "");
}
