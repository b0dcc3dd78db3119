import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { FailureOf, OutputOf } from "../../../shared/contract/contract.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type HookBoard, archiveHook, completeHook } from "./decide.ts";
import type { HandOver } from "./hand-over.ts";
import type { HookDeps, WorktreeFacts } from "./ports.ts";
import { COMMITS_SHOWN, primingText } from "./prime.ts";

type Deps = Pick<
  HookDeps,
  "worktrees" | "submit" | "closeWithoutChange" | "project" | "item" | "lastEnd" | "prompts" | "memoryOf" | "unreadMail"
> & { readonly board: HookBoard; readonly handOver: HandOver };

type Saved = Result<OutputOf<"hook.handoff">, FailureOf<"hook.handoff">>;

type DoneResult = Result<OutputOf<"hook.done">, FailureOf<"hook.done">>;

export interface HookService {
  prime(agent: Agent): Promise<string>;
  /** Looks for itself whether the work is ready, whatever the agent believes, and hands it to the merge queue. */
  done(
    hook: Hook,
    command: { readonly actor: IdentityPath; readonly noChange?: string | undefined },
  ): Promise<DoneResult>;
  handOff(hook: Hook, command: { readonly actor: IdentityPath; readonly note?: string | undefined }): Promise<Saved>;
  /** Saves everything, and leaves worktree and session as they are. */
  checkpoint(hook: Hook, command: { readonly actor: IdentityPath; readonly note?: string | undefined }): Promise<Saved>;
}

const EXIT_NOW =
  "Your part is done: exit your session now. Should the work come back, a fresh session of yours is told why.";
/** Paths named in a refusal; more than that is a folder that should be ignored. */
const SHOWN_PATHS = 20;

export function createHookService(deps: Deps): HookService {
  const { board } = deps;

  async function submit(hook: Hook, item: string, actor: IdentityPath): Promise<DoneResult> {
    const facts = await deps.worktrees.look(hook.project, hook.worktree);
    if (!facts.ok) return brokenWorktree(hook, facts.error);
    const refusal = notReady(hook, facts.value, deps.project(hook.project)?.target ?? "the target");
    if (refusal !== undefined) return err(refusal);
    const { head: tip, base } = facts.value;
    const submitted = await deps.submit({ project: hook.project, item, agent: hook.agent, tip, base }, () =>
      completeHook(board.get(hook.agent), { tip, actor }),
    );
    if (!submitted.ok) return refused(submitted.error);
    const { submission } = submitted.value;
    return ok({ item, submission, next: `${item} is in the merge queue as ${submission}. ${EXIT_NOW}` });
  }

  async function closeUnchanged(
    hook: Hook,
    item: string,
    by: { actor: IdentityPath; outcome: string },
  ): Promise<DoneResult> {
    const facts = await deps.worktrees.look(hook.project, hook.worktree);
    if (!facts.ok) return brokenWorktree(hook, facts.error);
    if (facts.value.uncommitted.length > 0) return err(uncommitted(facts.value.uncommitted));
    if (facts.value.ahead > 0) {
      return fail(
        "bad-input",
        `The branch ${hook.branch} has ${commits(facts.value.ahead)} that would not be submitted.`,
        {
          remedy: "Submit them with `drover done`, without --no-change.",
        },
      );
    }
    const closed = await deps.closeWithoutChange({ item, agent: hook.agent, outcome: by.outcome }, () => {
      const now = board.get(hook.agent);
      const completed = completeHook(now, by);
      if (!completed.ok) return completed;
      const archived = archiveHook(now, item, by);
      return archived.ok ? ok([...completed.value, ...archived.value]) : archived;
    });
    if (!closed.ok) return refused(closed.error);
    return ok({ item, next: `${item} is closed. ${EXIT_NOW}` });
  }

  return {
    async prime(agent) {
      const hook = board.get(agent.path);
      const isInWork = hook !== undefined && (hook.state === "active" || hook.state === "suspended");
      const done = isInWork ? await deps.worktrees.commits(hook.project, hook.worktree, COMMITS_SHOWN + 1) : undefined;
      return primingText({
        agent,
        hook,
        project: agent.project === undefined ? undefined : deps.project(agent.project),
        item: hook?.item === undefined ? undefined : deps.item(hook.item),
        lastEnd: deps.lastEnd(agent.path),
        prompts: await deps.prompts(agent),
        memory: deps.memoryOf(agent.path),
        mail: deps.unreadMail(agent.path),
        // A worktree that cannot be read is told by what looks after it, and is no reason not to begin.
        commits: done?.ok === true ? done.value : [],
      });
    },
    async done(hook, { actor, noChange }) {
      const { item } = hook;
      if (hook.state === "completed") {
        return fail("already-submitted", `${item ?? "The work"} is submitted already and waits to land.`, {
          remedy: "There is nothing left to do: exit your session.",
        });
      }
      if (item === undefined || (hook.state !== "active" && hook.state !== "suspended")) return nothingOn(hook);
      return noChange === undefined
        ? submit(hook, item, actor)
        : closeUnchanged(hook, item, { actor, outcome: noChange });
    },
    async handOff(hook, { actor, note }) {
      if (hook.state === "suspended" && hook.item !== undefined) return atRest(hook, hook.item);
      if (hook.state !== "active" || hook.item === undefined) return nothingOn(hook);
      const done = await deps.handOver.order(hook, { actor, note });
      if (!done.ok) return notSaved(hook, done.error);
      return ok({
        ...done.value,
        next:
          actor === hook.agent
            ? "Everything is saved. This session is replaced by a fresh one now: stop working."
            : `Everything is saved. The session of ${hook.agent} is replaced by a fresh one now.`,
      });
    },
    async checkpoint(hook, { actor, note }) {
      const isInWork = hook.state === "active" || hook.state === "suspended";
      if (!isInWork || hook.item === undefined) return nothingOn(hook);
      const done = await deps.handOver.checkpoint(hook, { actor, note });
      if (!done.ok) return notSaved(hook, done.error);
      const { checkpoint } = done.value;
      const kept = checkpoint === undefined ? "Everything is committed and safe already." : "Everything is saved.";
      return ok({ ...done.value, next: actor === hook.agent ? `${kept} Go on.` : kept });
    },
  };
}

