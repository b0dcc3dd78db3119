import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { FailureOf, OutputOf } from "../../../shared/contract/contract.ts";
import type { Hook } from "../../../shared/model/agent.ts";
import { type Looked, isNew, lookAtAll, nameOf, notReady } from "./looked.ts";
import type { HookDeps } from "./ports.ts";
import { worktreesOf } from "./worktrees.ts";

type Deps = Pick<HookDeps, "worktrees" | "project" | "verify">;

type Verified = OutputOf<"hook.verify">["verified"][number];

/**
 * Has the gates run on what is committed on a hook, as it would land: exactly that commit, on top of the newest target, in a work
 * tree of the queue's. What is green counts for the merge queue as long as the target does not move.
 */
export async function verifyHook(
  deps: Deps,
  hook: Hook,
): Promise<Result<OutputOf<"hook.verify">, FailureOf<"hook.verify">>> {
  for (const { project } of worktreesOf(hook)) {
    const newest = await deps.worktrees.fetchTarget(project, hook.agent);
    if (newest.ok) continue;
    return fail("target-unknown", `The newest target of ${project} cannot be had: ${newest.error.message}`, {
      remedy: "Submit with `drover done` as it is: the merge queue waits until it can be reached.",
    });
  }
  const all = await lookAtAll(deps.worktrees, hook);
  if (!all.ok) return all;
  const isOneOfSeveral = hook.also.length > 0;
  for (const one of all.value) {
    const refusal =
      notReady(one, isOneOfSeveral) ??
      notRebased(one, { target: deps.project(one.at.project, hook.item)?.target ?? "the target", isOneOfSeveral });
    if (refusal !== undefined) return { ok: false, error: refusal };
  }
  const ready = all.value.filter(isNew);
  if (ready.length === 0) {
    return fail("nothing-to-submit", "There is no commit that the target does not have.", {
      remedy: "Commit your work first.",
    });
  }
  const verified: Verified[] = [];
  for (const { at, facts } of ready) {
    const what = { project: at.project, agent: hook.agent, commit: facts.head, onto: facts.target };
    const outcome = await deps.verify(what);
    if (!outcome.ok) return fail("interrupted", outcome.error.message, outcome.error);
    const { project, commit, onto } = what;
    verified.push({ project, commit, onto, ...outcome.value, gates: [...outcome.value.gates] });
  }
  return ok(inWords(verified, deps));
}

/** One that is not on top of the newest target would land as another commit than the one that was tried. */
function notRebased(
  { at, facts }: Looked,
  { target, isOneOfSeveral }: { readonly target: string; readonly isOneOfSeveral: boolean },
): Failure<"not-rebased"> | undefined {
  if (facts.ahead === 0 || facts.base === facts.target) return undefined;
  return {
    code: "not-rebased",
    message: `${at.branch}${nameOf(at, isOneOfSeveral)} is not on top of the newest ${target}, ${facts.target.slice(0, 10)}.`,
    remedy: `\`git rebase origin/${target}\` (it is fetched already), then verify again; or leave it to the merge queue: \`drover done\`.`,
  };
}

function inWords(verified: readonly Verified[], { project }: Deps): OutputOf<"hook.verify"> {
  for (const { project: where, run = "", gates } of verified) {
    const red = gates.find(({ exitCode, timedOut }) => exitCode !== 0 || timedOut);
    if (red === undefined) continue;
    const next = `The gate “${red.name}” is red in ${where}: mend it, commit, and verify again. All it printed: \`drover mq log ${run}\`.`;
    return { isGreen: false, verified: [...verified], next };
  }
  const atOnce = verified.every((one) => project(one.project)?.landsVerified === true);
  const next = atOnce
    ? "All green. Submit it now with `drover done`: it lands at once unless the target moves before."
    : "All green. Submit it with `drover done`; the merge queue runs the gates once more.";
  return { isGreen: true, verified: [...verified], next };
}
