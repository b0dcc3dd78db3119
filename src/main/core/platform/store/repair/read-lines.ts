import { isUtf8 } from "node:buffer";
import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import type { Repository } from "../git-access.ts";
import type { ShardFile } from "../fsck/check-files.ts";
import { readObjects } from "../fsck/read-objects.ts";
import { createReport } from "../fsck/report.ts";
import { linesOf } from "../journal-files.ts";
import type { LedgerMeta } from "../ledger-meta.ts";
import { joinStates } from "../merge/join-states.ts";
import { compileRules } from "../merge/merge-rules.ts";
import { isAlive } from "../merge/record-state.ts";
import type { DamagedLine } from "../quarantine.ts";
import type { RecordKind } from "../record-store.ts";
import { type ShardLine, decodeShardLine } from "../shard-line.ts";

/** All that can be read of a branch's records, and what cannot. */
export interface ReadLines {
  /** By kind and id; of an id that stands twice, what both make together. */
  readonly lines: Map<string, Map<string, ShardLine>>;
  /** Contents of the shard files, by path; undefined for one that cannot be read. */
  readonly contents: Map<string, string | undefined>;
  readonly damaged: (DamagedLine & { readonly kind: string })[];
}

export interface ReadLinesDeps {
  readonly repository: Repository;
  readonly ledger: string;
  readonly tip: string;
  readonly kinds: ReadonlyMap<string, RecordKind<unknown>>;
}

export async function readLines(
  deps: ReadLinesDeps,
  shards: readonly ShardFile[],
  numbering: LedgerMeta["numbering"],
): Promise<ReadLines> {
  const read: ReadLines = { lines: new Map(), contents: new Map(), damaged: [] };
  const kindOf = new Map(shards.map(({ file, kind }) => [file, kind]));
  for (const { file, kind } of shards) {
    read.contents.set(file.path, undefined);
    read.lines.set(kind, read.lines.get(kind) ?? new Map<string, ShardLine>());
  }
  // What cannot be read at all is said by the check; here only what is there counts.
  const unread = createReport(deps.ledger);
  for await (const { file, content } of readObjects(deps.repository, [...kindOf.keys()], unread)) {
    const kind = kindOf.get(file) ?? "";
    // Invalid bytes are seen line by line below.
    read.contents.set(file.path, content.toString("utf8"));
    let number = 0;
    for (const bytes of linesOf(content)) {
      number += 1;
      const line = readLine(bytes, deps.kinds.get(kind), numbering[kind] ?? "");
      if ("reason" in line) {
        const place = `${deps.ledger} ledger, ${file.path} of ${deps.tip}`;
        read.damaged.push({ file: place, line: number, reason: line.reason, bytes, kind });
      } else addLine(read.lines, { kind, line, rules: compileRules(deps.kinds.get(kind)?.merge) });
    }
    await nextTurn();
  }
  return read;
}

/** A line as a record of its kind, or why it is none. Kinds that nobody declared are not looked into. */
export function readLine(
  bytes: Buffer,
  kind: RecordKind<unknown> | undefined,
  numbering: string,
): ShardLine | { readonly reason: string } {
  if (!isUtf8(bytes)) return { reason: "not UTF-8" };
  const line = decodeShardLine(bytes.toString("utf8"), numbering);
  if ("reason" in line || !isAlive(line)) return line;
  const parsed = kind?.schema.safeParse(line.record);
  return parsed?.success === false ? { reason: `not a ${kind?.kind}: ${z.prettifyError(parsed.error)}` } : line;
}

function addLine(
  lines: ReadLines["lines"],
  { kind, line, rules }: { kind: string; line: ShardLine; rules: ReturnType<typeof compileRules> },
): void {
  const ofKind = lines.get(kind) ?? new Map<string, ShardLine>();
  lines.set(kind, ofKind);
  const known = ofKind.get(line.id);
  ofKind.set(line.id, known === undefined ? line : { id: line.id, ...joinStates(known, line, rules) });
}
