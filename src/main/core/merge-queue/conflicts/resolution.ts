import type { NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import type { ConflictDecider } from "./decide.ts";
import { conflictEvent } from "./events.ts";
import type { ConflictGit } from "./git.ts";
import type { MergeRepository } from "../repository/repository.ts";

export interface ResolutionDeps {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly repository: Pick<MergeRepository, "keep" | "isAncestor" | "changedFiles">;
  readonly git: ConflictGit;
  readonly decider: ConflictDecider;
  /** Closes the resolver's item, which is done, and frees its hook. */
  dismiss(item: string, why: string, by: IdentityPath): readonly NewEvent[];
  wake(project: string): void;
}

/** What a resolver hands in of its item. */
export interface HandedResolution {
  readonly item: string;
  readonly agent: IdentityPath;
  readonly parts: readonly HandedPart[];
}

export interface HandedPart {
  readonly project: string;
  readonly tip: string;
  /** Where it leaves the newest target. */
  readonly base: string;
}

type Together = () => Result<readonly NewEvent[]>;

export interface Resolutions {
  /** The submission whose conflict is resolved as that item. */
  of(item: string): Submission | undefined;
  /**
   * Gives the submission the tip that its resolver made, and its place in line again. What does not resolve the conflict is
   * refused once, with what is missing (`unresolved`); a second time, the attempt has failed.
   */
  handIn(what: HandedResolution, together: Together): Promise<Result<{ readonly submissions: readonly string[] }>>;
  /** The resolver says that it cannot be done. */
  giveUp(
    what: { readonly item: string; readonly agent: IdentityPath; readonly why: string },
    together: Together,
  ): Promise<Result<void>>;
}

/** Paths named in a refusal. */
const SHOWN = 10;

export function createResolutions(deps: ResolutionDeps): Resolutions {
  const { store, submissions, repository, git, decider } = deps;
  /** Items whose resolver was told once that it is not done yet. */
  const told = new Set<string>();

  function of(item: string): Submission | undefined {
    for (const one of submissions.values()) if (one.state === "resolving" && one.resolver?.item === item) return one;
    return undefined;
  }

  /** What is missing; undefined when it goes onto what it conflicted with. More may have landed since: that is another conflict. */
  async function missing(one: Submission, { tip, base }: HandedPart): Promise<string | undefined> {
    const { project, onto = one.base } = one;
    const isOnTop = await repository.isAncestor(project, onto, tip);
    if (!isOnTop) {
      const put = await git.putOn({ ...one, tip, base }, onto);
      if (put.kind === "conflict") {
        return `It still conflicts, in ${list(put.conflict.files.map(({ path }) => path))}. Rebase it on the newest target, or merge that.`;
      }
      if (put.kind === "nothing-left") return "Nothing of what the submission changes is left in it.";
    } else if ((await repository.changedFiles(project, base, tip)).length === 0) {
      return "Nothing of what the submission changes is left in it.";
    }
    const marked = await git.markedFiles(project, { onto: isOnTop ? base : onto, tip });
    return marked.length === 0
      ? undefined
      : `There are marks of a conflict (<<<<<<<, >>>>>>>) left in ${list(marked)}.`;
  }

  async function refuse(one: Submission, { item, agent }: HandedResolution, why: string): Promise<Result<never>> {
    const refusal = (remedy: string) =>
      fail("unresolved", `The conflict of ${one.id} is not resolved. ${why}`, { remedy });
    if (!told.has(item)) {
      told.add(item);
      return refusal("Mend that and submit again. A second time, the attempt is over.");
    }
    const done = await store.commit(() => {
      const now = of(item);
      return ok({ events: now === undefined ? [] : decider.failed(now, why, agent), result: () => undefined });
    });
    if (!done.ok) return done;
    return refusal("The attempt is over: exit your session.");
  }

  return {
    of,
    async handIn(what, together) {
      const { item, agent, parts } = what;
      const one = of(item);
      if (one === undefined) return over(item);
      const [part, ...others] = parts;
      if (part?.project !== one.project || others.length > 0) {
        return fail("nothing-to-submit", `The conflict of ${one.id} is resolved in ${one.project}, and nowhere else.`, {
          remedy: "File what is needed elsewhere with `drover create`.",
        });
      }
      // Kept first, whatever comes of it. What was kept of the submission before stays beside it.
      const kept = await repository.keep(one.project, one.id, part.tip);
      if (!kept.ok) return kept;
      const why = await missing(one, part);
      if (why !== undefined) return await refuse(one, what, why);
      const done = await store.commit<{ submissions: string[] }, Failure>(() => {
        if (of(item)?.id !== one.id) return over(item);
        const also = together();
        if (!also.ok) return also;
        const data = { tip: part.tip, base: part.base, resolver: item };
        const resolved = conflictEvent(one, "submissionResolved", { data, actor: agent });
        const freed = deps.dismiss(item, `It was resolved as ${part.tip.slice(0, 10)}.`, agent);
        return ok({ events: [resolved, ...also.value, ...freed], result: () => ({ submissions: [one.id] }) });
      });
      told.delete(item);
      if (done.ok) deps.wake(one.project);
      return done;
    },
    async giveUp({ item, agent, why }, together) {
      return await store.commit<void, Failure>(() => {
        const one = of(item);
        const also = together();
        if (!also.ok) return also;
        const failed = one === undefined ? deps.dismiss(item, why, agent) : decider.failed(one, why, agent);
        return ok({ events: [...also.value, ...failed], result: () => undefined });
      });
    },
  };
}

function over(item: string): Result<never, Failure<"nothing-to-submit">> {
  return fail("nothing-to-submit", `Nobody waits for ${item} any more.`, { remedy: "Exit your session." });
}

function list(paths: readonly string[]): string {
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : "";
  return `${paths.slice(0, SHOWN).join(", ")}${more}`;
}
