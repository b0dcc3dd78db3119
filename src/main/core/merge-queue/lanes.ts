import type { Gate } from "../../../shared/model/project.ts";
import type { GateResult } from "../../../shared/model/submission.ts";

/**
 * What a run is for. The queue's own runs and those by which agents verify their work before they submit it have as many lanes
 * each, so that neither waits for the other.
 */
export type RunPurpose = "queue" | "verify";

export interface LaneRequest {
  /** Names the run for good, and the folder of its output: letters, digits and dashes. */
  readonly run: string;
  readonly project: string;
  /** Full object name; to be found in the agents' clone, also by way of the vault. */
  readonly commit: string;
  readonly gates: readonly Gate[];
  readonly purpose: RunPurpose;
  /** Whose work is in that commit; by these its output is found. */
  readonly submissions: readonly string[];
  readonly batch?: string;
  /** The lane it would like best, where its build caches fit; another one where that is taken. */
  readonly lane?: number;
  /** Ends it: what runs is ended with all its processes, and the outcome is `cancelled`. */
  readonly signal: AbortSignal;
  /** It has a lane, from 1, with the commit in it, and its first gate is about to start. */
  readonly onStart?: (lane: number) => void;
  /** In the order in which gates end. */
  readonly onGate?: (result: GateResult) => void;
}

export interface LaneOutcome {
  /** `red`: a gate failed, took too long or could not be started; those that were under way beside it were ended. */
  readonly kind: "green" | "red" | "cancelled";
  /** Undefined where it never got one. */
  readonly lane: number | undefined;
  /** Of those gates that came to their end, in the order in which they did. */
  readonly gates: readonly GateResult[];
}

/**
 * The lanes of all projects: work trees in which gates run, one run after another in each, build caches kept. More runs than a
 * project has lanes for wait their turn, first come, first served.
 */
export interface GateLanes extends AsyncDisposable {
  /**
   * Rejects where it cannot be known how it went: no work tree could be made, or what starts processes has died. Runs nothing, and
   * is green, without gates.
   */
  run(request: LaneRequest): Promise<LaneOutcome>;
}