function notSaved(hook: Hook, failure: Failure): Saved {
  if (failure.code === "wrong-transition") return nothingOn(hook);
  if (failure.code === "journal-stopped") return lost(failure);
  return fail("salvage-failed", `What is in ${hook.worktree} could not be saved: ${failure.message}`, failure);
}

function notReady(hook: Hook, facts: WorktreeFacts, target: string): FailureOf<"hook.done"> | undefined {
  if (facts.branch !== hook.branch) {
    const where = facts.branch === undefined ? "no branch (is a rebase still under way?)" : facts.branch;
    return {
      code: "wrong-branch",
      message: `The worktree is on ${where}, and the work belongs on ${hook.branch}.`,
      remedy: `Finish or abort what is under way, then \`git switch ${hook.branch}\`.`,
    };
  }
  if (facts.uncommitted.length > 0) return uncommitted(facts.uncommitted);
  if (facts.ahead === 0) {
    return {
      code: "nothing-to-submit",
      message: `${hook.branch} has no commit that ${target} does not have.`,
      remedy: 'Commit your work, or close the item with what came out of it: `drover done --no-change "…"`.',
    };
  }
  if (facts.head === hook.submitted && hook.sentBack !== undefined) {
    return {
      code: "nothing-to-submit",
      message: `${hook.branch} is still at the commit that came back: ${hook.sentBack}`,
      remedy: `\`git rebase origin/${target}\`, mend it, commit, and submit again.`,
    };
  }
  return undefined;
}

function uncommitted(paths: readonly string[]): Failure<"uncommitted-changes"> {
  const more = paths.length > SHOWN_PATHS ? `, and ${paths.length - SHOWN_PATHS} more` : "";
  return {
    code: "uncommitted-changes",
    message: `These are not committed: ${paths.slice(0, SHOWN_PATHS).join(", ")}${more}.`,
    remedy: "Commit what belongs to the work, remove or ignore the rest, then submit again.",
    details: { paths: paths.slice(0, SHOWN_PATHS), count: paths.length },
  };
}

function nothingOn(hook: Hook): Result<never, Failure<"nothing-on-hook">> {
  return hook.state === "created"
    ? fail("nothing-on-hook", `The worktree for ${hook.item ?? "the work"} is still being made.`, {
        remedy: "Try again in a moment.",
      })
    : fail("nothing-on-hook", `There is nothing on the hook of ${hook.agent}.`);
}

function atRest(hook: Hook, item: string): Result<never, Failure<"nothing-on-hook">> {
  return fail("nothing-on-hook", `${item} rests on the hook of ${hook.agent}: it has no session to hand over from.`, {
    remedy: `Start one with \`drover agent start ${hook.agent}\`; \`drover checkpoint --agent ${hook.agent}\` saves what is there.`,
  });
}

function brokenWorktree(hook: Hook, failure: Failure): Result<never, Failure<"internal">> {
  return fail("internal", `The worktree ${hook.worktree} cannot be read: ${failure.message}`, failure);
}

/** What changed between looking and submitting, in the words of whoever refused. */
function refused(failure: Failure): Result<never, Failure<"internal" | "journal-stopped" | "already-submitted">> {
  return failure.code === "wrong-transition" ? fail("already-submitted", failure.message, failure) : lost(failure);
}

/** What cannot be helped here: a stopped journal, a missing commit. */
function lost(failure: Failure): Result<never, Failure<"internal" | "journal-stopped">> {
  return fail(failure.code === "journal-stopped" ? "journal-stopped" : "internal", failure.message, failure);
}

function commits(count: number): string {
  return count === 1 ? "1 commit" : `${count} commits`;
}
