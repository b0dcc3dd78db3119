import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { workerPath } from "../../src/shared/model/identity.ts";
import { ok } from "../../src/shared/model/result.ts";
import { ManualClock } from "../../src/main/core/base/clock.ts";
import { type ActiveBranch, type Conflicts, createConflicts } from "../../src/main/core/conflict/index.ts";
import { createTrash } from "../../src/main/core/platform/fs/trash.ts";
import { createGitCommand } from "../../src/main/core/platform/git/git-command.ts";
import { findGit } from "../../src/main/core/platform/git/git-location.ts";
import { createGit, type Git } from "../../src/main/core/platform/git/git.ts";
import { makeClone, makeVault } from "../../src/main/core/platform/git/vault.ts";
import { createLocalRunner } from "../../src/main/core/platform/process/local-runner.ts";
import { createSpawnerClient } from "../../src/main/core/platform/process/spawner-client.ts";
import { createStoreFixture } from "../../src/main/core/platform/store/store-fixture.ts";
import type { BenchContext, MeasuredRow, SkippedRow } from "../bench.ts";
import { makeOrigin } from "./convoy-repository.ts";

const BRANCHES = 30;
const FILES = 10_000;
const ROUNDS = 15;
/** Files that each branch changes and no other. */
const OWN_FILES = 5;
const SHARED = "src/0/file-0.txt";
const LINES = 400;
/** Lines of the shared file that each branch has for itself; the first two are after the same one. */
const SPACE = Math.floor(LINES / BRANCHES);

/**
 * What a commit costs while thirty agents work: from the moment it is noticed until all pairs it is in are known and recorded.
 * Once where nobody else touches its files, and once where all thirty have changed the same file, so that every pair is merged.
 */
export async function measureEarlyWarning({
  root,
  folder,
  say,
}: BenchContext): Promise<readonly (MeasuredRow | SkippedRow)[]> {
  const plain = createLocalRunner();
  const found = await findGit({ runner: plain, env: process.env });
  await plain[Symbol.asyncDispose]();
  if (!found.ok) return [{ id: "merge-early-warning", skipped: found.error.message }];
  await using runner = createSpawnerClient({
    nodePath: process.execPath,
    entry: join(root, "src/main/spawner/main.ts"),
    git: createGitCommand(found.value, process.env),
    onComplaint: say,
  });
  const git = createGit({ runner });
  say(`early warning over ${BRANCHES} branches, ${FILES} files`);
  const apart = await measureBranches({ git, folder: join(folder, "apart"), isShared: false });
  const shared = await measureBranches({ git, folder: join(folder, "shared"), isShared: true });
  const note = `median of ${ROUNDS}; the core's loop was held ${shared.held.toFixed(1)} ms at most`;
  return [
    { id: "merge-early-warning", value: median(shared.times), unit: "ms", note },
    {
      id: "merge-early-warning-apart",
      name: "the same where nobody else touched the files",
      value: median(apart.times),
      unit: "ms",
    },
    {
      id: "merge-early-warning-first",
      name: "the same for all 435 pairs at once, as after a start",
      value: shared.first,
      unit: "ms",
    },
  ];
}

interface Figures {
  readonly first: number;
  readonly times: readonly number[];
  readonly held: number;
}

