import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { shareRuns } from "../../base/share-runs.ts";
import { fetchRefs } from "../../platform/git/fetch.ts";
import type { Git, ObjectId } from "../../platform/git/git.ts";
import { listRemote } from "../../platform/git/ls-remote.ts";
import { resolveCommit } from "../../platform/git/resolve.ts";
import type { MergePlace } from "./place.ts";

type Fetched = Result<ObjectId, Failure<"unreachable" | "branch-not-found">>;

/** Where the branches that work lands on are, as far as the origin was asked. */
export interface Targets {
  /** As `MergeRepository.fetchTarget`. */
  fetch(project: string, branch: string, maxAgeMs: number): Promise<Fetched>;
  /** What Drover has made of it itself. */
  note(project: string, branch: string, commit: ObjectId): Promise<void>;
}

/** Where the newest known target stands in vault and clone alike, so that agents find it as `origin/<target>`. */
export function targetRef(target: string): string {
  return `refs/remotes/origin/${target}`;
}

export function createTargets(git: Git, placeOf: (project: string) => MergePlace): Targets {
  /** The newest commit known of each branch, and when it was seen; on a clock that nobody sets. */
  const known = new Map<string, { readonly commit: ObjectId; readonly at: number }>();
  /** By project: what now changes the refs that say where branches are, one after the other. */
  const changing = new Map<string, Promise<unknown>>();
  const asking = new Map<string, readonly [project: string, branch: string]>();
  const fetching = shareRuns((key: string) => {
    const [project = "", branch = ""] = asking.get(key) ?? [];
    return alone(project, () => fetchNow(project, branch));
  });

  function alone<T>(project: string, work: () => Promise<T>): Promise<T> {
    const done = (changing.get(project) ?? Promise.resolve()).then(work);
    changing.set(
      project,
      done.catch(() => {}),
    );
    return done;
  }

  async function fetchNow(project: string, branch: string): Promise<Fetched> {
    const { vault, clone, origin } = placeOf(project);
    const refspec = `+refs/heads/${branch}:${targetRef(branch)}`;
    const fetched = await fetchRefs(git, { into: vault, from: origin, refspecs: [refspec] });
    switch (fetched.kind) {
      case "fetched":
        break;
      case "no-such-ref":
        known.delete(keyOf(project, branch));
        return fail("branch-not-found", `${origin} has no branch ${branch}${await headInstead(vault, origin)}.`, {
          remedy: `Make it there, or choose another target: drover project edit ${project} --target BRANCH`,
        });
      case "auth":
      case "unreachable":
      case "not-found":
        return fail("unreachable", `${origin} could not be fetched: ${fetched.reason}`);
    }
    const commit = await resolveCommit(git, vault, targetRef(branch));
    if (commit === undefined) throw new Error(`${targetRef(branch)} is not in ${vault} after a fetch.`);
    await git.run(["update-ref", targetRef(branch), commit], { cwd: clone });
    known.set(keyOf(project, branch), { commit, at: performance.now() });
    return ok(commit);
  }

  /** A branch that was renamed is mostly the one that the origin's HEAD names now. */
  async function headInstead(vault: string, origin: string): Promise<string> {
    const listed = await listRemote(git, { cwd: vault, url: origin });
    return listed.kind === "listed" && listed.head !== undefined ? `; its HEAD names ${listed.head}` : "";
  }

  return {
    async fetch(project, branch, maxAgeMs) {
      const key = keyOf(project, branch);
      const newest = known.get(key);
      if (newest !== undefined && performance.now() - newest.at < maxAgeMs) return ok(newest.commit);
      asking.set(key, [project, branch]);
      return fetching(key);
    },
    note: (project, branch, commit) =>
      alone(project, async () => {
        const { vault, clone } = placeOf(project);
        await Promise.all([vault, clone].map((cwd) => git.run(["update-ref", targetRef(branch), commit], { cwd })));
        known.set(keyOf(project, branch), { commit, at: performance.now() });
      }),
  };
}

/** Neither a project's name nor a branch's has a line feed. */
function keyOf(project: string, branch: string): string {
  return `${project}\n${branch}`;
}
