import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "salvage restore",
  summary: "Bring a salvage back, byte by byte.",
  details:
    "Into a fresh worktree on a branch of its own, unless told otherwise: files, what was staged, conflicts, stashes and what was under way are as they were. What is on a hook now is saved before it gives way.",
  examples: [
    { line: "salvage restore 1f2e3d", why: "Beside everything else, to look at." },
    { line: "salvage restore 1f2e3d --hook", why: "Where its agent goes on." },
    { line: "salvage restore 1f2e3d --repository --branch rescue", why: "As a branch in your own repository." },
  ],
  args: { salvage: { label: "SALVAGE" } },
  options: {
    hook: { kind: "flag", summary: "Onto its agent's hook." },
    repository: { kind: "flag", summary: "As a branch in your repository, with a commit for what was not committed." },
    branch: { kind: "text", label: "NAME", summary: "Of the branch that is made." },
  },
  async run(context, { salvage }, { hook, repository, branch }) {
    if (hook && repository) return fail("usage", "Give --hook or --repository, not both.");
    if (hook && branch !== undefined) return fail("usage", "A hook has its own branch: leave --branch out.");
    const to = hook ? "hook" : repository ? "repository" : "worktree";
    const restored = await context.call("salvage.restore", { salvage, to, branch });
    if (!restored.ok) return restored;
    const { style } = context;
    return context.print(restored.value, () => {
      const { worktree, branch: on, before, leftOut } = restored.value;
      const where = worktree === undefined ? "" : ` in ${neutralise(worktree)}`;
      return [
        `Restored on ${style("cyan", neutralise(on))}${where}\n`,
        before === undefined ? "" : `What was there before is kept as ${style("cyan", before)}\n`,
        ...leftOut.map((what) => style("yellow", `Not brought back: ${neutralise(what)}\n`)),
      ].join("");
    });
  },
});
