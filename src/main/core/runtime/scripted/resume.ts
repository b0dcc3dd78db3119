import { isApplied } from "./apply-edit.ts";
import type { Step } from "./script.ts";
import type { Worktree } from "./worktree.ts";

/**
 * Where to go on: behind the last step whose effect is in the worktree. A successor knows nothing of the session before;
 * it looks at what is there, as anybody would. An edit counts only where its file was touched since the base, since its
 * text may have been in the project before.
 */
export async function stepToGoOnAt(
  steps: readonly Step[],
  worktree: Pick<Worktree, "read" | "subjectsSince" | "changedSince">,
  base: string | undefined,
): Promise<number> {
  const subjects = await worktree.subjectsSince(base);
  const changed = await worktree.changedSince(base);
  let next = 0;
  for (const [index, { action }] of steps.entries()) {
    const done =
      action.kind === "commit"
        ? subjects.includes(firstLine(action.message))
        : action.kind === "edit" &&
          changed.has(action.path) &&
          isApplied(await worktree.read(action.path), action.edit);
    if (done) next = index + 1;
  }
  return next;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
