import { MAX_IMPORT_CHARS } from "../../../shared/contract/exchange.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import { shortId } from "../base/short-id.ts";

/** Time after the last piece in which an upload is waited for; then its memory is given back. */
const KEPT_MS = 10 * 60_000;

/** Texts that come in pieces, in memory, until they are imported or forgotten. */
export interface Uploads extends Disposable {
  add(
    id: string | undefined,
    text: string,
  ): Result<{ readonly upload: string; readonly chars: number }, Failure<"upload-not-found" | "upload-too-large">>;
  get(id: string): Result<readonly string[], Failure<"upload-not-found">>;
  drop(id: string): void;
}

interface Upload {
  readonly pieces: string[];
  chars: number;
  timer: Disposable;
}

export function createUploads(clock: Clock): Uploads {
  const uploads = new Map<string, Upload>();

  function drop(id: string): void {
    uploads.get(id)?.timer[Symbol.dispose]();
    uploads.delete(id);
  }
  const expire = (id: string) => clock.after(KEPT_MS, () => uploads.delete(id));

  return {
    add(given, text) {
      const id = given ?? shortId("upload", (taken) => uploads.has(taken), 10);
      const known = uploads.get(id);
      if (given !== undefined && known === undefined) return notFound(given);
      const held = [...uploads.values()].reduce((sum, one) => sum + one.chars, 0);
      if (held + text.length > MAX_IMPORT_CHARS) {
        drop(id);
        return fail("upload-too-large", `A text to import has at most ${MAX_IMPORT_CHARS} characters.`, {
          remedy: "Import it in parts; what depends on an earlier part finds it.",
        });
      }
      const upload = known ?? { pieces: [], chars: 0, timer: expire(id) };
      upload.pieces.push(text);
      upload.chars += text.length;
      upload.timer[Symbol.dispose]();
      upload.timer = expire(id);
      uploads.set(id, upload);
      return ok({ upload: id, chars: upload.chars });
    },
    get(id) {
      const known = uploads.get(id);
      return known === undefined ? notFound(id) : ok(known.pieces);
    },
    drop,
    [Symbol.dispose]() {
      for (const id of uploads.keys()) drop(id);
    },
  };
}

function notFound(id: string): Result<never, Failure<"upload-not-found">> {
  return fail("upload-not-found", `There is no upload ${JSON.stringify(id)}; one is kept for ten minutes.`, {
    remedy: "Hand the text over again.",
  });
}
