import { setImmediate as nextTurn } from "node:timers/promises";
import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { type Result, err, ok } from "../../../../shared/model/result.ts";
import type { Repository, TreeFile } from "./git-access.ts";
import type { ObjectWriter } from "./git-objects.ts";
import { type Directory, emptyDirectory, removePath, setFile, treeOf, writeTree } from "./git-tree.ts";
import {
  type BranchContents,
  type BranchDeps,
  KEPT_REF,
  LEDGER_REF,
  setAside,
  tellEdited,
  tellGone,
  updateRefs,
} from "./ledger-branch.ts";
import { type CommitWriter, encodeCommit } from "./ledger-commit.ts";
import { type LedgerMeta, encodeMeta } from "./ledger-meta.ts";
import type { LedgerContents } from "./ledger-reader.ts";
import type { StoreNotice } from "./record-store.ts";
import type { StoredTable } from "./record-table.ts";
import type { ShardChanges } from "./shard.ts";
import { type ShardLine, encodeShardLine } from "./shard-line.ts";

/** A new event segment is begun behind this size, since the newest is written again with every batch. */
const EVENT_SEGMENT_BYTES = 128 * 1024;
/** More attempts than people and tools that could move the branch at the same moment. */
const MAX_MOVES = 5;

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
}

/** Writes one ledger's batches to its branch, one after the other. Not re-entrant: the caller waits for each write. */
export interface GitProjection {
  readonly tip: string | undefined;
  /** Event segments at the tip. */
  segments(): readonly TreeFile[];
  /** Takes what is out of date, at once and without waiting. */
  take(events: readonly LedgerEvent[]): Batch;
  /** Gives a batch back that will not be written. */
  restore(batch: Batch): void;
  /** After a failure the batch has been given back. */
  write(batch: Batch): Promise<Result<void>>;
}

