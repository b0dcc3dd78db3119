import { hash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Quarantined, StoreNotice } from "./record-store.ts";

export interface DamagedLine {
  /** Where it stood, for people: a path, or a path within a commit. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
  readonly bytes: Uint8Array;
}

/**
 * Keeps damaged lines as files, one each, named by their content: `{file, line, reason, raw}`, or `rawBase64` for bytes that
 * are not UTF-8. The same line from the same place is kept and told once, however often it is met.
 */
export interface Quarantine {
  /** Undefined when it was there already, and when it could not be kept (which the notice then says). */
  keep(line: DamagedLine): Quarantined | undefined;
}

export function createQuarantine(deps: {
  readonly dir: string;
  readonly notice: (notice: StoreNotice) => void;
}): Quarantine {
  return {
    keep({ file, line, reason, bytes }) {
      const name = hash("sha256", Buffer.concat([Buffer.from(`${file}\0${line}\0`), bytes])).slice(0, 24);
      const keptAt = path.join(deps.dir, `${name}.json`);
      const raw = isUtf8(bytes)
        ? { raw: Buffer.from(bytes).toString("utf8") }
        : { rawBase64: Buffer.from(bytes).toString("base64") };
      try {
        mkdirSync(deps.dir, { recursive: true });
        writeFileSync(keptAt, `${JSON.stringify({ file, line, reason, ...raw })}\n`, { flag: "wx" });
      } catch (error) {
        if (codeOf(error) === "EEXIST") return undefined;
        deps.notice({
          code: "line-quarantined",
          message: `Line ${line} of ${file} is damaged (${reason}) and could not be copied to ${keptAt}: ${String(error)}`,
          details: { file, line, reason },
        });
        return undefined;
      }
      deps.notice({
        code: "line-quarantined",
        message: `Line ${line} of ${file} is damaged (${reason}). It was left out and is kept in ${keptAt}.`,
        details: { file, line, reason, keptAt },
      });
      return { file, line, reason, keptAt };
    },
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
