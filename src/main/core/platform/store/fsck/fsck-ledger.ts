import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import type { LedgerEvent, LedgerName } from "../../../../../shared/model/event.ts";
import type { Repository } from "../git-access.ts";
import type { LedgerMeta } from "../ledger-meta.ts";
import type { RecordKind } from "../record-store.ts";
import { type LedgerFiles, checkFiles } from "./check-files.ts";
import { checkMeta } from "./check-meta.ts";
import { checkRefs } from "./check-refs.ts";
import { checkSegments } from "./check-segments.ts";
import { type CheckedKind, checkShards } from "./check-shards.ts";
import { createFold } from "./fold.ts";
import { readObjects } from "./read-objects.ts";
import { type Report, createReport } from "./report.ts";

export interface LedgerFsck {
  /** Undefined takes the name that meta.json says. */
  readonly ledger: LedgerName | undefined;
  readonly repository: Repository;
  readonly kinds: readonly RecordKind<unknown>[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Reads all events instead of the newest, and makes the records from them anew. */
  readonly full: boolean;
}

/** What a check of one ledger found, and what it read, for checks of what spans ledgers. */
export interface CheckedLedger {
  readonly ledger: LedgerName;
  readonly repository: string;
  readonly report: Report;
  readonly tip: string | undefined;
  readonly meta: LedgerMeta | undefined;
  readonly kinds: ReadonlyMap<string, CheckedKind>;
  readonly events: number;
  readonly commits: number;
  /** Numbers of the events here, by stream; empty unless the check was full. */
  readonly numbers: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Checks one ledger as git has it. Changes nothing, and lets others have their turn after each file. */
export async function fsckLedger(check: LedgerFsck): Promise<CheckedLedger> {
  const { repository, now, full } = check;
  const report = createReport(check.ledger ?? repository.gitDir);
  const none = {
    ...{ ledger: check.ledger ?? "", repository: repository.gitDir, report },
    ...{ kinds: new Map<string, CheckedKind>(), numbers: new Map<string, Set<number>>() },
  };
  const { tip } = await checkRefs(repository, report);
  if (tip === undefined) return { ...none, tip, meta: undefined, events: 0, commits: 0 };
  const commits = await countCommits(repository, tip);
  if (full) await checkObjects(repository, tip, report);
  const meta = await checkMeta(repository, tip, check, report);
  const listed = await repository.files(tip);
  if (!listed.ok) report.add("L3", tip, `The files of ${tip} cannot be listed: ${listed.error.message}`);
  if (!listed.ok || meta === undefined) return { ...none, tip, meta, events: 0, commits };
  const files = checkFiles(listed.value, report);
  const byName = new Map(check.kinds.map((kind) => [kind.kind, kind]));
  const shards = checkShards({ report, meta, kinds: byName, now });
  const shardOf = new Map(files.shards.map((one) => [one.file, one]));
  for await (const { file, content } of readObjects(repository, [...shardOf.keys()], report)) {
    const shard = shardOf.get(file);
    if (shard !== undefined) shards.check(shard, content);
    await nextTurn();
  }
  const kinds = shards.finish();
  const numbers = new Map<string, Set<number>>();
  const fold = full ? createFold({ kinds: byName, meta, lines: kinds }) : undefined;
  const note = (stream: string, event: LedgerEvent) => {
    if (fold === undefined) return;
    const known = numbers.get(stream) ?? new Set();
    numbers.set(stream, known.add(event.seq));
    fold.note(stream, event);
  };
  const localKinds = new Set(check.kinds.filter((kind) => kind.isLocal === true).map(({ kind }) => kind));
  const segments = checkSegments({ report, meta, now, localKinds, event: note });
  const wanted = full ? files.segments : newestSegments(files);
  const segmentOf = new Map(wanted.map((one) => [one.file, one]));
  for await (const { file, content } of readObjects(repository, [...segmentOf.keys()], report)) {
    const segment = segmentOf.get(file);
    if (segment !== undefined) segments.check(segment, content);
    await nextTurn();
  }
  const { events } = segments.finish();
  await fold?.compare(report);
  return {
    ledger: check.ledger ?? meta.ledger,
    repository: repository.gitDir,
    ...{ report, tip, meta, kinds, events, commits, numbers },
  };
}

/** The last file of each stream. */
function newestSegments({ segments }: LedgerFiles): LedgerFiles["segments"] {
  return segments.filter((one, n) => segments[n + 1]?.stream !== one.stream);
}

async function countCommits(repository: Repository, tip: string): Promise<number> {
  const counted = await repository.run(["rev-list", "--count", tip]);
  return counted.ok ? Number(counted.value.trim()) : 0;
}

/** Git's own check, of everything the branch reaches. */
async function checkObjects(repository: Repository, tip: string, report: Report): Promise<void> {
  const checked = await repository.run(["fsck", "--no-dangling", "--no-progress", "--no-reflogs", tip]);
  if (checked.ok) return;
  const { stderr, stdout } = z
    .object({ stderr: z.string(), stdout: z.string() })
    .catch({ stderr: "", stdout: "" })
    .parse(checked.error.details);
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => /missing|corrupt|error|broken|bad/.test(line));
  for (const line of lines) report.add("L3", tip, `git fsck: ${line}`);
  if (lines.length === 0) report.add("L3", tip, checked.error.message);
}
