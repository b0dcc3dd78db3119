import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { FailureOf, OutputOf } from "../../../shared/contract/contract.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Hook } from "../../../shared/model/agent.ts";
import { type Decided, type HookBoard, archiveHook, completeHook } from "./decide.ts";
import { type Looked, isNew, lookAtAll, nameOf, notReady, uncommitted } from "./looked.ts";
import type { HookDeps } from "./ports.ts";
import { type HookWorktree, hasLanded, isInQueue, worktreesOf } from "./worktrees.ts";

type Deps = Pick<HookDeps, "worktrees" | "submit" | "closeWithoutChange" | "project" | "isOthersWork"> & {
  readonly board: HookBoard;
};

export type HandedIn = Result<OutputOf<"hook.done">, FailureOf<"hook.done">>;

type Refusal = FailureOf<"hook.done">;

/** Hands in what is in a hook's worktrees, each to its own project's merge queue, all of it or nothing. */
export interface HandIn {
  submit(hook: Hook, item: string, actor: IdentityPath): Promise<HandedIn>;
  closeUnchanged(
    hook: Hook,
    item: string,
    by: { readonly actor: IdentityPath; readonly outcome: string },
  ): Promise<HandedIn>;
}

const EXIT_NOW =
  "Your part is done: exit your session now. Should the work come back, a fresh session of yours is told why.";
export function createHandIn(deps: Deps): HandIn {
  const { board } = deps;

  async function submit(hook: Hook, item: string, actor: IdentityPath): Promise<HandedIn> {
    const targetOf = (project: string) => deps.project(project, item)?.target ?? "the target";
    const all = await lookAtAll(deps.worktrees, hook);
    if (!all.ok) return all;
    for (const one of all.value) {
      const refusal = notReady(one, hook.also.length > 0);
      if (refusal !== undefined) return err(refusal);
    }
    const ready = all.value.filter(isNew);
    for (const { at, facts } of ready) {
      if (at.sentBack !== undefined && facts.head === at.submitted) return err(unmended(at, targetOf(at.project)));
    }
    if (ready.length === 0) {
      const told = all.value.find(({ at }) => at.sentBack !== undefined && at.submitted !== undefined);
      if (told === undefined && all.value.some(({ at }) => isInQueue(at))) return await handOver([]);
      const landed = all.value.filter(({ at }) => hasLanded(at)).map(({ at }) => at.project);
      if (told === undefined && landed.length > 0) {
        return await close(hook, item, { actor, outcome: `It has landed in ${landed.join(", ")}.` });
      }
      return err(
        nothingAhead(
          all.value.map(({ at }) => at),
          targetOf,
        ),
      );
    }
    return await handOver(ready);

    async function handOver(what: readonly Looked[]): Promise<HandedIn> {
      const parts = what.map(({ at: { project }, facts: { head: tip, base } }) => ({ project, tip, base }));
      const submitted = await deps.submit({ item, agent: hook.agent, parts }, () => complete(hook, parts, actor));
      if (!submitted.ok) return refused(submitted.error);
      const { submissions } = submitted.value;
      const as = submissions.length === 0 ? "" : ` as ${submissions.join(", ")}`;
      const next = `${item} is in the merge queue${as}. ${EXIT_NOW}`;
      const [submission] = submissions;
      return ok({ item, ...(submission === undefined ? {} : { submission }), submissions: [...submissions], next });
    }
  }

  /** Not if something that is not handed in again came back while it was looked. */
  function complete(
    seen: Hook,
    parts: readonly { readonly project: string; readonly tip: string }[],
    actor: IdentityPath,
  ): Decided {
    const now = board.get(seen.agent);
    const handed = new Set(parts.map(({ project }) => project));
    const before = new Set(worktreesOf(seen).flatMap((at) => (at.sentBack === undefined ? [] : at.project)));
    const back = (now === undefined ? [] : worktreesOf(now)).find(
      ({ project, sentBack }) => sentBack !== undefined && !handed.has(project) && !before.has(project),
    );
    if (back !== undefined) {
      return fail("sent-back", `What was submitted in ${back.project} came back just now: ${back.sentBack ?? ""}`);
    }
    return completeHook(now, { tips: parts.map(({ project, tip }) => ({ project, tip })), actor });
  }

  async function close(
    hook: Hook,
    item: string,
    by: { readonly actor: IdentityPath; readonly outcome: string },
  ): Promise<HandedIn> {
    const closed = await deps.closeWithoutChange({ item, agent: hook.agent, outcome: by.outcome }, () => {
      const now = board.get(hook.agent);
      const completed = completeHook(now, { actor: by.actor });
      if (!completed.ok) return completed;
      const archived = archiveHook(now, item, by);
      return archived.ok ? ok([...completed.value, ...archived.value]) : archived;
    });
    return closed.ok ? ok({ item, submissions: [], next: `${item} is closed. ${EXIT_NOW}` }) : refused(closed.error);
  }

  return {
    submit,
    async closeUnchanged(hook, item, by) {
      // What it began on stays with its author, and what it did is salvaged with its worktree.
      if (deps.isOthersWork(item)) return await close(hook, item, by);
      const all = await lookAtAll(deps.worktrees, hook);
      if (!all.ok) return all;
      for (const { at, facts } of all.value) {
        if (facts.uncommitted.length > 0) return err(uncommitted(facts.uncommitted, nameOf(at, hook.also.length > 0)));
        if (facts.ahead === 0 || facts.head === at.landed) continue;
        const message = `The branch ${at.branch}${nameOf(at, hook.also.length > 0)} has ${commits(facts.ahead)} that would not be submitted.`;
        return fail("bad-input", message, { remedy: "Submit them with `drover done`, without --no-change." });
      }
      return await close(hook, item, by);
    },
  };
}

function unmended({ branch, sentBack }: HookWorktree, target: string): Refusal {
  return {
    code: "nothing-to-submit",
    message: `${branch} is still at the commit that came back: ${sentBack ?? ""}`,
    remedy: `\`git rebase origin/${target}\`, mend it, commit, and submit again.`,
  };
}

function nothingAhead(all: readonly HookWorktree[], targetOf: (project: string) => string): Refusal {
  const where = all.map(
    (at) => `${at.branch}${nameOf(at, all.length > 1)} has no commit that ${targetOf(at.project)} does not have`,
  );
  return {
    code: "nothing-to-submit",
    message: `${where.join("; ")}.`,
    remedy: 'Commit your work, or close the item with what came out of it: `drover done --no-change "…"`.',
  };
}

/** What changed between looking and submitting, in the words of whoever refused. */
function refused(
  failure: Failure,
): Result<never, Failure<"internal" | "journal-stopped" | "already-submitted" | "nothing-to-submit" | "unresolved">> {
  if (failure.code === "unresolved") return fail("unresolved", failure.message, failure);
  if (failure.code === "nothing-to-submit") return fail("nothing-to-submit", failure.message, failure);
  if (failure.code === "wrong-transition") return fail("already-submitted", failure.message, failure);
  if (failure.code === "sent-back") return fail("nothing-to-submit", failure.message, failure);
  return lost(failure);
}

/** What cannot be helped here: a stopped journal, a missing commit. */
export function lost(failure: Failure): Result<never, Failure<"internal" | "journal-stopped">> {
  return fail(failure.code === "journal-stopped" ? "journal-stopped" : "internal", failure.message, failure);
}

function commits(count: number): string {
  return count === 1 ? "1 commit" : `${count} commits`;
}
