import type { LedgerName } from "../../../../../shared/model/event.ts";
import { type SegmentFile, checkFiles } from "../fsck/check-files.ts";
import { checkRefs } from "../fsck/check-refs.ts";
import { createReport } from "../fsck/report.ts";
import type { Repository, TreeFile } from "../git-access.ts";
import { KEPT_REF, LEDGER_REF } from "../ledger-branch.ts";
import { type LedgerMeta, decodeMeta, encodeMeta } from "../ledger-meta.ts";
import type { DamagedLine } from "../quarantine.ts";
import type { RecordKind } from "../record-store.ts";
import { encodeShardLine } from "../shard-line.ts";
import { type ShardDepth, shardDepth, shardPath } from "../shard.ts";
import { findWhole } from "./find-whole.ts";
import { type ReadLines, readLines } from "./read-lines.ts";
import { rebuildRecords } from "./rebuild-records.ts";
import type { KeptLine } from "./kept-lines.ts";

export interface RepairStep {
  readonly code:
    | "branch-restored"
    | "meta-rewritten"
    | "shard-rewritten"
    | "record-rebuilt"
    | "line-taken-back"
    | "line-set-aside";
  readonly message: string;
}

/** What would put a ledger right: nothing has been changed yet. */
export interface RepairPlan {
  readonly steps: readonly RepairStep[];
  /** What cannot be put right, in words. */
  readonly left: readonly string[];
  /** The commit to go on from; undefined where there is no ledger. */
  readonly base: string | undefined;
  /** Where the branch stands; undefined when it is gone. */
  readonly head: string | undefined;
  /** Files of the branch with their new contents. */
  readonly changes: ReadonlyMap<string, string | undefined>;
  /** Lines that go to quarantine before. */
  readonly aside: readonly DamagedLine[];
  /** Lines of the quarantine that are records again afterwards. */
  readonly takenBack: readonly KeptLine[];
}

export interface PlanDeps {
  readonly repository: Repository;
  readonly ledger: LedgerName;
  readonly kinds: readonly RecordKind<unknown>[];
  /** Lines in quarantine that may be of this ledger. */
  readonly keptLines: readonly KeptLine[];
}

/** Reads a ledger and says what would put it right. */
export async function planRepair(deps: PlanDeps): Promise<RepairPlan> {
  const { repository, ledger } = deps;
  const kinds = new Map(deps.kinds.map((kind) => [kind.kind, kind]));
  const steps: RepairStep[] = [];
  const left: string[] = [];
  const refs = await repository.refs(LEDGER_REF, KEPT_REF);
  const head = refs.ok ? refs.value.get(LEDGER_REF) : undefined;
  const none = { steps, left, base: undefined, head, changes: new Map<string, string>(), aside: [], takenBack: [] };
  const { tip } = await checkRefs(repository, createReport(ledger));
  if (tip === undefined) return none;
  const base = await findWhole(repository, tip);
  if (base === undefined) {
    left.push(`No commit of the ledger of ${ledger} can be read. Fetch the missing objects from a clone or a backup.`);
    return none;
  }
  if (base.isNewer) {
    left.push(`The ledger of ${ledger} has a newer format. Update Drover.`);
    return none;
  }
  if (base.commit !== head) {
    steps.push({
      code: "branch-restored",
      message: `The branch goes back to ${base.commit}, the newest that is whole.`,
    });
  }
  const files = checkFiles(base.files, createReport(ledger));
  const known = base.meta;
  const read = await readLines({ repository, ledger, tip: base.commit, kinds }, files.shards, known?.numbering ?? {});
  for (const line of read.damaged) {
    steps.push({ code: "line-set-aside", message: `${line.file}:${line.line} goes to quarantine: ${line.reason}.` });
  }
  const isThere = (kind: string, id: string) => read.lines.get(kind)?.has(id) === true;
  const meta = known ?? { ledger, streams: {} };
  const rebuilt = await rebuildRecords({ repository, meta, kinds, isThere }, files.segments);
  for (const { kind, line } of rebuilt.lines) {
    put(read, kind, line);
    steps.push({ code: "record-rebuilt", message: `The ${kind} ${line.id} is made from its events.` });
  }
  left.push(...rebuilt.left);
  const takenBack = deps.keptLines.filter(({ kind, line }) => !isThere(kind, line.id));
  for (const { kind, line, file } of takenBack) {
    put(read, kind, line);
    steps.push({ code: "line-taken-back", message: `The ${kind} ${line.id} comes back from ${file}.` });
  }
  const changes = layOut(read, steps);
  const newMeta = await metaFor({ repository, base, read, newest: rebuilt.newest, ledger, segments: files.segments });
  if (newMeta !== undefined && (changes.size > 0 || base.meta === undefined || newMeta.differs)) {
    changes.set("meta.json", newMeta.text);
    if (newMeta.why !== undefined) steps.push({ code: "meta-rewritten", message: newMeta.why });
  }
  return { steps, left, base: base.commit, head, changes, aside: read.damaged, takenBack };
}