async function measureBranches(options: {
  readonly git: Git;
  readonly folder: string;
  readonly isShared: boolean;
}): Promise<Figures> {
  const { git, folder, isShared } = options;
  await mkdir(folder, { recursive: true });
  const [vault, clone] = [join(folder, "vault.git"), join(folder, "clone.git")];
  const trash = createTrash({ folder: join(folder, "trash"), onError: rethrow });
  const origin = await makeOrigin(folder, FILES);
  await write(git, origin, { ref: "refs/heads/main", from: "refs/heads/main^0", files: { [SHARED]: sharedFile() } });
  await makeVault(git, { path: vault, origin, trash });
  await makeClone(git, { path: clone, vault, trash });
  const branches = Array.from({ length: BRANCHES }, (_, index) => branchOf(index));
  for (const [index] of branches.entries()) await change(git, clone, { index, round: 0, isShared });
  const ledger = createStoreFixture();
  const store = await ledger.open();
  const conflicts = openConflicts({ git, folder, vault, clone, store, branches });
  try {
    const first = await timed(conflicts);
    const delays = monitorEventLoopDelay({ resolution: 1 });
    const times: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      await change(git, clone, { index: (round * 7) % BRANCHES, round, isShared });
      delays.enable();
      times.push(await timed(conflicts));
      delays.disable();
    }
    const flags = conflicts.standing("bench").length;
    if (flags !== (isShared ? 1 : 0)) throw new Error(`${flags} flags stand: what was measured is not early warning.`);
    return { first, times, held: Math.max(0, delays.max / 1e6 - 1) };
  } finally {
    await conflicts[Symbol.asyncDispose]();
    await ledger[Symbol.asyncDispose]();
  }
}

function openConflicts(deps: {
  readonly git: Git;
  readonly folder: string;
  readonly vault: string;
  readonly clone: string;
  readonly store: Parameters<typeof createConflicts>[0]["store"];
  readonly branches: readonly ActiveBranch[];
}): Conflicts {
  const { git, folder, vault, clone, store, branches } = deps;
  return createConflicts({
    store,
    git,
    clock: new ManualClock(),
    report: rethrow,
    folder: join(folder, "trial"),
    projects: () => ["bench"],
    place: () => ({ vault, clone }),
    targetRef: (branch) => `refs/remotes/origin/${branch}`,
    isOn: () => true,
    branches: () => branches,
    titleOf: () => undefined,
    whyEnded: () => "ended",
    tell: () => {},
    letter: () => undefined,
    hasProject: () => true,
    resolveAgent: (ref) => ok(workerPath("bench", ref)),
    resolveItem: (ref) => ok(ref),
  });
}

function branchOf(index: number): ActiveBranch {
  const name = `agent-${index}`;
  return {
    agent: workerPath("bench", name),
    item: `bench-${index}`,
    branch: `drover/${name}/bench-${index}`,
    lands: "main",
  };
}

/** The next commit of a branch; each has lines of its own in the file that they share, next to another's. */
async function change(
  git: Git,
  clone: string,
  { index, round, isShared }: { readonly index: number; readonly round: number; readonly isShared: boolean },
): Promise<void> {
  const files: Record<string, string> = isShared ? { [SHARED]: sharedFile(index, round) } : {};
  for (let n = 0; n < OWN_FILES; n += 1) {
    files[`src/${index + 1}/file-${(index + 1) * 100 + n}.txt`] = `${round} ${n}\n`;
  }
  const ref = `refs/heads/${branchOf(index).branch}`;
  await write(git, clone, { ref, from: round === 0 ? "refs/remotes/origin/main^0" : `${ref}^0`, files });
}

function sharedFile(index?: number, round?: number): string {
  return Array.from({ length: LINES }, (_, line) =>
    index !== undefined && line === Math.max(1, index) * SPACE + 3
      ? `line ${line} by ${index} in round ${round}\n`
      : `line ${line}\n`,
  ).join("");
}

async function write(
  git: Git,
  repository: string,
  commit: { readonly ref: string; readonly from: string; readonly files: Readonly<Record<string, string>> },
): Promise<void> {
  const message = "Change";
  const parts = [
    `commit ${commit.ref}\ncommitter Bench <bench@example.org> 1700000000 +0000\ndata ${message.length}\n${message}\nfrom ${commit.from}\n`,
    ...Object.entries(commit.files).map(([path, text]) => `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`),
  ];
  await git.run(["fast-import", "--quiet", "--force"], { cwd: repository, stdin: parts.join("") });
}

/** The service lets every trouble out by its report, so that what ends has succeeded. */
async function timed(conflicts: Conflicts): Promise<number> {
  const start = performance.now();
  conflicts.wake("bench");
  await conflicts.idle();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rethrow(error: unknown): never {
  throw error;
}
