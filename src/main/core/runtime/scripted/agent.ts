import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import { defaultScript } from "./default-script.ts";
import type { HookAnswer } from "./drover.ts";
import { type Performer, perform } from "./perform.ts";
import { conflictOf } from "./resolve.ts";
import { stepToGoOnAt } from "./resume.ts";
import { rebaseOntoTarget } from "./rework.ts";
import { type Action, type Condition, type Script, type Step, findScript } from "./script.ts";

/** How often it looks whether its hook is ready, when it was started a moment too early, and how long it waits between. */
const HOOK_LOOKS = 20;
const HOOK_PAUSE_MS = 250;

/**
 * One agent from its first prompt to its end. It waits at its prompt whenever it has nothing to do or needs help, and
 * looks at its hook again with each message. Resolves when it has submitted and may leave.
 */
export async function live(performer: Performer, firstPrompt: string | undefined): Promise<void> {
  const { console } = performer;
  let prompt = firstPrompt;
  for (;;) {
    if (prompt === undefined) {
      console.listen(true);
      console.idle();
      await console.nextMessage();
      console.listen(false);
    }
    prompt = undefined;
    console.busy("Looking at my hook…");
    const outcome = await work(performer);
    if (outcome.ok && outcome.value === "submitted") return;
    if (!outcome.ok) {
      const { message, remedy } = outcome.error;
      await console.say(`I need help: ${message}${remedy === undefined ? "" : ` ${remedy}`}`);
    }
  }
}

async function work(performer: Performer): Promise<Result<"submitted" | "nothing">> {
  const { console, drover } = performer;
  const hook = await readyHook(performer);
  if (!hook.ok) return hook;
  const { item } = hook.value;
  if (item === undefined) {
    console.tool("Run", "drover hook");
    console.below(["Nothing is on my hook."]);
    return ok("nothing");
  }
  if (hook.value.state === "completed") {
    await console.say(`${item.id} is submitted already.`);
    return ok("submitted");
  }
  console.subject(item.title);
  console.tool("Run", "drover hook");
  console.below([`${item.id}  ${item.title}`, ...(hook.value.attempt > 1 ? [`attempt ${hook.value.attempt}`] : [])]);
  const conflict = await conflictOf(item, performer);
  const found = conflict.ok && conflict.value === undefined ? findScript(item.description) : ok(undefined);
  if (!conflict.ok) return conflict;
  if (!found.ok) return found;
  const script = conflict.value?.script ?? found.value ?? defaultScript(item);
  console.stretch(script.pace);
  const done =
    conflict.value === undefined
      ? await follow(script, hook.value, performer)
      : await resolve(script, hook.value, performer);
  // The pace is the script's; whatever is on the hook next may have another.
  if (script.pace > 0) console.stretch(1 / script.pace);
  if (!done.ok) await drover.report(done.error.message);
  return done.ok ? ok("submitted") : done;
}

/** The hook is being made in the moment the session starts, now and then. */
async function readyHook({ drover, console }: Performer): Promise<Result<HookAnswer>> {
  for (let look = 1; ; look++) {
    const hook = await drover.hook();
    if (!hook.ok || hook.value.state !== "created" || look === HOOK_LOOKS) return hook;
    await console.pause(HOOK_PAUSE_MS);
  }
}

async function follow(script: Script, hook: HookAnswer, performer: Performer): Promise<Result<void>> {
  const { console, worktree } = performer;
  const steps = script.steps.filter((step) => holds(step.when, hook));
  if (hook.sentBack !== undefined) {
    await console.say(`My submission came back: ${hook.sentBack.split("\n", 1)[0] ?? ""}`);
    return redo(script, hook, performer);
  }
  const from = hook.attempt > 1 ? await stepToGoOnAt(steps, worktree, hook.base) : 0;
  if (hook.attempt > 1) {
    console.tool("Run", "git status && git log");
    const done = steps.slice(0, from).filter(({ action }) => action.kind === "edit" || action.kind === "commit").length;
    console.below([done === 0 ? "Nothing of it is there yet." : `${done} steps of it are there; I go on behind them.`]);
  }
  return performAll(steps.slice(from), hook, performer);
}

/** Rework: what was uncommitted is kept, the branch brought onto the newest target, the script's fix made, and all submitted. */
async function redo(script: Script, hook: HookAnswer, performer: Performer): Promise<Result<void>> {
  const { worktree } = performer;
  // A session that died in the middle of a rebase leaves it half done.
  await worktree.git(["rebase", "--abort"]);
  const fix = script.fix.filter((step) => holds(step.when, hook));
  if (await worktree.isDirty()) {
    const kept = await worktree.commit(`Keep what was begun: ${hook.item?.title ?? ""}`);
    if (!kept.ok) return kept;
  }
  const rebased = await rebaseOntoTarget(hook, script, performer);
  if (!rebased.ok) return rebased;
  const from = await stepToGoOnAt(fix, worktree, hook.base);
  const submit: Step = { action: { kind: "submit" }, when: {} };
  const rest = fix.some((step) => step.action.kind === "submit") ? fix : [...fix, submit];
  return performAll(rest.slice(from), hook, performer);
}

/** Somebody else's conflict: what a session before left half done is begun anew, then the script's `resolve` is done. */
async function resolve(script: Script, hook: HookAnswer, performer: Performer): Promise<Result<void>> {
  await performer.worktree.git(["rebase", "--abort"]);
  const steps = (script.resolve ?? []).filter((step) => holds(step.when, hook));
  return performAll(steps, hook, { ...performer, script });
}

async function performAll(
  steps: readonly Step[],
  hook: HookAnswer,
  performer: Performer & { readonly script?: Script },
): Promise<Result<void>> {
  let submitted = false;
  for (const { action } of steps) {
    const done =
      action.kind === "rebase"
        ? await rebaseOntoTarget(hook, performer.script ?? { pace: 1, steps: [], fix: [] }, performer)
        : await performOne(action, hook, performer);
    if (!done.ok) return done;
    if (action.kind === "submit" || action.kind === "give-up") submitted = true;
  }
  return submitted ? ok() : fail("not-submitted", "My script ends without a submit step.");
}

async function performOne(
  action: Exclude<Action, { kind: "rebase" }>,
  hook: HookAnswer,
  performer: Performer,
): Promise<Result<void>> {
  if (action.kind === "zombie") {
    performer.console.busy("Finishing up…", true);
    return new Promise<never>(() => {});
  }
  if (action.kind === "give-up") return submit(performer, action.why);
  return action.kind === "submit" ? submit(performer) : perform(action, hook, performer);
}

/** With `noChange`, its item is closed without a commit. What is refused as unresolved is handed in once more: it knows no better. */
async function submit({ console, drover }: Performer, noChange?: string): Promise<Result<void>> {
  console.tool("Run", noChange === undefined ? "drover done" : `drover done --no-change "${noChange}"`);
  console.busy("Submitting…");
  let done = await drover.done(noChange);
  if (!done.ok && done.error.code === "unresolved") {
    console.below([done.error.message]);
    done = await drover.done();
  }
  if (!done.ok) return done;
  console.below(done.value.split("\n"));
  return ok();
}

function holds({ attempt, sentBack }: Condition, hook: HookAnswer): boolean {
  return (
    (attempt === undefined || attempt === hook.attempt) &&
    (sentBack === undefined || sentBack === (hook.sentBack !== undefined))
  );
}
