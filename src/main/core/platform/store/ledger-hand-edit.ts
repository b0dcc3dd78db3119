import { z } from "zod";
import { type Result, ok } from "../../../../shared/model/result.ts";
import type { TheirsDeps, TheirsFailure, Theirs } from "./ledger-theirs.ts";
import { readShard, readTheirs } from "./ledger-theirs.ts";
import { SHARD_PATH } from "./ledger-reader.ts";
import { type CompiledRules, compileRules } from "./merge/merge-rules.ts";
import { NO_CLOCKS, NO_ROUNDS, type RecordState, isAlive, stampsIn } from "./merge/record-state.ts";
import { seenAtDeletion } from "./merge/counter.ts";
import { deletedAt, stampByHand } from "./merge/stamp-change.ts";
import { type Stamp, makeStamp, momentAfter } from "./merge/stamp.ts";
import type { DamagedLine } from "./quarantine.ts";
import type { ShardLine } from "./shard-line.ts";

/** Who made a commit, and when. */
interface Author {
  readonly name: string;
  readonly at: number;
}

/** What somebody wrote who need not know of clocks: an id and a record. */
const bareLine = z.object({ id: z.string().min(1), record: z.record(z.string(), z.unknown()) });

export type HandEditDeps = TheirsDeps & { readonly rulesOf: (kind: string) => CompiledRules | undefined };

/**
 * A commit on top of ours, which people may have made by hand: what it changes without minding clocks was changed by its author
 * when he committed, after all that he saw. A line that he took out deletes its record, unless the file is damaged or gone.
 */
export async function readHandEdit(deps: HandEditDeps, commit: string): Promise<Result<Theirs, TheirsFailure>> {
  const theirs = await readTheirs(deps, commit);
  if (!theirs.ok) return theirs;
  const author = await authorOf(deps, commit);
  const ours = await readOurs(deps, commit);
  const lines = new Map<string, ShardLine[]>();
  const damaged: DamagedLine[] = [];
  const found = new Set<string>();
  const add = (kind: string, line: ShardLine) => {
    found.add(`${kind} ${line.id}`);
    const base = ours.lines.get(`${kind} ${line.id}`)?.line;
    const edited = stampByHand(base, line, stampAfter(base, author), deps.rulesOf(kind) ?? compileRules());
    lines.set(kind, [...(lines.get(kind) ?? []), { ...edited, id: line.id }]);
  };
  for (const [kind, some] of theirs.value.lines) for (const line of some) add(kind, line);
  const damagedFiles = new Set<string>();
  for (const line of theirs.value.damaged) {
    const file = pathIn(line.file);
    const kind = kindOfDamaged(line);
    const rescued = rescue(line, author, (id) => ours.lines.get(`${kind} ${id}`)?.line);
    if (rescued === undefined) {
      damaged.push(line);
      damagedFiles.add(file);
    } else add(kind, rescued);
  }
  for (const [key, { line, path }] of ours.lines) {
    if (found.has(key) || damagedFiles.has(path) || !isAlive(line)) continue;
    const kind = SHARD_PATH.exec(path)?.[1] ?? "";
    const seen = seenAtDeletion(line, line.seen, deps.rulesOf(kind) ?? compileRules());
    lines.set(kind, [
      ...(lines.get(kind) ?? []),
      { id: line.id, ...deletedAt(stampAfter(line, author), { life: line.life, seen }, author.at) },
    ]);
  }
  return ok({ ...theirs.value, lines, damaged });
}

/** Our lines of the shards that the commit changed and still has. */
async function readOurs(deps: TheirsDeps, commit: string) {
  const lines = new Map<string, { readonly line: ShardLine; readonly path: string }>();
  const files = await deps.repository.files(commit, "records");
  const before = (files.ok ? files.value : []).flatMap((file) => {
    const oid = SHARD_PATH.test(file.path) ? deps.ours(file.path) : undefined;
    return oid === undefined || oid === file.oid ? [] : [{ ...file, oid }];
  });
  for await (const { file, content } of deps.repository.blobs(before)) {
    const kind = SHARD_PATH.exec(file.path)?.[1] ?? "";
    for (const line of readShard(content, file.path, "").lines) {
      lines.set(`${kind} ${line.id}`, { line, path: file.path });
    }
  }
  return { lines };
}

async function authorOf({ repository }: TheirsDeps, commit: string): Promise<Author> {
  const shown = await repository.run(["log", "-1", "--format=%at %an", commit]);
  const match = /^(\d+) (.+)$/m.exec(shown.ok ? shown.value : "");
  return { at: Number(match?.[1] ?? 0) * 1000, name: match?.[2] ?? "unknown" };
}

function stampAfter(base: RecordState | undefined, { at, name }: Author): Stamp {
  const newest = base === undefined ? undefined : stampsIn(base).toSorted().at(-1);
  return makeStamp(momentAfter(newest, at), name);
}

function rescue(
  { bytes }: DamagedLine,
  author: Author,
  ourLine: (id: string) => ShardLine | undefined,
): ShardLine | undefined {
  const parsed = bareLine.safeParse(parseJson(bytes));
  if (!parsed.success) return undefined;
  const { id, record } = parsed.data;
  const ours = ourLine(id);
  if (ours !== undefined && isAlive(ours)) return { ...ours, record };
  const life = ours === undefined ? 0 : ours.life + 1;
  const fresh = { at: author.at, born: stampAfter(ours, author), clocks: NO_CLOCKS, rounds: NO_ROUNDS };
  return { id, life, ...fresh, seen: ours?.seen ?? {}, record };
}

/** Of a line without clocks, which is a record all the same. */
export function idOfBareLine({ bytes }: DamagedLine): string | undefined {
  return bareLine.safeParse(parseJson(bytes)).data?.id;
}

export function kindOfDamaged({ file }: DamagedLine): string {
  return SHARD_PATH.exec(pathIn(file))?.[1] ?? "";
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** `<ledger> ledger, <path> of <commit>` */
function pathIn(place: string): string {
  return / ledger, (.+) of [0-9a-f]+$/.exec(place)?.[1] ?? "";
}
