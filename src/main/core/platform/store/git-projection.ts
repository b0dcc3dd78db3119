import { setImmediate as nextTurn } from "node:timers/promises";
import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { type Result, err, fail, ok } from "../../../../shared/model/result.ts";
import type { Repository, TreeFile } from "./git-access.ts";
import type { ObjectWriter } from "./git-objects.ts";
import {
  type Directory,
  type TreeLeaf,
  emptyDirectory,
  entryAt,
  fileAt,
  removePath,
  setFile,
  treeOf,
  writeTree,
} from "./git-tree.ts";
import { joinUnknownKind } from "./join-unknown-kind.ts";
import {
  type BranchContents,
  type BranchDeps,
  KEPT_REF,
  LEDGER_REF,
  judgeFound,
  tellGone,
  updateRefs,
} from "./ledger-branch.ts";
import { type CommitWriter, encodeCommit } from "./ledger-commit.ts";
import { type LedgerMeta, encodeMeta, joinStreams } from "./ledger-meta.ts";
import { readHandEdit } from "./ledger-hand-edit.ts";
import { readPushed } from "./ledger-pushed-edits.ts";
import { type Joining, planJoin } from "./ledger-join.ts";
import { type Theirs, type TheirsFailure } from "./ledger-theirs.ts";
import type { LedgerContents } from "./ledger-reader.ts";
import type { StoreNotice } from "./record-store.ts";
import type { StoredTable } from "./record-table.ts";
import type { ShardChanges } from "./shard.ts";
import { type ShardLine, encodeShardLine } from "./shard-line.ts";

/** A new event segment is begun behind this size, since the newest is written again with every batch. */
const EVENT_SEGMENT_BYTES = 128 * 1024;

/** Shards held in memory until they are written. */
const STAGED = 64;

export interface ProjectionDeps {
  readonly repository: Repository;
  readonly writer: ObjectWriter;
  readonly ledger: LedgerName;
  readonly stream: string;
  readonly committer: CommitWriter;
  readonly tables: () => Iterable<StoredTable>;
  readonly appendedSeq: () => number;
  readonly notice: (notice: StoreNotice) => void;
}

/** One batch, as of one moment: events and, of the records they changed, the shards to be written. */
export interface Batch {
  readonly events: readonly LedgerEvent[];
  /** Every event up to this number is in git with it. */
  readonly upTo: number;
  readonly kinds: readonly {
    readonly table: StoredTable;
    readonly changes: ShardChanges;
    readonly shards: ReadonlyMap<string, readonly ShardLine[]>;
    readonly count: number;
  }[];
  readonly joining: Joining | undefined;
}

/**
 * `written`: git and, of what was joined, the tables have it. `moved`: somebody moved the branch meanwhile; the batch has been
 * given back, and `catchUp` says what to do about what is found there.
 */
export type WriteOutcome =
  | { readonly kind: "written" }
  | { readonly kind: "moved"; readonly found: string | undefined };

/** Writes one ledger's batches to its branch, one after the other. Not re-entrant: the caller waits for each write. */
export interface GitProjection {
  readonly tip: string | undefined;
  /** Event segments at the tip. */
  segments(): readonly TreeFile[];
  /** Takes what is out of date, and what joining theirs makes of it, at once and without waiting. */
  take(events: readonly LedgerEvent[], theirs?: Theirs): Batch;
  /** What joining theirs would make of our records. */
  plan(theirs: Theirs): Joining;
  /** Gives a batch back that will not be written. */
  restore(batch: Batch): void;
  /** After a failure the batch has been given back. */
  write(batch: Batch): Promise<Result<WriteOutcome>>;
  /** The next write leaves the records of these kinds out: they are elsewhere. */
  shed(kinds: readonly string[]): void;
  /** What another clone wrote, as far as it differs from ours; undefined when we have it all. */
  read(commit: string): Promise<Result<Theirs | undefined, TheirsFailure>>;
  /**
   * Judges what somebody put on the branch: what is to be joined, or undefined when it is kept aside (or the branch is gone). The
   * next write takes its place.
   */
  catchUp(found: string | undefined): Promise<Result<Theirs | undefined>>;
}

