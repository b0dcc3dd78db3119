import type { OutputOf, ParsedInputOf } from "../../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { Git } from "../../platform/git/git.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import type { ConflictDecider } from "./decide.ts";
import { conflictEvent } from "./events.ts";
import type { ConflictGit } from "./git.ts";
import { type IntentDeps, readIntents } from "./intents.ts";
import { readTexts } from "./texts.ts";
import { isUnderWay } from "../decide.ts";
import { findSubmission } from "../find-submission.ts";
import { type DiscardPlans, createDiscard } from "../acts/discard.ts";
import type { ConflictFacts, FileResolution, MergeRepository } from "../repository/repository.ts";

export interface ConflictHandlerDeps extends IntentDeps, DiscardPlans {
  readonly store: RecordStore;
  readonly table: RecordTable<Submission>;
  readonly objects: Git;
  readonly git: ConflictGit;
  readonly repository: MergeRepository;
  readonly decider: ConflictDecider;
  vaultOf(project: string): string;
  ofItem(item: string): readonly Submission[];
  /** Who resolves where a person does it: author of the merge. */
  owner(): { readonly name: string; readonly email: string };
  /** What else is true once a submission that came back goes on without its author. */
  consequencesOfRetry(submission: Submission, by: IdentityPath): readonly NewEvent[];
  wake(project: string): void;
}

type Handlers = SomeHandlers<"mq.conflict" | "mq.resolve" | "mq.assignConflict" | "mq.discard">;
type Taken = ParsedInputOf<"mq.resolve">["files"][number];

/** States in which a conflict is somebody's to resolve, or was. */
const IN_CONFLICT: readonly Submission["state"][] = ["resolving", "waiting", "sent-back", "queued"];

