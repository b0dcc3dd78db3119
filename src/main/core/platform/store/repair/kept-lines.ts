import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { LedgerName } from "../../../../../shared/model/event.ts";
import type { RecordKind } from "../record-store.ts";
import type { ShardLine } from "../shard-line.ts";
import { readLine } from "./read-lines.ts";

/** A line in quarantine that is a good record. */
export interface KeptLine {
  readonly kind: string;
  readonly line: ShardLine;
  /** Where it is kept. */
  readonly file: string;
}

const keptSchema = z.object({ file: z.string(), raw: z.string() });
const PLACE = /^(.+) ledger, records\/([^/]+)\//;

/** Lines set aside from one ledger's records that are valid now, e.g. since this version knows more. */
export async function readKeptLines(
  dir: string,
  ledger: LedgerName,
  kinds: ReadonlyMap<string, RecordKind<unknown>>,
): Promise<readonly KeptLine[]> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => name.endsWith(".json")).toSorted();
  const found = new Map<string, KeptLine>();
  for (const name of names) {
    const file = path.join(dir, name);
    const parsed = keptSchema.safeParse(await readJson(file));
    const [, of, kind = ""] = PLACE.exec(parsed.data?.file ?? "") ?? [];
    const declared = kinds.get(kind);
    if (parsed.data === undefined || of !== ledger || declared === undefined) continue;
    const line = readLine(Buffer.from(parsed.data.raw), declared, "");
    if (!("reason" in line)) found.set(`${kind}\0${line.id}`, { kind, line, file });
  }
  return [...found.values()];
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    // Somebody else's file, or half a one: it is no line of ours.
    return undefined;
  }
}
