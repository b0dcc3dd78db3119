import type { GateResult } from "../../../shared/model/submission.ts";

/** One run of a project's gates on one commit. */
export interface LaneRun {
  readonly project: string;
  /** Id of the run, and of the batch it is for. */
  readonly run: string;
  readonly batch: string;
  readonly commit: string;
  /** From 1 to the project's `parallel`: no other run of that project has it until this one's promise has settled. */
  readonly lane: number;
  /** From 1; a later one repeats the gates on a commit on which they were red. */
  readonly attempt: number;
  /** Ends it; its outcome is `cancelled` then. */
  readonly signal: AbortSignal;
  /** Told as each gate ends. */
  onGate(result: GateResult): void;
}

export interface LaneOutcome {
  readonly state: "green" | "red" | "cancelled";
  /** In the order in which they ended; the first red one ends the run. */
  readonly gates: readonly GateResult[];
}

/**
 * Work trees in which a project's gates run, one run at a time in each, build caches kept between them. Rejects only when
 * the machinery broke (no work tree could be made): that says nothing about the commit.
 */
export interface GateLanes {
  run(run: LaneRun): Promise<LaneOutcome>;
}
