import { isUtf8 } from "node:buffer";
import { linesOf } from "../journal-files.ts";
import type { Report } from "./report.ts";

/** What Drover writes stays far below: texts end at 256 thousand characters. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** The lines of a file that can be read as text, with their numbers from 1. */
export function* checkLines(
  place: string,
  content: Buffer,
  report: Report,
): Generator<{ readonly text: string; readonly number: number; readonly place: string }> {
  let number = 0;
  for (const bytes of linesOf(content)) {
    number += 1;
    const at = `${place}:${number}`;
    if (bytes.length > MAX_LINE_BYTES) report.add("L10", at, `The line has ${bytes.length} bytes.`);
    else if (!isUtf8(bytes)) report.add("L10", at, "The line is not UTF-8.");
    else if (CONFLICT.test(bytes.toString("latin1", 0, 8))) {
      report.add("L10", at, "The line is a conflict marker, left by a merge in a work tree.");
    } else yield { text: bytes.toString("utf8"), number, place: at };
  }
  if (content.length > 0 && content.at(-1) !== 0x0a) {
    report.add("L10", `${place}:${number}`, "The last line has no end.");
  }
}

const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})/;
