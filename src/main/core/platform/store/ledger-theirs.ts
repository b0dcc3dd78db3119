import { isUtf8 } from "node:buffer";
import { type Failure, type Result, err, ok } from "../../../../shared/model/result.ts";
import type { Repository, TreeFile } from "./git-access.ts";
import { linesOf } from "./journal-files.ts";
import { type NotALedger, checkLedger, readMeta } from "./ledger-branch.ts";
import type { LedgerMeta } from "./ledger-meta.ts";
import { SHARD_PATH } from "./ledger-reader.ts";
import { joinSegments } from "./join-segments.ts";
import type { DamagedLine } from "./quarantine.ts";
import { type ShardLine, decodeShardLine } from "./shard-line.ts";
import { shardPath } from "./shard.ts";

/** What another clone, or a person, wrote and we do not have: read, judged, and not joined yet. */
export interface Theirs {
  readonly commit: string;
  readonly meta: LedgerMeta;
  /** Name of their whole tree. */
  readonly tree: string;
  /** By kind, of shards that differ from ours. */
  readonly lines: ReadonlyMap<string, readonly ShardLine[]>;
  readonly damaged: readonly DamagedLine[];
  /** Event segments we lack, or have less of. */
  readonly segments: readonly {
    readonly path: string;
    readonly content: { readonly oid: string } | { readonly text: string };
  }[];
  /** What we last had in common, of records that both may have changed. */
  baseOf(kind: string, id: string): ShardLine | undefined;
}

export type TheirsFailure = NotALedger | Failure<"ledger-unreadable">;

export interface TheirsDeps {
  readonly repository: Repository;
  readonly ledger: string;
  /** Where our tree has a file, the name of its content. */
  readonly ours: (path: string) => string | undefined;
  readonly tip: string | undefined;
}

/** Reads only what differs from ours. */
export async function readTheirs(deps: TheirsDeps, commit: string): Promise<Result<Theirs, TheirsFailure>> {
  const meta = await checkLedger(deps, commit);
  if (!meta.ok) return meta;
  const { repository, ours } = deps;
  const files = await repository.files(commit);
  const tree = await repository.run(["rev-parse", `${commit}^{tree}`]);
  if (!files.ok || !tree.ok) return err(unreadable(deps, commit, files.ok ? tree : files));
  const foreign = files.value.filter((file) => file.type === "blob" && file.oid !== ours(file.path));
  const lines = new Map<string, ShardLine[]>();
  const damaged: DamagedLine[] = [];
  const shards = foreign.filter((file) => SHARD_PATH.test(file.path));
  for await (const { file, content } of repository.blobs(shards)) {
    const place = `${deps.ledger} ledger, ${file.path} of ${commit}`;
    const kind = kindOf(file.path);
    const read = readShard(content, place, meta.value.numbering[kind] ?? "");
    damaged.push(...read.damaged);
    lines.set(kind, [...(lines.get(kind) ?? []), ...read.lines]);
  }
  const segments = await readSegments(deps, foreign);
  const baseOf = await readBase(deps, commit, lines);
  return ok({ commit, meta: meta.value, tree: tree.value.trim(), lines, damaged, segments, baseOf });
}

const SEGMENT_PATH = /^events\/[0-9a-f]{8}\/\d{12}\.jsonl$/;

function kindOf(path: string): string {
  return SHARD_PATH.exec(path)?.[1] ?? "";
}

/** The lines of a shard file; an object that is missing is one damaged line. */
export function readShard(
  content: Buffer | undefined,
  place: string,
  stream: string,
): { readonly lines: readonly ShardLine[]; readonly damaged: readonly DamagedLine[] } {
  if (content === undefined) {
    return { lines: [], damaged: [{ file: place, line: 1, reason: "its object is missing", bytes: Buffer.alloc(0) }] };
  }
  const lines: ShardLine[] = [];
  const damaged: DamagedLine[] = [];
  let number = 0;
  for (const bytes of linesOf(content)) {
    number += 1;
    const line = isUtf8(bytes) ? decodeShardLine(bytes.toString("utf8"), stream) : { reason: "not UTF-8" };
    if ("reason" in line) damaged.push({ file: place, line: number, reason: line.reason, bytes });
    else lines.push(line);
  }
  return { lines, damaged };
}

async function readSegments(deps: TheirsDeps, foreign: readonly TreeFile[]): Promise<Theirs["segments"]> {
  const segments = foreign.filter((file) => SEGMENT_PATH.test(file.path));
  const known = segments.flatMap((file) => {
    const oid = deps.ours(file.path);
    return oid === undefined ? [] : [{ theirs: file, ours: { ...file, oid } }];
  });
  const joined = new Map<string, string>();
  for (const { theirs, ours } of known) {
    const texts: Buffer[] = [];
    for await (const { content } of deps.repository.blobs([ours, theirs])) texts.push(content ?? Buffer.alloc(0));
    const [mine = Buffer.alloc(0), other = Buffer.alloc(0)] = texts;
    joined.set(theirs.path, joinSegments(mine.toString("utf8"), other.toString("utf8")));
  }
  return segments.map(({ path, oid }) => {
    const text = joined.get(path);
    return { path, content: text === undefined ? { oid } : { text } };
  });
}

/** Reads of the common ancestor only the shards in which those records stand. */
async function readBase(
  { repository, tip, ledger }: TheirsDeps,
  commit: string,
  lines: Theirs["lines"],
): Promise<Theirs["baseOf"]> {
  if (tip === undefined || lines.size === 0) return () => undefined;
  const found = await repository.run(["merge-base", tip, commit]);
  const base = found.ok ? found.value.trim() : "";
  if (base === "" || base === commit) return () => undefined;
  const meta = await readMeta({ repository }, base);
  const files = await repository.files(base, "records");
  if (!files.ok || !meta.ok) return () => undefined;
  const wanted = new Set(
    [...lines].flatMap(([kind, some]) =>
      some.flatMap(({ id }) => ([1, 2, 3] as const).map((depth) => `records/${kind}/${shardPath(id, depth)}`)),
    ),
  );
  const known = new Map<string, ShardLine>();
  for await (const { file, content } of repository.blobs(files.value.filter((one) => wanted.has(one.path)))) {
    const kind = kindOf(file.path);
    const read = readShard(content, `${ledger} ledger, ${file.path} of ${base}`, meta.value.numbering[kind] ?? "");
    for (const line of read.lines) known.set(`${kind} ${line.id}`, line);
  }
  return (kind, id) => known.get(`${kind} ${id}`);
}

function unreadable(deps: TheirsDeps, commit: string, failed: Result<unknown>): TheirsFailure {
  return {
    code: "ledger-unreadable",
    message: `${commit}, another ledger of ${deps.ledger}, cannot be read: ${failed.ok ? "no reason given" : failed.error.message}`,
    remedy: "Check the repository with `git fsck`.",
  };
}