export function conflictHandlers(deps: ConflictHandlerDeps): Handlers {
  const { store, table, git, repository, decider } = deps;
  const discard = createDiscard(deps);

  const find = (ref: string) => findSubmission(table, ref);

  /** Its conflict as it is now, with the newest target. */
  async function current(one: Submission): Promise<Result<ConflictFacts, Failure<"no-conflict">>> {
    const none = (why: string, remedy: string) => fail("no-conflict", `${one.id} has no conflict: ${why}`, { remedy });
    if (!IN_CONFLICT.includes(one.state)) {
      return none(`it is ${one.state}.`, "`drover mq show` tells what became of it.");
    }
    const onto = (await git.newestTarget(one)) ?? one.onto ?? one.base;
    const put = await git.putOn(one, onto);
    if (put.kind === "conflict") return ok(put.conflict);
    return none(`it goes onto ${onto.slice(0, 10)}.`, `Let it go on: \`drover mq retry ${one.id}\`.`);
  }

  async function show({ submission, file: path }: ParsedInputOf<"mq.conflict">) {
    const found = find(submission);
    if (!found.ok) return found;
    const conflict = await current(found.value);
    if (!conflict.ok) return conflict;
    const { onto, files } = conflict.value;
    const file = path === undefined ? undefined : files.find((one) => one.path === path);
    if (path !== undefined && file === undefined) {
      return fail("file-not-found", `${path} does not conflict in ${found.value.id}.`, {
        remedy: `These do: ${files
          .slice(0, 20)
          .map((one) => one.path)
          .join(", ")}`,
      });
    }
    const [{ theirs, ours }, texts] = await Promise.all([
      readIntents(deps, found.value, { onto, files }),
      file === undefined
        ? undefined
        : readTexts({ ...deps, git: deps.objects }, found.value.project, { conflict: conflict.value, file }),
    ]);
    const told: OutputOf<"mq.conflict"> = {
      submission: found.value,
      onto,
      files: [...files],
      theirs,
      ours: [...ours],
      ...(texts === undefined ? {} : { texts }),
    };
    return ok(told);
  }

  /** Nobody else may have it by now: newer work of the item takes its place. */
  function mayResolve(one: Submission): Result<void, Failure<"wrong-transition">> {
    if (!IN_CONFLICT.includes(one.state)) {
      return fail("wrong-transition", `${one.id} is ${one.state}: there is no conflict to resolve.`);
    }
    const newer = deps.ofItem(one.item).find(({ id, project, state }) => {
      return id !== one.id && project === one.project && (isUnderWay({ ...one, state }) || state === "landed");
    });
    if (newer === undefined) return ok();
    return fail("wrong-transition", `${one.item} has a newer submission, ${newer.id}, which is ${newer.state}.`);
  }

  async function resolve({ submission, onto, files }: ParsedInputOf<"mq.resolve">, by: IdentityPath) {
    const found = find(submission);
    if (!found.ok) return found;
    const { value: one } = found;
    const may = mayResolve(one);
    if (!may.ok) return may;
    const conflict = await current(one);
    if (!conflict.ok) return conflict;
    if (onto !== conflict.value.onto && !(await isSame(one, onto, conflict.value))) {
      return fail("stale", `What it conflicts with has changed since ${onto.slice(0, 10)}.`, {
        remedy: `Look at it again: \`drover mq conflict ${one.id}\`.`,
        details: { onto: conflict.value.onto },
      });
    }
    const title = deps.itemOf(one.item)?.title ?? one.item;
    const made = await repository.resolve(one.project, conflict.value, {
      author: deps.owner(),
      message: `Resolve the conflict of “${title}”\n`,
      files: files.map(answerOf),
    });
    if (!made.ok) return fail("unresolved", made.error.message, made.error);
    const marked = await markedTexts(one, { files, onto: conflict.value.onto, made: made.value });
    if (marked.length > 0) {
      return fail("unresolved", `Marks of a conflict stand in ${marked.join(", ")}.`, {
        remedy: "Decide what is between them, and take them out.",
      });
    }
    const kept = await repository.keep(one.project, one.id, made.value);
    if (!kept.ok) throw new Error(`${made.value} was just written: ${kept.error.message}`);
    const done = await store.commit<Submission, Failure<"wrong-transition">>(() => {
      const now = table.get(one.id);
      const still = now === undefined ? may : mayResolve(now);
      if (now === undefined || !still.ok || now.tip !== one.tip) {
        return fail("wrong-transition", `${one.id} was changed meanwhile.`, { remedy: "Look at it again." });
      }
      const data = { tip: made.value, base: conflict.value.onto };
      const events = [
        ...decider.over(now, `${by} resolved it.`, by),
        ...(now.state === "sent-back" ? deps.consequencesOfRetry(now, by) : []),
        conflictEvent(now, "submissionResolved", { data, actor: by }),
      ];
      return ok({ events, result: () => table.get(one.id) ?? now });
    });
    if (done.ok) deps.wake(one.project);
    return done;
  }

  /** Files whose given text has marks that neither side has. */
  async function markedTexts(
    { project, tip }: Submission,
    { files, onto, made }: { readonly files: readonly Taken[]; readonly onto: string; readonly made: string },
  ): Promise<readonly string[]> {
    const texts = files.filter(({ take }) => typeof take !== "string").map(({ path }) => path);
    if (texts.length === 0) return [];
    const [landed, brought] = await Promise.all(
      [onto, tip].map((side) => git.markedFiles(project, { onto: side, tip: made })),
    );
    return texts.filter((path) => landed?.includes(path) === true && brought?.includes(path) === true);
  }

  /** Whether what was shown on that commit are the same files with the same sides. */
  async function isSame(one: Submission, shown: string, now: ConflictFacts): Promise<boolean> {
    const target = await git.parting(one.project, [shown, now.onto]);
    if (target !== shown) return false;
    const before = await git.putOn(one, shown);
    const inWords = ({ files }: Pick<ConflictFacts, "files">) =>
      JSON.stringify(files.map(({ path, kind, base, ours, theirs }) => [path, kind, base, ours, theirs]));
    return before.kind === "conflict" && inWords(before.conflict) === inWords(now);
  }

  async function assign({ submission, to }: ParsedInputOf<"mq.assignConflict">, by: IdentityPath) {
    const found = find(submission);
    if (!found.ok) return found;
    const conflict = await current(found.value);
    if (!conflict.ok) return conflict;
    const { id, project } = found.value;
    const done = await store.commit<Submission, Failure<"wrong-transition">>(() => {
      const now = table.get(id);
      if (now === undefined || (now.state !== "resolving" && now.state !== "waiting")) {
        return fail("wrong-transition", `${id} is ${now?.state ?? "gone"}: nobody has to resolve it just now.`);
      }
      return ok({ events: decider.assign(now, conflict.value, { to, by }), result: () => table.get(id) ?? now });
    });
    if (done.ok) deps.wake(project);
    return done;
  }

  return {
    "mq.conflict": async (input) => show(input),
    "mq.resolve": async (input, caller) => resolve(input, caller.identity),
    "mq.assignConflict": async (input, caller) => assign(input, caller.identity),
    "mq.discard": async (input, caller) => {
      const found = find(input.submission);
      return found.ok ? discard(found.value, input, caller.identity) : found;
    },
  };
}

function answerOf({ path, take }: Taken): FileResolution {
  if (take === "delete") return { path, delete: true };
  return typeof take === "string" ? { path, take } : { path, content: take.text };
}
