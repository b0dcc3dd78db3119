import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Failure, Result } from "../../../shared/model/result.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { Git } from "../platform/git/git.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

/** Where a project's work is. Absolute paths. */
export interface ReviewPlace {
  /** Bare, Drover's alone: what was submitted and landed. */
  readonly vault: string;
  /** What agents commit in. */
  readonly clone: string;
  /** Full name of the ref, in both, that says where the target stands. */
  readonly targetRef: string;
}

export interface ReviewDeps {
  readonly store: RecordStore;
  readonly git: Git;
  /** Undefined when there is no such project. */
  placeOf(project: string): ReviewPlace | undefined;
  /** Whether what is submitted there lands only once it is approved. */
  isRequired(project: string): boolean;
  readonly submissions: {
    get(id: string): Submission | undefined;
    values(): Iterable<Submission>;
    /** Oldest first. */
    ofItem(item: string): readonly Submission[];
    isUnderWay(one: Submission): boolean;
    /** What a verdict makes of it, to be committed with ours. */
    planReview(
      id: string,
      verdict: {
        readonly verdict: "approved" | "sent-back";
        readonly tip: string;
        readonly by: IdentityPath;
        readonly note?: string | undefined;
        /** It lands before all others. */
        readonly isFirst?: boolean | undefined;
        readonly reason: string;
      },
    ): Result<readonly NewEvent[], Failure<"wrong-transition" | "tip-replaced">>;
    /** Looks at the queue of a project again. */
    wake(project: string): Promise<void>;
  };
  /** By path or name. */
  resolveAgent(
    ref: string,
    ownProject: string | undefined,
  ): Result<Agent, Failure<"agent-not-found" | "agent-ambiguous">>;
  hookOf(agent: IdentityPath): Hook | undefined;
  /** Who has it on a hook. */
  holderOf(item: string): IdentityPath | undefined;
  resolveItem(ref: string): Result<string, Failure<"item-not-found" | "item-ambiguous">>;
  item(id: string): { readonly title: string; readonly labels: readonly string[] } | undefined;
  /** Tells an agent at work what was remarked: durably, and at once where it runs. */
  tell(letter: { from: IdentityPath; to: IdentityPath; subject: string; body: string }): Promise<void>;
}

export type SubjectFailure = Failure<"review-not-found" | "review-ambiguous" | "commit-not-found">;
