import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import { applyEdit } from "./apply-edit.ts";
import type { HookAnswer } from "./drover.ts";
import type { Performer } from "./perform.ts";
import type { Action, Script } from "./script.ts";

/** More rounds than commits a script makes: a rebase that does not end is broken. */
const MAX_ROUNDS = 50;

/**
 * Brings the branch onto the newest target after a submission came back. Where both sides changed the same lines, the
 * file is taken as it is on the target and the script's own edits are made on it again; what has no script keeps both
 * sides, the target's first.
 */
export async function rebaseOntoTarget(hook: HookAnswer, script: Script, performer: Performer): Promise<Result<void>> {
  const { console, worktree } = performer;
  const fetched = await worktree.git(["fetch", "--quiet", "origin"]);
  const target = `origin/${hook.target ?? ""}`;
  const known = await worktree.git(["rev-parse", "--verify", "--quiet", `${target}^{commit}`]);
  const onto = known.code === 0 ? target : hook.base;
  if (onto === undefined) return fail("no-target", `There is no ${target} to rebase on. ${fetched.stderr.trim()}`);
  console.tool("Run", `git rebase ${onto}`);
  console.busy("Rebasing…");
  let end = await worktree.git(["rebase", onto]);
  for (let round = 0; end.code !== 0; round++) {
    const conflicts = await conflictedFiles(performer);
    if (round >= MAX_ROUNDS || (conflicts.length === 0 && !(await isRebasing(performer)))) {
      await worktree.git(["rebase", "--abort"]);
      return fail("rebase-failed", `The rebase on ${onto} failed: ${(end.stderr || end.stdout).trim()}`);
    }
    if (conflicts.length > 0) console.below(conflicts.map((path) => `Conflict in ${path}`));
    for (const path of conflicts) {
      const resolved = await resolveFile(path, script, performer);
      if (!resolved.ok) {
        await worktree.git(["rebase", "--abort"]);
        return resolved;
      }
    }
    // A commit whose change the target has by now is empty, and dropped.
    const staged = await worktree.git(["diff", "--cached", "--quiet"]);
    end = await worktree.git(["rebase", staged.code === 0 ? "--skip" : "--continue"]);
  }
  const head = await worktree.git(["log", "-1", "--format=%h %s"]);
  console.below([`On ${onto} now: ${head.stdout.trim()}`]);
  return ok();
}

async function conflictedFiles({ worktree }: Performer): Promise<readonly string[]> {
  const end = await worktree.git(["diff", "--name-only", "--diff-filter=U", "-z"]);
  return end.stdout.split("\0").filter((path) => path !== "");
}

async function isRebasing({ worktree }: Performer): Promise<boolean> {
  return (await worktree.git(["rev-parse", "--verify", "--quiet", "REBASE_HEAD"])).code === 0;
}

async function resolveFile(path: string, script: Script, performer: Performer): Promise<Result<void>> {
  const { console, worktree } = performer;
  const edits = script.steps
    .map((step) => step.action)
    .filter((action): action is EditAction => isEditOf(action, path));
  console.tool("Resolve", path);
  // In a rebase "ours" is the target's side.
  const target = await worktree.git(["show", `:2:${path}`]);
  let text: string | undefined = target.code === 0 ? target.stdout : undefined;
  let remade = edits.length > 0;
  for (const { edit } of edits) {
    const next = applyEdit(text, edit);
    if (next.ok) text = next.value;
    else remade = false;
  }
  if (remade && text !== undefined) {
    await worktree.write(path, text);
    console.below([`Took the target's side and made my ${edits.length === 1 ? "edit" : "edits"} on it again.`]);
  } else {
    const marked = await worktree.read(path);
    if (marked === undefined) return fail("conflict", `${path} was deleted on one side and changed on the other.`);
    await worktree.write(path, keepBothSides(marked));
    console.below(["Kept both sides, the target's first."]);
  }
  const added = await worktree.git(["add", "--", path]);
  return added.code === 0 ? ok() : fail("git-failed", added.stderr.trim());
}

type EditAction = Action & { readonly kind: "edit" };

function isEditOf(action: Action, path: string): action is EditAction {
  return action.kind === "edit" && action.path === path;
}

/** Takes conflict markers out, and the common ancestor's part where git wrote one. The same marks elsewhere are text. */
export function keepBothSides(marked: string): string {
  let side: Side = "none";
  const kept = marked.split("\n").filter((line) => {
    const next = sideAfter(side, line);
    const isMark = next !== side;
    side = next;
    return !isMark && side !== "base";
  });
  return kept.join("\n");
}

type Side = "none" | "target" | "base" | "own";

function sideAfter(side: Side, line: string): Side {
  switch (side) {
    case "none":
      return line.startsWith("<<<<<<< ") ? "target" : side;
    case "target":
      return line.startsWith("||||||| ") ? "base" : line === "=======" ? "own" : side;
    case "base":
      return line === "=======" ? "own" : side;
    case "own":
      return line.startsWith(">>>>>>> ") ? "none" : side;
  }
}
