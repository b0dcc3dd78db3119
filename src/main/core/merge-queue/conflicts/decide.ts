import type { NewEvent } from "../../../../shared/model/event.ts";
import { type IdentityPath, mergeCoordinatorPath } from "../../../../shared/model/identity.ts";
import type { QueueSettings } from "../../../../shared/model/queue-settings.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { conflictEvent } from "./events.ts";
import type { ConflictInShort, ConflictPort } from "./port.ts";
import { conflictReason } from "./words.ts";
import { type SentBack, submissionEvent } from "../decide.ts";

/**
 * How often a conflict that an agent resolved may be followed by another one, with what landed while it did, without that
 * counting as a failure. Where the target moves faster than that, its author or the user is the better one to ask.
 */
export const MAX_OVERTAKEN = 5;

export type NextForConflict = "resolver" | "author" | "user";

export interface ConflictRound {
  readonly settings: Pick<QueueSettings, "resolverAttempts" | "authorAttempts">;
  /** How often a resolver had it. */
  readonly resolutions: number;
  /** Its tip is a resolver's, went onto the target, and was overtaken by what landed next. */
  readonly isOvertaken: boolean;
  /** Somebody hands out work in the project. */
  readonly canHire: boolean;
  /** How often its author got it back for a conflict; undefined where nobody is its author (a revert, an epic's branch). */
  readonly redone: number | undefined;
}

/** A resolver first, then its author, then the user: each within the attempts that the project gives them. */
export function nextForConflict({
  settings,
  resolutions,
  isOvertaken,
  canHire,
  redone,
}: ConflictRound): NextForConflict {
  const allowed = settings.resolverAttempts === 0 ? 0 : settings.resolverAttempts + (isOvertaken ? MAX_OVERTAKEN : 0);
  if (canHire && resolutions < allowed) return "resolver";
  return redone !== undefined && redone < settings.authorAttempts ? "author" : "user";
}

/** What an agent is hired for. */
export interface ResolverOrder {
  readonly submission: Submission;
  readonly facts: ConflictInShort;
  readonly by: IdentityPath;
}

export interface ConflictPlans {
  settings(project: string): ConflictRound["settings"];
  canHire(project: string): boolean;
  /** How often that submission's author got work on its item back for a conflict; undefined where it has none to give it to. */
  redone(one: Submission): number | undefined;
  /** An item for the resolver, and its way onto a hook. */
  hire(order: ResolverOrder): { readonly item: string; readonly events: readonly NewEvent[] };
  /** The resolver's item is closed with that reason, and its hook is free. */
  dismiss(item: string, why: string, by: IdentityPath): readonly NewEvent[];
  consequencesOfSendingBack(one: Submission, back: SentBack): readonly NewEvent[];
}

export interface ConflictDecider extends ConflictPort {
  /** The resolver at work has failed: `why`, in words. */
  failed(one: Submission, why: string, by?: IdentityPath): readonly NewEvent[];
  /** The same conflict, given to another by a person, whatever was tried before. */
  assign(
    one: Submission,
    facts: ConflictInShort,
    order: { readonly to: "resolver" | "author"; readonly by: IdentityPath },
  ): readonly NewEvent[];
  /** Nobody need resolve it any more. */
  over(one: Submission, why: string, by: IdentityPath): readonly NewEvent[];
}

interface Told {
  readonly facts: ConflictInShort;
  /** What was tried before, in words. */
  readonly before: readonly string[];
  readonly by: IdentityPath;
}

/** Pure but for what `plans` look up: to be asked in the deciding function of a commit. */
export function createConflictDecider(plans: ConflictPlans): ConflictDecider {
  function roundOf(one: Submission, isOvertaken: boolean): ConflictRound {
    const { resolutions, project } = one;
    const settings = plans.settings(project);
    return { settings, resolutions, isOvertaken, canHire: plans.canHire(project), redone: plans.redone(one) };
  }

  function give(one: Submission, to: NextForConflict, { facts, before, by }: Told): readonly NewEvent[] {
    const reason = conflictReason(facts.files, before);
    const { onto, files } = facts;
    if (to === "resolver") {
      const hired = plans.hire({ submission: one, facts, by });
      const data = { onto, files, reason, resolver: hired.item };
      return [conflictEvent(one, "submissionConflicted", { data, actor: by }), ...hired.events];
    }
    const conflicted = conflictEvent(one, "submissionConflicted", { data: { onto, files, reason }, actor: by });
    if (to === "author") {
      const back: SentBack = { kind: "conflict", reason, onto, conflicts: files.map(({ path }) => path) };
      return [
        conflicted,
        submissionEvent(one, "submissionSentBack", back, by),
        ...plans.consequencesOfSendingBack(one, back),
      ];
    }
    return [conflicted, submissionEvent(one, "submissionWaiting", { reason, waitsFor: "user" }, by)];
  }

  const dismiss = (one: Submission, why: string, by: IdentityPath) =>
    one.state === "resolving" && one.resolver !== undefined ? plans.dismiss(one.resolver.item, why, by) : [];

  return {
    conflicted(one, facts) {
      const isOvertaken = isResolversTip(one);
      const by = mergeCoordinatorPath(one.project);
      const before = isOvertaken ? ["An agent had resolved an earlier conflict of it; more has landed since."] : [];
      return give(one, nextForConflict(roundOf(one, isOvertaken)), { facts, before, by });
    },
    red(one, back) {
      const by = mergeCoordinatorPath(one.project);
      const facts = knownFacts(one);
      if (isResolversTip(one) && facts !== undefined && nextForConflict(roundOf(one, false)) === "resolver") {
        const before = ["An agent had resolved it, and then the gates were red:", "", back.reason];
        return give(one, "resolver", { facts: { ...facts, onto: back.onto }, before, by });
      }
      const told: SentBack = isResolversTip(one)
        ? {
            ...back,
            reason: `${back.reason}\n\nAn agent had resolved its conflict as ${one.tip}, and that is what was gated: look at it, and take what is right.`,
          }
        : back;
      return [submissionEvent(one, "submissionSentBack", told), ...plans.consequencesOfSendingBack(one, told)];
    },
    failed(one, why, by = mergeCoordinatorPath(one.project)) {
      const facts = knownFacts(one) ?? { onto: one.onto ?? one.base, files: [] };
      const before = [`The agent that was to resolve it has not: ${why}`];
      return [...dismiss(one, why, by), ...give(one, nextForConflict(roundOf(one, false)), { facts, before, by })];
    },
    assign(one, facts, { to, by }) {
      const why = to === "author" ? "Its author was asked to redo it." : "Another agent was asked to resolve it.";
      return [...dismiss(one, why, by), ...give(one, to, { facts, before: [], by })];
    },
    over: dismiss,
  };
}

/** What is gated or prepared of it is what an agent made of it to resolve its conflict. */
export function isResolversTip({ resolver, tip }: Submission): boolean {
  return resolver?.tip === tip;
}

/** Its conflict as it was found last. */
export function knownFacts({ onto, conflictFiles }: Submission): ConflictInShort | undefined {
  return onto === undefined || conflictFiles === undefined || conflictFiles.length === 0
    ? undefined
    : { onto, files: conflictFiles };
}
