import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { joinBranch, mergeBranch } from "../../platform/git/merge-as-one.ts";
import type { ConflictedPath } from "../../platform/git/merge-conflicts.ts";
import { writeBlob } from "../../platform/git/objects.ts";
import { type TreeReplacement, replaceInTree } from "../../platform/git/replace-in-tree.ts";
import { type PrepareDeps, standOf, whyUnsigned } from "./prepare.ts";
import type { ConflictFacts, FileResolution, Resolution } from "./repository.ts";

const SUBMODULE = "160000";

/** As `MergeRepository.resolve`. */
export async function resolveConflict(
  deps: PrepareDeps,
  conflict: ConflictFacts,
  { files, author, message }: Resolution,
): Promise<Result<string, Failure<"unresolved" | "cannot-sign">>> {
  const { vault: repository, committer } = deps;
  const { tip, base, onto } = conflict;
  const stand = await standOf(deps, conflict, onto);
  const { guarded, log, isForward } = stand;
  const request = { ...stand, repository, tip, base, onto, committer };
  const merged = await mergeBranch(guarded, request);
  const known = new Map((merged.kind === "conflict" ? merged.conflicts : []).map((one) => [one.path, one] as const));
  const answers = new Map(files.map((answer) => [answer.path, answer]));
  const open = conflict.files.filter(({ path }) => !answers.has(path)).map(({ path }) => path);
  if (open.length > 0) return unresolved(`${open.join(", ")} ${open.length === 1 ? "has" : "have"} no answer yet.`);
  const replacements: TreeReplacement[] = [];
  for (const file of conflict.files) {
    const answer = answers.get(file.path);
    if (answer === undefined) continue;
    // Both of a pair that differs in case merge by themselves: what stays stands in the tree already.
    if (file.kind === "case" && "take" in answer && file[answer.take] !== undefined) continue;
    const replacement = await replacementFor(deps, known.get(file.path) ?? asCase(file), answer);
    if (replacement === undefined) return unresolved(`${file.path} is a submodule: take one of its two commits.`);
    replacements.push(replacement);
  }
  const tree = await replaceInTree(guarded, repository, { tree: merged.tree, replacements });
  const joined = await joinBranch(guarded, { ...request, log, isForward, tree, author, message });
  if (joined.kind === "unsigned") return fail("cannot-sign", whyUnsigned(joined.reason));
  if (joined.kind !== "done") throw new Error(`${tip} has nothing over ${onto}, and cannot have conflicted with it`);
  return ok(joined.head);
}

function asCase(file: ConflictFacts["files"][number]): ConflictedPath {
  return { ...file, rawPath: Buffer.from(file.path).toString("latin1"), modes: {} };
}

/** Undefined where a text cannot stand. */
async function replacementFor(
  { git, vault }: PrepareDeps,
  file: ConflictedPath,
  answer: FileResolution,
): Promise<TreeReplacement | undefined> {
  const { rawPath, modes } = file;
  const mode = modes.theirs ?? modes.ours ?? modes.base ?? "100644";
  if ("delete" in answer) return { rawPath };
  if ("take" in answer) {
    const id = file[answer.take];
    return id === undefined ? { rawPath } : { rawPath, entry: { mode: modes[answer.take] ?? mode, id } };
  }
  if (mode === SUBMODULE) return undefined;
  return { rawPath, entry: { mode, id: await writeBlob(git, vault, answer.content) } };
}

function unresolved(what: string) {
  return fail("unresolved", `The conflict is not resolved yet: ${what}`, {
    remedy: "Give each conflicting file its content, one of its sides, or say that it goes.",
  });
}
