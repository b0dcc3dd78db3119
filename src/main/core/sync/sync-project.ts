import type { ProjectSync } from "../../../shared/contract/sync.ts";
import type { Project } from "../../../shared/model/project.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { fetchRefs } from "../platform/git/fetch.ts";
import type { ObjectId } from "../platform/git/git.ts";
import { pushCommits } from "../platform/git/push.ts";
import type { RemoteFailure } from "../platform/git/remote-failure.ts";
import { resolveCommit } from "../platform/git/resolve.ts";
import type { LedgerJoined } from "../platform/store/record-store.ts";
import { isTorn } from "./claims.ts";
import type { SyncDeps } from "./ports.ts";

export const BRANCH = "refs/heads/drover/ledger";
/** What the origin had when we last looked. */
const SEEN = "refs/remotes/origin/drover/ledger";
/** Of thirty clones that push at the same moment the last gets through. */
const MAX_ATTEMPTS = 40;
/** A pause is as long as a round takes, times up to this and up to twice as much with every further one. */
const MAX_ROUNDS_WAITED = 8;
const MAX_WAIT_MS = 10_000;

export interface Synced {
  readonly told: ProjectSync;
  /** One for each time that something was joined. */
  readonly joined: readonly LedgerJoined[];
}

type SyncFailure = Failure<NonNullable<ProjectSync["failure"]>["code"]>;

/** Fetch, join, push; again when somebody pushed in between. What was taken in stays, whatever comes after. */
export async function syncProject(deps: SyncDeps, project: Project, dryRun: boolean): Promise<Synced> {
  const joined: LedgerJoined[] = [];
  const done = await rounds(deps, { project, dryRun, joined });
  return {
    joined,
    told: {
      project: project.name,
      taken: new Set(joined.flatMap(({ taken }) => taken.map(({ kind, id }) => `${kind} ${id}`))).size,
      pushed: done.ok && done.value,
      conflicts: joined.flatMap(({ conflicts }) => conflicts.map((one) => toJson(one))),
      quarantined: joined.reduce((sum, { quarantined }) => sum + quarantined.length, 0),
      ...(done.ok ? {} : { failure: done.error }),
    },
  };
}

interface Rounds {
  readonly project: Project;
  readonly dryRun: boolean;
  readonly joined: LedgerJoined[];
}

/** Answers whether something was pushed. */
async function rounds(deps: SyncDeps, { project, dryRun, joined }: Rounds): Promise<Result<boolean, SyncFailure>> {
  const { store, git } = deps;
  const { name, origin } = project;
  const vault = deps.projects.vaultOf(name);
  for (let attempt = 0; ; attempt += 1) {
    const begun = performance.now();
    const flushed = dryRun ? ok() : await store.flush();
    if (!flushed.ok) return flushed;
    const theirs = await fetchTheirs(deps, project, vault);
    if (!theirs.ok) return theirs;
    if (theirs.value !== undefined) {
      const taken = await store.joinLedger(name, theirs.value, { dryRun });
      if (!taken.ok) return taken;
      joined.push(taken.value);
      for (const one of dryRun ? [] : taken.value.taken) if (isTorn(one)) await deps.giveBack(one.id);
      const whole = dryRun ? ok() : await store.flush();
      if (!whole.ok) return whole;
    }
    const tip = await resolveCommit(git, vault, BRANCH);
    if (dryRun || tip === undefined || tip === theirs.value) return ok(false);
    const update = { commit: tip, ref: BRANCH, expected: theirs.value };
    const pushed = await pushCommits(git, { from: vault, to: origin, updates: [update] });
    if (pushed.kind === "pushed") {
      await git.run(["update-ref", SEEN, tip], { cwd: vault });
      return ok(true);
    }
    if (pushed.kind === "refused") {
      return fail("origin-refused", `${origin} does not take the ledger of ${name}: ${pushed.reason}`, {
        remedy: "Allow pushes to the branch drover/ledger there, or switch sync off: what is here stays here.",
      });
    }
    if (pushed.kind !== "moved") return fail(...unreachable(project, pushed));
    if (attempt + 1 >= MAX_ATTEMPTS) {
      return fail("origin-busy", `Others pushed to the ledger of ${name} ${MAX_ATTEMPTS} times in between.`, {
        remedy: "Sync again; what was taken in is here.",
      });
    }
    // Everybody waits for a time of his own, so that they do not meet again.
    const roundMs = performance.now() - begun;
    await deps.wait(Math.min(MAX_WAIT_MS, roundMs * Math.min(MAX_ROUNDS_WAITED, 2 ** attempt)) * deps.random());
  }
}

/** The origin's ledger, now; undefined when it has none. */
async function fetchTheirs(
  { git }: SyncDeps,
  project: Project,
  vault: string,
): Promise<Result<ObjectId | undefined, SyncFailure>> {
  const fetched = await fetchRefs(git, { into: vault, from: project.origin, refspecs: [`+${BRANCH}:${SEEN}`] });
  if (fetched.kind === "no-such-ref") return ok(undefined);
  if (fetched.kind !== "fetched") return fail(...unreachable(project, fetched));
  return ok(await resolveCommit(git, vault, SEEN));
}

function unreachable(project: Project, failed: RemoteFailure) {
  const code = failed.kind === "auth" ? "origin-auth" : "origin-unreachable";
  const message = `The ledger of ${project.name} could not be synced with ${project.origin}: ${failed.reason}`;
  const remedy =
    failed.kind === "auth"
      ? "Let git have the key or token, as in `git ls-remote` on a terminal, then sync again."
      : "Nothing is lost; sync again when the origin answers.";
  return [code, message, { remedy }] as const;
}

/** Values of records are JSON; what is undefined is left out. */
function toJson(conflict: LedgerJoined["conflicts"][number]): ProjectSync["conflicts"][number] {
  return JSON.parse(JSON.stringify(conflict)) as ProjectSync["conflicts"][number];
}
