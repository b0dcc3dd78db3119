import { join } from "node:path";
import type { Git } from "../../src/main/core/platform/git/git.ts";
import type { BenchContext, MeasuredRow } from "../bench.ts";
import { type MergeRig, median, openMergeRig } from "./merge-rig.ts";

const FILES = 10_000;
const ROUNDS = 21;

/**
 * What it costs to put a submission of one commit on a target that has moved by another: as the queue does it, as git does it
 * with the least that is needed for the same, and as `git rebase` does it in a work tree that is there already.
 */
export async function measurePrepare(context: BenchContext): Promise<readonly MeasuredRow[]> {
  context.say(`preparing a submission, ${FILES} files`);
  await using rig = await openMergeRig({ ...context, folder: join(context.folder, "prepare") }, FILES);
  const { git, vault, repository } = rig;
  const worktree = join(context.folder, "prepare", "rebase");
  const base = await rig.target();
  await git.run(["worktree", "add", "--quiet", "--detach", worktree, base], { cwd: rig.clone });
  const times = { queue: [] as number[], bare: [] as number[], rebase: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const [onto, tip] = await bothIn(rig, base, round);
    const prepare = async () => {
      const prepared = await repository.prepare(rig.project, { tip, base }, onto);
      if (prepared.kind !== "prepared") throw new Error(`What goes together was ${prepared.kind}.`);
      return prepared.commit;
    };
    const ways = [
      async () => times.queue.push(await timed(prepare)),
      async () => times.bare.push(await timed(() => bareMerge(git, { vault, tip, onto }))),
      async () => {
        await git.run(["checkout", "--quiet", "--detach", tip], { cwd: worktree });
        times.rebase.push(await timed(() => rebase(git, { worktree, base, onto })));
      },
    ];
    // Whoever comes first finds cold what the others find warm.
    for (let at = 0; at < ways.length; at += 1) await ways[(at + round) % ways.length]?.();
  }
  const value = median(times.queue);
  const note = `median of ${ROUNDS}, in turns`;
  return [
    { id: "merge-prepare", value, baseline: median(times.rebase), unit: "ms", note },
    {
      id: "merge-prepare-bare",
      name: "the same over bare `git merge-tree` and `git commit-tree`",
      value,
      baseline: median(times.bare),
      unit: "ms",
      note,
    },
  ];
}

/** A target that has moved on, and a submission from before, both to be found in the vault. */
async function bothIn(rig: MergeRig, base: string, round: number): Promise<readonly [onto: string, tip: string]> {
  const onto = await rig.commit({ [`src/1/file-${100 + round}.txt`]: `moved ${round}\n` }, base);
  const tip = await rig.commit({ [`src/2/file-${200 + round}.txt`]: `mine ${round}\n` }, base);
  for (const [name, commit] of [
    ["onto", onto],
    ["tip", tip],
  ] as const) {
    const kept = await rig.repository.keep(rig.project, `bench-${name}-${round}`, commit);
    if (!kept.ok) throw new Error(kept.error.message);
  }
  return [onto, tip];
}

async function bareMerge(
  git: Git,
  { vault, tip, onto }: { readonly vault: string; readonly tip: string; readonly onto: string },
): Promise<void> {
  const merged = await git.run(["merge-tree", "--write-tree", onto, tip], { cwd: vault });
  const tree = merged.stdout.toString().trim();
  const env = Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((who) => [
      [`GIT_${who}_NAME`, "Bench"],
      [`GIT_${who}_EMAIL`, "bench@example.org"],
    ]),
  );
  await git.run(["commit-tree", tree, "-p", onto, "-m", "Change"], { cwd: vault, env });
}

async function rebase(
  git: Git,
  { worktree, base, onto }: { readonly worktree: string; readonly base: string; readonly onto: string },
): Promise<void> {
  const env = { GIT_COMMITTER_NAME: "Bench", GIT_COMMITTER_EMAIL: "bench@example.org" };
  await git.run(["rebase", "--quiet", "--onto", onto, base], { cwd: worktree, env });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
