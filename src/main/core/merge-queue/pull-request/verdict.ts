import type { PullRequestFacts } from "../../../../shared/model/submission.ts";
import type { Objection, PullCheck, PullState } from "./pull-request.ts";

/** Until then a commit without checks may yet get some. */
export const CHECKS_GRACE_MS = 60_000;

export interface Looked {
  /** What Drover knows of it. */
  readonly facts: PullRequestFacts;
  /** What the forge says; undefined when it knows no such pull request any more. */
  readonly state: PullState | undefined;
  /** `#12 on GitHub` */
  readonly what: string;
  /** The target has commits that the head has not. */
  readonly isBehind: boolean;
  /** What keeps Drover from merging it: that people do it, a hold, a pause. */
  readonly restraint: string | undefined;
  readonly now: number;
}

export type Verdict =
  | { readonly kind: "merged"; readonly commit: string }
  | { readonly kind: "user"; readonly reason: string }
  | { readonly kind: "red"; readonly checks: readonly PullCheck[] }
  | { readonly kind: "objections"; readonly objections: readonly Objection[] }
  /** To be prepared on the newest target: at once where it cannot go on otherwise, else when it is its turn. */
  | { readonly kind: "renew"; readonly isUrgent: boolean; readonly checks: PullRequestFacts["checks"] }
  | { readonly kind: "merge" }
  | { readonly kind: "keep"; readonly checks: PullRequestFacts["checks"]; readonly reason: string | undefined };

/** What follows from where a pull request stands. Pure; nothing that is pending or unknown counts as green. */
export function judge({ facts, state, what, isBehind, restraint, now }: Looked): Verdict {
  if (state === undefined) return { kind: "user", reason: `${what} is not there any more.${WAY_OUT}` };
  if (state.state === "merged") return { kind: "merged", commit: state.merged ?? state.head };
  if (state.state === "closed") return { kind: "user", reason: `${what} was closed without being merged.${WAY_OUT}` };
  const checks = sumOf(state.checks, now - facts.pushedAt);
  if (state.head !== facts.commit) {
    const reason = `Somebody else pushed to ${facts.head}. Drover leaves that alone: merge ${what} there, or take the commits away.`;
    return { kind: "keep", checks, reason };
  }
  if (state.objections.length > 0) return { kind: "objections", objections: state.objections };
  const red = decisive(state.checks).filter((one) => one.state === "red");
  if (red.length > 0) return { kind: "red", checks: red };
  const { merging } = state;
  if (merging.kind === "conflict" && isBehind) return { kind: "renew", isUrgent: true, checks };
  if (checks === "pending") return { kind: "keep", checks, reason: whyPending(state.checks) };
  if (merging.kind === "behind" && isBehind) return { kind: "renew", isUrgent: false, checks };
  if (merging.kind === "blocked") return { kind: "keep", checks, reason: merging.reason };
  if (merging.kind !== "free") return { kind: "keep", checks, reason: undefined };
  if (restraint !== undefined) return { kind: "keep", checks, reason: restraint };
  return isBehind ? { kind: "renew", isUrgent: false, checks } : { kind: "merge" };
}

const WAY_OUT = " Retry the submission to open another one, or discard it.";

/** Where the forge requires some checks, the others are information. */
function decisive(checks: readonly PullCheck[]): readonly PullCheck[] {
  const required = checks.filter((one) => one.isRequired === true);
  return required.length > 0 ? required : checks;
}

function sumOf(all: readonly PullCheck[], ageMs: number): PullRequestFacts["checks"] {
  const checks = decisive(all);
  if (checks.some((one) => one.state === "red")) return "red";
  if (checks.some((one) => one.state !== "green")) return "pending";
  if (checks.length > 0) return "green";
  return ageMs < CHECKS_GRACE_MS ? "pending" : "none";
}

function whyPending(all: readonly PullCheck[]): string | undefined {
  const checks = decisive(all);
  const stalled = checks.filter((one) => one.state === "stalled");
  if (stalled.length === 0 || checks.some((one) => one.state === "pending")) return undefined;
  return `${stalled.map(({ name }) => `“${name}”`).join(", ")} did not finish: it was cancelled, or wants somebody's approval to run. Run it again there.`;
}