export function createGitProjection(
  deps: ProjectionDeps,
  branch: BranchContents,
  contents: LedgerContents,
): GitProjection {
  const branchDeps: BranchDeps = deps;
  const root: Directory = branch.tip === undefined ? emptyDirectory() : treeOf(branch.files);
  let tip = branch.tip;
  /** Where the branch is, as far as we know; elsewhere than `tip` while somebody's commit has not been dealt with. */
  let head = branch.head;
  let tail = contents.tail;
  let { kinds, streams }: Pick<LedgerMeta, "kinds" | "streams"> =
    branch.tip === undefined ? { kinds: {}, streams: {} } : branch.meta;
  const rulesOf = (kind: string) => tables().find((table) => table.kind === kind)?.rules;
  const theirsDeps = () => ({ ...branchDeps, tip, ours: (path: string) => fileAt(root, path), rulesOf });

  /** Kinds whose records are in this ledger. */
  function tables(): StoredTable[] {
    return [...deps.tables()].filter((table) => !table.isLocal || deps.ledger === "workspace");
  }

  function take(events: readonly LedgerEvent[], theirs?: Theirs): Batch {
    const joining = theirs === undefined ? undefined : planJoin(theirs, deps.ledger, tables());
    const taken = tables().map((table) => {
      const index = table.shards(deps.ledger);
      const joined = joining?.joined.get(table.kind);
      for (const id of joined?.keys() ?? []) index.touch(id, true);
      const changes = index.take();
      const shards = new Map(
        [...changes.shards].map(([shard, ids]) => [
          shard,
          ids.map((id) => joined?.get(id) ?? table.lineOf(id)).filter((line) => line !== undefined),
        ]),
      );
      return { table, changes, shards, count: index.count };
    });
    return {
      events,
      upTo: deps.appendedSeq(),
      joining,
      kinds: taken.filter(
        ({ count, shards, table }) => count > 0 || shards.size > 0 || kinds[table.kind] !== undefined,
      ),
    };
  }

  function restore(batch: Batch): void {
    for (const { table, changes } of batch.kinds) {
      const index = table.shards(deps.ledger);
      index.restore(changes);
      for (const id of batch.joining?.joined.get(table.kind)?.keys() ?? []) {
        if (table.lineOf(id) === undefined) index.touch(id, false);
      }
    }
  }

  /** What the tree had where this attempt has written, so that it can be put back. */
  let replaced: { readonly path: string; readonly oid: string | undefined }[] = [];

  function put(path: string, oid: string): void {
    replaced.push({ path, oid: fileAt(root, path) });
    setFile(root, path, oid);
  }

  function drop(path: string): void {
    for (const file of filesBelow(entryAt(root, path), path)) replaced.push({ path: file.path, oid: file.oid });
    removePath(root, path);
  }

  function writeFile(path: string, text: string): void {
    put(path, deps.writer.stage("blob", Buffer.from(text)));
  }

  async function writeRecords(batch: Batch): Promise<void> {
    let unwritten = 0;
    for (const { table, changes, shards } of batch.kinds) {
      const folder = `records/${table.kind}`;
      if (changes.isRelaid) drop(folder);
      for (const [shard, lines] of shards) {
        if (lines.length === 0) drop(`${folder}/${shard}`);
        else writeFile(`${folder}/${shard}`, lines.map(encodeShardLine).join(""));
        // Turning a shard into text takes up to a millisecond; others want their turn in between.
        await nextTurn();
        unwritten += 1;
        if (unwritten % STAGED === 0) await deps.writer.written();
      }
    }
  }

  /** Adds to the newest segment and begins new ones. Answers the new tail, which counts once the branch has moved. */
  function writeEvents(events: readonly LedgerEvent[], newest: typeof tail): typeof tail {
    let open = newest;
    let parts: string[] = [];
    let size = open?.text.length ?? 0;
    const close = () => {
      if (open === undefined || parts.length === 0) return;
      open = { path: open.path, text: open.text + parts.join("") };
      writeFile(open.path, open.text);
      parts = [];
    };
    for (const event of events) {
      if (open === undefined || size > EVENT_SEGMENT_BYTES) {
        close();
        open = { path: `events/${deps.stream}/${String(event.seq).padStart(12, "0")}.jsonl`, text: "" };
        size = 0;
      }
      const line = `${JSON.stringify(event)}\n`;
      parts.push(line);
      size += line.length;
    }
    close();
    return open;
  }

  /** Their segments, and their records of kinds that nobody has declared here, which are counted. */
  async function writeTheirs({ segments, lines }: Theirs): Promise<LedgerMeta["kinds"]> {
    for (const { path, content } of segments) {
      if ("oid" in content) put(path, content.oid);
      else writeFile(path, content.text);
    }
    const known = new Set([...deps.tables()].map(({ kind }) => kind));
    const counts = new Map<string, { readonly records: number }>();
    for (const [kind, some] of lines) {
      if (known.has(kind)) continue;
      const folder = `records/${kind}`;
      const joined = await joinUnknownKind(deps.repository, filesBelow(entryAt(root, folder), folder), some);
      drop(folder);
      for (const [shard, text] of joined.shards) writeFile(`${folder}/${shard}`, text);
      counts.set(kind, { records: joined.count });
    }
    return Object.fromEntries(counts);
  }

  /** Moves the branch from where we believe it is. */
  async function move(tree: string, batch: Batch): Promise<Result<WriteOutcome>> {
    const { joining, events } = batch;
    const theirs = joining?.theirs;
    const follows =
      theirs === undefined || tip === undefined ? ok(true) : await deps.repository.isAncestor(tip, theirs.commit);
    if (!follows.ok) return follows;
    await deps.writer.written();
    const parents = [...(theirs !== undefined && follows.value ? [] : [tip]), theirs?.commit];
    const commit =
      theirs !== undefined && follows.value && tree === theirs.tree
        ? theirs.commit
        : await deps.writer.write(
            "commit",
            encodeCommit(
              {
                tree,
                parents: parents.filter((parent) => parent !== undefined),
                ledger: deps.ledger,
                events,
                deed:
                  theirs === undefined ? undefined : `join what another clone wrote (${theirs.commit.slice(0, 12)})`,
              },
              deps.committer,
            ),
          );
    const moved = await updateRefs(deps.repository, [
      head === undefined ? `create ${LEDGER_REF} ${commit}` : `update ${LEDGER_REF} ${commit} ${head}`,
      `update ${KEPT_REF} ${commit}`,
    ]);
    if (!moved.ok) {
      const refs = await deps.repository.refs(LEDGER_REF);
      if (!refs.ok) return refs;
      const found = refs.value.get(LEDGER_REF);
      return found === head ? moved : ok({ kind: "moved", found });
    }
    tip = commit;
    head = commit;
    return ok({ kind: "written" });
  }

  async function attempt(batch: Batch): Promise<Result<WriteOutcome>> {
    const theirs = batch.joining?.theirs;
    replaced = [];
    await writeRecords(batch);
    const unknown = theirs === undefined ? {} : await writeTheirs(theirs);
    const longer = theirs?.segments.find(({ path }) => path === tail?.path)?.content;
    const newest = tail !== undefined && longer !== undefined && "text" in longer ? { ...tail, ...longer } : tail;
    const newTail = writeEvents(batch.events, newest);
    const meta = metaAfter(batch, unknown);
    writeFile("meta.json", encodeMeta(meta));
    const moved = await move(writeTree(root, deps.writer), batch);
    if (!moved.ok || moved.value.kind === "moved") return moved;
    tail = newTail;
    ({ kinds, streams } = meta);
    for (const table of tables()) {
      const joined = batch.joining?.joined.get(table.kind);
      for (const line of joined?.values() ?? []) table.take(deps.ledger, line);
      if (joined !== undefined) table.settle();
    }
    return moved;
  }

  /** The branch has not moved: neither has anything here. */
  function giveUp(batch: Batch): void {
    for (const { path, oid } of replaced.toReversed()) {
      if (oid === undefined) removePath(root, path);
      else setFile(root, path, oid);
    }
    replaced = [];
    restore(batch);
  }

  function metaAfter(batch: Batch, unknown: LedgerMeta["kinds"]): Pick<LedgerMeta, "ledger" | "kinds" | "streams"> {
    const counts = batch.kinds.map(({ table, count }) => [table.kind, { records: count }] as const);
    const all = { ...kinds, ...unknown, ...Object.fromEntries(counts) };
    const theirs = batch.joining?.theirs.meta.streams;
    const joined = theirs === undefined ? streams : joinStreams(streams, theirs, deps.stream);
    // A join alone adds nothing of ours, so that clones which only take in end with the same commit.
    if (batch.joining !== undefined && batch.events.length === 0) {
      return { ledger: deps.ledger, kinds: all, streams: joined };
    }
    // Kinds that this version does not know stay where they were.
    const marks = new Map(Object.keys(kinds).map((kind) => [kind, contents.seqOf(kind)]));
    for (const { table } of batch.kinds) marks.set(table.kind, batch.upTo);
    const own = { seq: batch.upTo, kinds: Object.fromEntries(marks) };
    return { ledger: deps.ledger, kinds: all, streams: { ...joined, [deps.stream]: own } };
  }

  return {
    get tip() {
      return tip;
    },
    segments: () => filesBelow(root.entries.get("events"), "events"),
    take,
    plan: (theirs) => planJoin(theirs, deps.ledger, tables()),
    restore,
    async write(batch) {
      try {
        const written = await attempt(batch);
        if (!written.ok || written.value.kind === "moved") giveUp(batch);
        return written;
      } catch (error) {
        // Objects are written by plain file calls: a full disk or a folder that cannot be written ends up here.
        giveUp(batch);
        return err({ code: "write-failed", message: error instanceof Error ? error.message : String(error) });
      }
    },
    shed(local) {
      for (const kind of local) removePath(root, `records/${kind}`);
      kinds = Object.fromEntries(Object.entries(kinds).filter(([kind]) => !local.includes(kind)));
    },
    async read(commit) {
      const isOurs = tip === undefined ? ok(false) : await deps.repository.isAncestor(commit, tip);
      if (!isOurs.ok) return fail("ledger-unreadable", isOurs.error.message);
      return isOurs.value ? ok(undefined) : readPushed(theirsDeps(), commit);
    },
    async catchUp(found) {
      head = found;
      if (found === undefined) {
        tellGone(branchDeps);
        return ok(undefined);
      }
      const judged = await judgeFound(branchDeps, tip, found);
      if (!judged.ok || judged.value === "aside") return judged.ok ? ok(undefined) : judged;
      return judged.value === "edited" ? readHandEdit(theirsDeps(), found) : readPushed(theirsDeps(), found);
    },
  };
}

function filesBelow(node: Directory | TreeLeaf | undefined, path: string): TreeFile[] {
  if (node === undefined) return [];
  if ("leaf" in node) return [{ path, mode: node.mode, type: "blob", oid: node.leaf, size: EVENT_SEGMENT_BYTES }];
  return [...node.entries].flatMap(([name, child]) => filesBelow(child, `${path}/${name}`));
}
