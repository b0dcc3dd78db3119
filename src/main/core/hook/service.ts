import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { FailureOf, OutputOf } from "../../../shared/contract/contract.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { HookBoard } from "./decide.ts";
import { type HandedIn, createHandIn, lost } from "./hand-in.ts";
import type { HandOver } from "./hand-over.ts";
import type { HookDeps } from "./ports.ts";
import { COMMITS_SHOWN, type SecondPlace, primingText } from "./prime.ts";
import { verifyHook } from "./verify.ts";
import { worktreesOf } from "./worktrees.ts";

type Deps = Pick<
  HookDeps,
  | "worktrees"
  | "submit"
  | "closeWithoutChange"
  | "verify"
  | "project"
  | "item"
  | "briefing"
  | "isOthersWork"
  | "lastEnd"
  | "prompts"
  | "memoryOf"
  | "unreadMail"
> & { readonly board: HookBoard; readonly handOver: HandOver };

type Saved = Result<OutputOf<"hook.handoff">, FailureOf<"hook.handoff">>;

export interface HookService {
  prime(agent: Agent): Promise<string>;
  /** Looks for itself whether the work is ready, whatever the agent believes, and hands it to the merge queue. */
  done(
    hook: Hook,
    command: { readonly actor: IdentityPath; readonly noChange?: string | undefined },
  ): Promise<HandedIn>;
  verify(hook: Hook): Promise<Result<OutputOf<"hook.verify">, FailureOf<"hook.verify">>>;
  handOff(hook: Hook, command: { readonly actor: IdentityPath; readonly note?: string | undefined }): Promise<Saved>;
  /** Saves everything, and leaves worktree and session as they are. */
  checkpoint(hook: Hook, command: { readonly actor: IdentityPath; readonly note?: string | undefined }): Promise<Saved>;
}

export function createHookService(deps: Deps): HookService {
  const { board } = deps;

  const handIn = createHandIn(deps);

  async function secondsOf(hook: Hook): Promise<readonly SecondPlace[]> {
    const places: SecondPlace[] = [];
    for (const at of worktreesOf(hook)) {
      if (at.project === hook.project) continue;
      const done = await deps.worktrees.commits(at.project, at.worktree, COMMITS_SHOWN + 1);
      places.push({ at, project: deps.project(at.project, hook.item), commits: done.ok ? done.value : [] });
    }
    return places;
  }

  return {
    async prime(agent) {
      const hook = board.get(agent.path);
      const isInWork = hook !== undefined && (hook.state === "active" || hook.state === "suspended");
      const done = isInWork ? await deps.worktrees.commits(hook.project, hook.worktree, COMMITS_SHOWN + 1) : undefined;
      return primingText({
        agent,
        hook,
        project: agent.project === undefined ? undefined : deps.project(agent.project, hook?.item),
        item: hook?.item === undefined ? undefined : deps.item(hook.item),
        lastEnd: deps.lastEnd(agent.path),
        prompts: await deps.prompts(agent),
        memory: deps.memoryOf(agent.path),
        mail: deps.unreadMail(agent.path),
        // A worktree that cannot be read is told by what looks after it, and is no reason not to begin.
        commits: done?.ok === true ? done.value : [],
        seconds: isInWork ? await secondsOf(hook) : [],
        briefing: isInWork && hook.item !== undefined ? await deps.briefing(hook.item, hook.project) : [],
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
        ? handIn.submit(hook, item, actor)
        : handIn.closeUnchanged(hook, item, { actor, outcome: noChange });
    },
    async verify(hook) {
      const isInWork = hook.state === "active" || hook.state === "suspended";
      return isInWork && hook.item !== undefined ? verifyHook(deps, hook) : nothingOn(hook);
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