function put(read: ReadLines, kind: string, line: KeptLine["line"]): void {
  const ofKind = read.lines.get(kind) ?? new Map<string, KeptLine["line"]>();
  read.lines.set(kind, ofKind);
  ofKind.set(line.id, line);
}

/** The shard files as they must be, where they are not. */
function layOut({ lines, contents }: ReadLines, steps: RepairStep[]): Map<string, string | undefined> {
  const changes = new Map<string, string | undefined>();
  for (const [kind, ofKind] of lines) {
    const folder = `records/${kind}/`;
    const old = [...contents.keys()].filter((path) => path.startsWith(folder));
    const depth = depthFor(ofKind.size, old, folder.length);
    const shards = Map.groupBy(ofKind.values(), (line) => `${folder}${shardPath(line.id, depth)}`);
    for (const path of new Set([...old, ...shards.keys()])) {
      const sorted = shards.get(path)?.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const text = sorted?.map(encodeShardLine).join("");
      if (contents.get(path) === text && contents.has(path) && text !== undefined) continue;
      changes.set(path, text);
      steps.push({ code: "shard-rewritten", message: `${path} is written anew, with ${sorted?.length ?? 0} records.` });
    }
  }
  return changes;
}

/** The deepest layout that is there, or that so many records need: a ledger that shrinks keeps its shards. */
function depthFor(records: number, paths: readonly string[], skip: number): ShardDepth {
  const shard = (path: string) => path.slice(skip);
  if (paths.some((path) => shard(path).includes("/"))) return 3;
  const least = paths.some((path) => shard(path).length > "a.jsonl".length) ? 2 : 1;
  return shardDepth(records) > least ? shardDepth(records) : least;
}

interface MetaQuestion {
  readonly repository: Repository;
  readonly base: {
    readonly commit: string;
    readonly files: readonly TreeFile[];
    readonly meta: LedgerMeta | undefined;
  };
  readonly read: ReadLines;
  readonly newest: ReadonlyMap<string, number>;
  readonly ledger: LedgerName;
  readonly segments: readonly SegmentFile[];
}

/** meta.json as records and events say it must be. */
async function metaFor(question: MetaQuestion) {
  const { repository, base, read, newest, ledger } = question;
  const counts = [...read.lines].map(([kind, ofKind]) => [kind, { records: ofKind.size }] as const);
  const kinds = Object.fromEntries(counts.filter(([, { records }]) => records > 0));
  const names = Object.keys(kinds);
  const streams =
    base.meta?.streams ??
    Object.fromEntries(
      [...newest].map(([stream, seq]) => [
        stream,
        { seq, kinds: Object.fromEntries(names.map((kind) => [kind, seq])) },
      ]),
    );
  const text = encodeMeta({ ledger, streams, kinds: { ...base.meta?.kinds, ...kinds } });
  const shown = await repository.run(["cat-file", "blob", `${base.commit}:meta.json`]);
  const before = shown.ok ? decodeMeta(shown.value, "meta.json") : shown;
  if (!before.ok) return { text, differs: true, why: "meta.json is made from what is there." };
  const counted = Object.entries(before.value.kinds).some(
    ([kind, { records }]) => records !== (read.lines.get(kind)?.size ?? 0),
  );
  const uncounted = names.some((kind) => before.value.kinds[kind] === undefined);
  const differs = counted || uncounted;
  return { text, differs, why: differs ? "meta.json counts the records anew." : undefined };
}
