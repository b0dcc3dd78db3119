import type { Failure, Result } from "../../../../shared/model/result.ts";
import type { GateResult, PullRequestFacts, Submission } from "../../../../shared/model/submission.ts";

/** Where landings of projects in the mode `pull-request` go. */
export interface PullRequests {
  /**
   * Pushes a prepared commit to a branch of its own at the origin and opens a pull request for it, or brings the one up to date that is
   * open already. Done twice it does nothing twice, so that a killed coordinator asks again.
   */
  publish(request: PublishRequest): Promise<Publication>;
}

export interface PublishRequest {
  readonly submission: Submission;
  /** On top of the branch it is to land on. */
  readonly commit: string;
  /** What the project's own gates said of that commit. */
  readonly gates: readonly GateResult[];
}

export type Publication =
  | { readonly kind: "published"; readonly pullRequest: PullRequestFacts }
  /** `room`: it is tried again by itself; `user`: only a person can help. */
  | { readonly kind: "waits"; readonly waitsFor: "room" | "user"; readonly reason: string };

/**
 * A forge as far as pull requests go. Every failure of a tool, a network or a forge is one of these: what follows from it is
 * decided by `code` alone.
 */
export type ForgeTrouble = Failure<
  | "forge-tool-missing"
  | "forge-not-signed-in"
  /** Asked too often, not reached, or in trouble itself: later it may go well. */
  | "forge-busy"
  /** It said no. */
  | "forge-refused"
>;

export interface ForgePulls {
  /** What its pull requests are called: `#12`, `!12`. */
  readonly sign: string;
  readonly name: string;
  /** The one that is open from this branch. */
  findOpen(branch: string): Promise<Result<OpenPull | undefined, ForgeTrouble>>;
  open(wanted: NewPull): Promise<Result<OpenPull, ForgeTrouble>>;
  edit(
    number: number,
    change: { readonly body?: string; readonly target?: string },
  ): Promise<Result<void, ForgeTrouble>>;
  /** Those that are known there, in one question where the forge allows it. */
  look(numbers: readonly number[]): Promise<Result<ReadonlyMap<number, PullState>, ForgeTrouble>>;
  /** The end of what a failed check printed; undefined where the forge does not tell. */
  logOf(check: PullCheck): Promise<string | undefined>;
  /** Merges it if its head still is that commit. */
  merge(number: number, head: string): Promise<Result<void, ForgeTrouble>>;
  close(number: number, comment: string): Promise<Result<void, ForgeTrouble>>;
  /** Best effort: many forges do it by themselves. */
  removeBranch(branch: string): Promise<void>;
}

export interface NewPull {
  readonly branch: string;
  readonly target: string;
  readonly title: string;
  readonly body: string;
}

export interface OpenPull {
  readonly number: number;
  readonly url: string;
  readonly target: string;
  readonly body: string;
}

/** Where a pull request stands, in words that both forges share. */
export interface PullState {
  readonly number: number;
  readonly state: "open" | "merged" | "closed";
  /** The commit its branch is at. */
  readonly head: string;
  /** The target was at this commit once it was merged. */
  readonly merged: string | undefined;
  readonly checks: readonly PullCheck[];
  /** Objections of people to the commit its branch is at. */
  readonly objections: readonly Objection[];
  readonly merging: Merging;
}

export type Merging =
  | { readonly kind: "free" }
  /** The target has moved, and the forge wants the branch to have it, or it conflicts with it. */
  | { readonly kind: "behind" }
  | { readonly kind: "conflict" }
  /** The forge is still finding out. */
  | { readonly kind: "unknown" }
  /** The forge does not let it be merged; why, for people. */
  | { readonly kind: "blocked"; readonly reason: string };

export interface PullCheck {
  readonly name: string;
  /** `stalled`: it will not go on by itself (cancelled, wants somebody's approval to run), and nobody's work is to blame. */
  readonly state: "green" | "pending" | "red" | "stalled";
  /** Whether the forge wants it green; undefined where it does not tell. */
  readonly isRequired: boolean | undefined;
  readonly url: string | undefined;
  /** What it says of itself. */
  readonly summary: string;
  /** The forge's number of the job, where its log can be asked for. */
  readonly job: number | undefined;
}

export interface Objection {
  readonly by: string;
  readonly text: string;
  readonly comments: readonly { readonly path: string; readonly line: number | undefined; readonly text: string }[];
}