export function createGitProjection(
  deps: ProjectionDeps,
  branch: BranchContents,
  contents: LedgerContents,
): GitProjection {
  const branchDeps: BranchDeps = deps;
  const root: Directory = branch.tip === undefined ? emptyDirectory() : treeOf(branch.files);
  let tip = branch.tip;
  let tail = contents.tail;
  let { kinds, streams }: Pick<LedgerMeta, "kinds" | "streams"> =
    branch.tip === undefined ? { kinds: {}, streams: {} } : branch.meta;

  function take(events: readonly LedgerEvent[]): Batch {
    const tables = [...deps.tables()].filter((table) => !table.isLocal || deps.ledger === "workspace");
    const taken = tables.map((table) => {
      const index = table.shards(deps.ledger);
      const changes = index.take();
      const shards = new Map(
        [...changes.shards].map(([shard, ids]) => [
          shard,
          ids.map((id) => table.lineOf(id)).filter((line) => line !== undefined),
        ]),
      );
      return { table, changes, shards, count: index.count };
    });
    return {
      events,
      upTo: deps.appendedSeq(),
      kinds: taken.filter(
        ({ count, shards, table }) => count > 0 || shards.size > 0 || kinds[table.kind] !== undefined,
      ),
    };
  }

  function restore(batch: Batch): void {
    for (const { table, changes } of batch.kinds) table.shards(deps.ledger).restore(changes);
  }

  async function writeRecords(batch: Batch): Promise<void> {
    for (const { table, changes, shards } of batch.kinds) {
      const folder = `records/${table.kind}`;
      if (changes.isRelaid) removePath(root, folder);
      for (const [shard, lines] of shards) {
        if (lines.length === 0) removePath(root, `${folder}/${shard}`);
        else {
          setFile(
            root,
            `${folder}/${shard}`,
            await deps.writer.write("blob", Buffer.from(lines.map(encodeShardLine).join(""))),
          );
        }
        // Turning a shard into text takes up to a millisecond; others want their turn in between.
        await nextTurn();
      }
    }
  }

  /** Adds to the newest segment and begins new ones. Answers the new tail, which counts once the branch has moved. */
  async function writeEvents(events: readonly LedgerEvent[]): Promise<typeof tail> {
    let open = tail;
    let parts: string[] = [];
    let size = open?.text.length ?? 0;
    const close = async () => {
      if (open === undefined || parts.length === 0) return;
      open = { path: open.path, text: open.text + parts.join("") };
      setFile(root, open.path, await deps.writer.write("blob", Buffer.from(open.text)));
      parts = [];
    };
    for (const event of events) {
      if (open === undefined || size > EVENT_SEGMENT_BYTES) {
        await close();
        open = { path: `events/${deps.stream}/${String(event.seq).padStart(12, "0")}.jsonl`, text: "" };
        size = 0;
      }
      const line = `${JSON.stringify(event)}\n`;
      parts.push(line);
      size += line.length;
    }
    await close();
    return open;
  }

  /** Moves the branch from where we believe it is; whatever else is found there stays reachable. */
  async function move(tree: string, events: readonly LedgerEvent[]): Promise<Result<string>> {
    let expected = tip;
    let parent = tip;
    for (let attempt = 0; ; attempt += 1) {
      const commit = await deps.writer.write(
        "commit",
        encodeCommit({ tree, parent, ledger: deps.ledger, events }, deps.committer),
      );
      const moved = await updateRefs(deps.repository, [
        expected === undefined ? `create ${LEDGER_REF} ${commit}` : `update ${LEDGER_REF} ${commit} ${expected}`,
        `update ${KEPT_REF} ${commit}`,
      ]);
      if (moved.ok) return ok(commit);
      const refs = await deps.repository.refs(LEDGER_REF);
      if (!refs.ok) return refs;
      const found = refs.value.get(LEDGER_REF);
      if (found === expected || attempt >= MAX_MOVES) return moved;
      expected = found;
      parent = tip;
      if (found === undefined) {
        tellGone(branchDeps);
        continue;
      }
      const follows = tip === undefined ? ok(false) : await deps.repository.isAncestor(tip, found);
      if (!follows.ok) return follows;
      if (follows.value) {
        tellEdited(branchDeps, found);
        parent = found;
      } else {
        const aside = await setAside(branchDeps, found, []);
        if (!aside.ok) return aside;
      }
    }
  }

  async function attempt(batch: Batch): Promise<Result<void>> {
    await writeRecords(batch);
    const newTail = await writeEvents(batch.events);
    const meta = metaAfter(batch);
    setFile(root, "meta.json", await deps.writer.write("blob", Buffer.from(encodeMeta(meta))));
    const moved = await move(await writeTree(root, deps.writer), batch.events);
    if (!moved.ok) return moved;
    tip = moved.value;
    tail = newTail;
    ({ kinds, streams } = meta);
    return ok();
  }

  function metaAfter(batch: Batch): Pick<LedgerMeta, "ledger" | "kinds" | "streams"> {
    const counts = batch.kinds.map(({ table, count }) => [table.kind, { records: count }] as const);
    // Kinds that this version does not know stay where they were.
    const marks = new Map(Object.keys(kinds).map((kind) => [kind, contents.seqOf(kind)]));
    for (const { table } of batch.kinds) marks.set(table.kind, batch.upTo);
    return {
      ledger: deps.ledger,
      kinds: { ...kinds, ...Object.fromEntries(counts) },
      streams: { ...streams, [deps.stream]: { seq: batch.upTo, kinds: Object.fromEntries(marks) } },
    };
  }

  return {
    get tip() {
      return tip;
    },
    segments() {
      return filesBelow(root.entries.get("events"), "events");
    },
    take,
    restore,
    async write(batch) {
      try {
        const written = await attempt(batch);
        if (!written.ok) restore(batch);
        return written;
      } catch (error) {
        // Objects are written by plain file calls: a full disk or a folder that cannot be written ends up here.
        restore(batch);
        return err({ code: "write-failed", message: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}

function filesBelow(
  node: Directory["entries"] extends Map<string, infer E> ? E | undefined : never,
  path: string,
): TreeFile[] {
  if (node === undefined) return [];
  if ("leaf" in node) return [{ path, mode: node.mode, type: "blob", oid: node.leaf, size: EVENT_SEGMENT_BYTES }];
  return [...node.entries].flatMap(([name, child]) => filesBelow(child, `${path}/${name}`));
}
