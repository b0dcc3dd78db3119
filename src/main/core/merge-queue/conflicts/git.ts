import type { Submission } from "../../../../shared/model/submission.ts";
import { mergeBase } from "../../platform/git/ancestry.ts";
import { diffNames, diffPatch } from "../../platform/git/diff.ts";
import type { Git } from "../../platform/git/git.ts";
import { objectId } from "../../platform/git/object-id.ts";
import type { ConflictFacts, MergeRepository } from "../repository/repository.ts";

/** So long a target that was seen is taken for the newest. */
const TARGET_AGE_MS = 5_000;
/** Files looked through for marks of a conflict, one by one; of more the whole tree is. */
const MAX_PATHS = 500;
const MARKS = "^(<<<<<<<|>>>>>>>)( |$)";

export interface ConflictGitDeps {
  readonly git: Git;
  readonly repository: Pick<MergeRepository, "fetchTarget" | "prepare">;
  vaultOf(project: string): string;
}

/** What conflicts are to be known of in the vault. Commits are full object names. */
export interface ConflictGit {
  /** The newest commit that a submission is to land on; undefined while it cannot be reached. */
  newestTarget(one: Pick<Submission, "project" | "branch">): Promise<string | undefined>;
  /** Whether a submission with that tip goes onto a commit. */
  putOn(one: Submission, onto: string): Promise<PutOn>;
  /** Files in which somebody left marks of a conflict since `onto`. */
  markedFiles(project: string, range: { readonly onto: string; readonly tip: string }): Promise<readonly string[]>;
  /** Where a submission leaves a target. */
  parting(project: string, commits: readonly [string, string]): Promise<string | undefined>;
  /** Commits of a target since a base that touch any of the paths, newest first, so many at most. */
  touching(
    project: string,
    range: { readonly base: string; readonly onto: string },
    paths: readonly string[],
  ): Promise<readonly string[]>;
  patch(
    project: string,
    range: { readonly from: string; readonly to: string },
    limits: { readonly paths: readonly string[]; readonly maxBytes: number },
  ): Promise<{ readonly text: string; readonly truncated: boolean }>;
}

export type PutOn =
  | { readonly kind: "clean" }
  | { readonly kind: "nothing-left" }
  | { readonly kind: "conflict"; readonly conflict: ConflictFacts }
  | { readonly kind: "blocked"; readonly reason: string };

/** Commits read of a target at most: beyond that, what landed there is told by its newest. */
const MAX_COMMITS = 2_000;

export function createConflictGit({ git, repository, vaultOf }: ConflictGitDeps): ConflictGit {
  async function revisions(project: string, args: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await git.run(["--literal-pathspecs", "rev-list", `--max-count=${MAX_COMMITS}`, ...args], {
      cwd: vaultOf(project),
    });
    return stdout
      .toString()
      .split("\n")
      .filter((line) => line !== "");
  }

  async function marked(project: string, commit: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
    const within = paths.length <= MAX_PATHS ? ["--", ...paths] : [];
    const args = [
      "--literal-pathspecs",
      "grep",
      "--name-only",
      "-z",
      "-I",
      "-E",
      "-e",
      MARKS,
      objectId(commit),
      ...within,
    ];
    const { stdout } = await git.run(args, { cwd: vaultOf(project), okCodes: [0, 1] });
    const names = stdout
      .toString()
      .split("\0")
      .filter((name) => name !== "");
    return new Set(names.map((name) => name.slice(commit.length + 1)));
  }

  return {
    async newestTarget({ project, branch }) {
      const target = await repository.fetchTarget(project, branch, { maxAgeMs: TARGET_AGE_MS });
      return target.ok ? target.value : undefined;
    },
    async putOn({ project, tip, base, kind }, onto) {
      const prepared = await repository.prepare(project, { tip, base, kind }, onto);
      return prepared.kind === "prepared" ? { kind: "clean" } : prepared;
    },
    async markedFiles(project, { onto, tip }) {
      const paths = await diffNames(git, vaultOf(project), { from: onto, to: tip });
      if (paths.length === 0) return [];
      const now = await marked(project, tip, paths);
      if (now.size === 0) return [];
      const before = await marked(project, onto, [...now]);
      return [...now].filter((path) => !before.has(path));
    },
    parting: (project, commits) => mergeBase(git, vaultOf(project), commits),
    touching: (project, { base, onto }, paths) =>
      revisions(project, ["--topo-order", objectId(onto), `^${objectId(base)}`, "--", ...paths]),
    patch: (project, range, limits) => diffPatch(git, vaultOf(project), { ...range, ...limits }),
  };
}
