import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createTrash } from "../../src/main/core/platform/fs/trash.ts";
import { addWorktree } from "../../src/main/core/platform/git/add-worktree.ts";
import { createGitCommand } from "../../src/main/core/platform/git/git-command.ts";
import { findGit } from "../../src/main/core/platform/git/git-location.ts";
import { createGit, type Git } from "../../src/main/core/platform/git/git.ts";
import { initBare } from "../../src/main/core/platform/git/init-bare.ts";
import { makeClone } from "../../src/main/core/platform/git/vault.ts";
import { discardWorktree, placeOf } from "../../src/main/core/platform/git/worktree-files.ts";
import { createWorktreePool, type WorktreePool } from "../../src/main/core/platform/git/worktree-pool.ts";
import { createLocalRunner } from "../../src/main/core/platform/process/local-runner.ts";
import { createSpawnerClient } from "../../src/main/core/platform/process/spawner-client.ts";
import type { BenchContext, MeasuredRow, SkippedRow } from "../bench.ts";

const SIZES = [
  { name: "10k", files: 10_000, rounds: 7 },
  // Making and deleting these takes a slow disk many seconds each.
  { name: "50k", files: 50_000, rounds: 3 },
] as const;
/** Files a commit changes, as those of agents do. */
const CHANGED = 5;
const FILES_PER_FOLDER = 100;
const FILE_BYTES = 600;

/**
 * How long an agent waits for its worktree, over `git worktree add` of the same commit. Both run through the spawner, in
 * turns. The pooled one stands one commit behind, as it does when work landed just before; the extra row is for one that
 * was brought to the newest commit in the background.
 */
export async function measureWorktrees({
  root,
  folder,
  say,
}: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const plain = createLocalRunner();
  const found = await findGit({ runner: plain, env: process.env });
  await plain[Symbol.asyncDispose]();
  if (!found.ok) return SIZES.map(({ name }) => ({ id: `convoy-worktree-${name}`, skipped: found.error.message }));
  await using runner = createSpawnerClient({
    nodePath: process.execPath,
    entry: join(root, "src/main/spawner/main.ts"),
    git: createGitCommand(found.value, process.env),
    onComplaint: say,
  });
  const git = createGit({ runner });
  const rows: MeasuredRow[] = [];
  for (const { name, files, rounds } of SIZES) {
    say(`worktrees of ${files} files`);
    const { added, behind, prepared } = await measureSize({ git, folder: join(folder, name), files, rounds });
    const row = { unit: "ms", baseline: median(added) };
    rows.push(
      { id: `convoy-worktree-${name}`, value: median(behind), ...row, note: "one commit behind" },
      {
        id: `convoy-worktree-${name}-prepared`,
        name: `the same, brought to the newest commit before, ${files.toLocaleString("en")} files`,
        value: median(prepared),
        ...row,
      },
    );
  }
  return rows;
}

interface SizeRequest {
  readonly git: Git;
  readonly folder: string;
  readonly files: number;
  readonly rounds: number;
}

interface Times {
  readonly added: number[];
  readonly behind: number[];
  readonly prepared: number[];
}

async function measureSize({ git, folder, files, rounds }: SizeRequest): Promise<Times> {
  const trash = createTrash({ folder: join(folder, "trash"), onError: rethrow });
  const [vault, clone, worktrees] = [join(folder, "vault.git"), join(folder, "clone.git"), join(folder, "worktrees")];
  await initBare(git, vault);
  await importCommit(git, vault, { round: 0, files });
  await makeClone(git, { path: clone, vault, trash });
  await using pool = await createWorktreePool({ git, clone, vault, root: worktrees, keep: 1, onError: rethrow });
  const times: Times = { added: [], behind: [], prepared: [] };
  pool.prepare(await tipOf(git, vault));
  for (let round = 1; round <= rounds; round += 1) {
    await importCommit(git, vault, { round, files });
    const base = await tipOf(git, vault);
    await atRest(pool);

    const path = join(folder, `added-${round}`);
    times.added.push(
      await timed(() => addWorktree(git, { repository: clone, path, commit: base, newBranch: `added-${round}` })),
    );
    const place = await placeOf(clone, path);
    if (place === undefined) throw new Error(`git worktree add made nothing at ${path}`);
    await discardWorktree(place, trash);
    await trash.drain();

    times.behind.push(await timed(() => acquire(pool, `behind-${round}`, base)));
    pool.prepare(base);
    await release(pool, join(worktrees, `behind-${round}`));
    await atRest(pool);
    times.prepared.push(await timed(() => acquire(pool, `prepared-${round}`, base)));
    await release(pool, join(worktrees, `prepared-${round}`));
  }
  return times;
}

async function acquire(pool: WorktreePool, name: string, base: string): Promise<void> {
  const outcome = await pool.acquire({ name, branch: `agents/${name}`, base });
  if (outcome.kind !== "ready") throw new Error(`No worktree: ${outcome.kind}`);
}

async function release(pool: WorktreePool, worktree: string): Promise<void> {
  const outcome = await pool.release({ worktree, ref: undefined, commit: undefined });
  if (outcome.kind !== "released") throw new Error(`${worktree} was not released: ${outcome.kind}`);
  await pool.drain();
}

/** A commit on `main`: all files in round 0, a few changed ones in the others. */
async function importCommit(
  git: Git,
  repository: string,
  { round, files }: { readonly round: number; readonly files: number },
): Promise<void> {
  const message = `Round ${round}`;
  const parts = [
    `commit refs/heads/main\ncommitter Bench <bench@example.org> ${1_700_000_000 + round} +0000\ndata ${message.length}\n${message}\n`,
    ...(round === 0 ? [] : ["from refs/heads/main^0\n"]),
  ];
  const count = round === 0 ? files : CHANGED;
  for (let i = 0; i < count; i += 1) {
    const file = round === 0 ? i : (i * 1_009 + round * 7_919) % files;
    const text = `file ${file} in round ${round}\n`.padEnd(FILE_BYTES, "lorem ipsum\n");
    parts.push(
      `M 100644 inline src/${Math.floor(file / FILES_PER_FOLDER)}/file-${file}.txt\ndata ${text.length}\n${text}\n`,
    );
  }
  await git.run(["fast-import", "--quiet"], { cwd: repository, stdin: parts.join("") });
}

async function tipOf(git: Git, repository: string): Promise<string> {
  return (await git.run(["rev-parse", "--verify", "refs/heads/main"], { cwd: repository })).stdout.toString().trim();
}

/** A second after files were written, the pool has git look at them once more; agents seldom come and go faster. */
async function atRest(pool: WorktreePool): Promise<void> {
  await pool.drain();
  await setTimeout(1_300);
  await pool.drain();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rethrow(error: unknown): never {
  throw error;
}
