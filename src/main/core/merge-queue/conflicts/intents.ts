import type { Intent } from "../../../../shared/contract/submission-conflict.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { ConflictInShort } from "./port.ts";
import type { ConflictGit } from "./git.ts";
import type { Description, MergeRepository } from "../repository/repository.ts";

export interface IntentDeps {
  readonly git: Pick<ConflictGit, "parting" | "touching">;
  readonly repository: Pick<MergeRepository, "describe">;
  submissions(): Iterable<Submission>;
  itemOf(id: string): { readonly title: string; readonly acceptance: string } | undefined;
  /** What that agent noted for others on that item, and what was said of it; oldest first. */
  notesOf(agent: IdentityPath, item: string): readonly string[];
}

export interface BothIntents {
  readonly theirs: Intent;
  /** Landed work that touches the same files, newest first. */
  readonly ours: readonly Intent[];
  /** Where the submission leaves the target. */
  readonly base: string;
}

/** Sides told at most: a conflict with more of them is one with a release. */
const MAX_SIDES = 20;
/** Notes told of each side, the newest. */
const MAX_NOTES = 10;

type Commit = Description["commits"][number];

/** Why both sides of a conflict are as they are: what was asked for, by whom it was done, and what they noted. */
export async function readIntents(deps: IntentDeps, one: Submission, facts: ConflictInShort): Promise<BothIntents> {
  const { git, repository } = deps;
  const { project, tip } = one;
  const base = (await git.parting(project, [facts.onto, tip])) ?? one.base;
  const paths = facts.files.map(({ path }) => path);
  const [own, landed, touching] = await Promise.all([
    repository.describe(project, base, tip),
    repository.describe(project, base, facts.onto),
    git.touching(project, { base, onto: facts.onto }, paths),
  ]);
  const wanted = new Set(touching);
  const ours = sharesOf(deps, one, landed.commits).flatMap(({ by, commits }) => {
    const named = commits.filter(({ id }) => wanted.has(id));
    return named.length === 0 ? [] : [intentOf(deps, by, named)];
  });
  return { theirs: intentOf(deps, one, own.commits), ours: ours.slice(0, MAX_SIDES), base };
}

/** What landed, cut into what came of each submission and what came otherwise. Newest first, as the commits are. */
function sharesOf(
  { submissions }: Pick<IntentDeps, "submissions">,
  { project, branch }: Submission,
  commits: readonly Commit[],
): readonly { readonly by: Submission | undefined; readonly commits: readonly Commit[] }[] {
  const ends = new Map<string, Submission>();
  for (const one of submissions()) {
    if (one.project === project && one.branch === branch && one.landed !== undefined) ends.set(one.landed, one);
  }
  const shares: { by: Submission | undefined; commits: Commit[] }[] = [];
  let by: Submission | undefined;
  for (const commit of commits) {
    const end = ends.get(commit.id);
    // Behind what it landed on, commits are somebody else's.
    const begins = end !== undefined || (by?.landedFrom === commit.id && by !== undefined);
    if (begins) by = end;
    const last = shares.at(-1);
    if (last === undefined || begins) shares.push({ by, commits: [commit] });
    else last.commits.push(commit);
  }
  return shares;
}

function intentOf(deps: IntentDeps, by: Submission | undefined, commits: readonly Commit[]): Intent {
  if (by === undefined) {
    return { item: "", title: "Commits that came past Drover", acceptance: "", commits: [...commits], notes: [] };
  }
  const { item, agent, id, updatedAt: at } = by;
  const { title = item, acceptance = "" } = deps.itemOf(item) ?? {};
  const notes = deps.notesOf(agent, item).slice(-MAX_NOTES);
  return { item, title, acceptance, agent, submission: id, commits: [...commits], notes, at };
}
