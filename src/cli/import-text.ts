import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { TextDecoder } from "node:util";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import type { CommandContext } from "./command.ts";

/** UTF-16 units of one piece; the contract takes four times as many in a call. */
const PIECE_CHARS = 1024 * 1024;

/** Hands a file or a long text over to the core piece by piece, so that none of it stands in memory twice. Answers the upload's id. */
export async function upload(context: CommandContext, pieces: Iterable<string>): Promise<Result<string>> {
  let id: string | undefined;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length || id === undefined; at += PIECE_CHARS) {
      const text: string = piece.slice(at, at + PIECE_CHARS);
      const done: Awaited<ReturnType<typeof context.call<"ledger.import.upload">>> = await context.call(
        "ledger.import.upload",
        { text, upload: id },
      );
      if (!done.ok) return done;
      id = done.value.upload;
    }
  }
  return id === undefined ? upload(context, [""]) : ok(id);
}

/** A file's text, as UTF-8 or by its mark UTF-16, which Excel writes. Bytes that are neither become U+FFFD, which the import tells. */
export function readPieces(file: string): Result<Iterable<string>, Failure<"usage">> {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (error) {
    return fail("usage", `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!fstatSync(handle).isDirectory()) return ok(decode(handle));
  closeSync(handle);
  return fail("usage", `${file} is a folder.`, { remedy: "Name a file; for beads' own folder give --beads too." });
}

function* decode(handle: number): Generator<string> {
  try {
    const buffer = Buffer.alloc(PIECE_CHARS);
    let decoder: TextDecoder | undefined;
    for (;;) {
      const count = readSync(handle, buffer);
      if (count === 0) break;
      const bytes = buffer.subarray(0, count);
      decoder ??= new TextDecoder(encodingOf(bytes));
      yield decoder.decode(bytes, { stream: true });
    }
    const rest = decoder?.decode() ?? "";
    if (rest !== "") yield rest;
  } finally {
    closeSync(handle);
  }
}

function encodingOf(head: Buffer): string {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
