import type { GateResult } from "../../../../shared/model/submission.ts";
import type { GateLanes, LaneOutcome, LaneRun } from "../gates/lanes.ts";

/** A run of gates as a test sees it. */
export interface BoardRun {
  readonly run: string;
  readonly batch: string;
  readonly commit: string;
  readonly lane: number;
  readonly attempt: number;
  /** Paths in the commit. */
  readonly files: readonly string[];
  outcome: LaneOutcome["state"] | undefined;
}

/** Lanes whose gates tests decide about: at once by what is in the commit, or one by one by hand. */
export interface LaneBoard extends GateLanes {
  /** All runs in the order in which they began. */
  readonly runs: readonly BoardRun[];
  /** Green or red, by the files of the commit. Default: red with a `bad…`, or with `half-1` and `half-2` together. */
  isGreen: (run: BoardRun) => boolean;
  /** While true, runs wait for {@link finish}. */
  byHand: boolean;
  /** What still runs, by lane. */
  running(): readonly BoardRun[];
  /** Resolves when so many run at the same time. */
  occupied(count: number): Promise<readonly BoardRun[]>;
  /** Ends one that runs, as told or by what is in it. */
  finish(run: BoardRun, state?: "green" | "red"): void;
  /** A run that broke: rejects instead of answering. */
  breakDown(run: BoardRun, why: string): void;
}

type End = LaneOutcome["state"] | Error;

/** `filesOf`: paths in a commit. */
export function createLaneBoard(filesOf: (commit: string) => Promise<readonly string[]>): LaneBoard {
  const runs: BoardRun[] = [];
  const ends = new Map<BoardRun, (end: End) => void>();
  const watchers = new Set<() => void>();
  const busy = new Set<number>();

  function end(run: BoardRun, how: End): void {
    const settle = ends.get(run);
    if (settle === undefined) throw new Error(`${run.run} does not run.`);
    ends.delete(run);
    settle(how);
  }

  async function ended(run: BoardRun, signal: AbortSignal): Promise<LaneOutcome["state"]> {
    if (signal.aborted) return "cancelled";
    const { promise, resolve } = Promise.withResolvers<End>();
    ends.set(run, resolve);
    signal.addEventListener(
      "abort",
      () => {
        ends.delete(run);
        resolve("cancelled");
      },
      { once: true },
    );
    for (const look of watchers) look();
    if (!board.byHand && ends.has(run)) end(run, board.isGreen(run) ? "green" : "red");
    const how = await promise;
    if (how instanceof Error) throw how;
    return how;
  }

  const board: LaneBoard = {
    runs,
    byHand: false,
    isGreen: ({ files }) =>
      !files.some((file) => file.startsWith("bad")) && !(files.includes("half-1") && files.includes("half-2")),
    running: () => inLanes(ends),
    async occupied(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => {
        if (ends.size >= count) resolve();
      };
      watchers.add(look);
      look();
      await promise;
      watchers.delete(look);
      return inLanes(ends);
    },
    finish(run, state) {
      end(run, state ?? (board.isGreen(run) ? "green" : "red"));
    },
    breakDown(run, why) {
      end(run, new Error(why));
    },
    async run({ run, batch, commit, lane, attempt, signal, onGate }: LaneRun): Promise<LaneOutcome> {
      if (busy.has(lane)) throw new Error(`Lane ${lane} was given to two runs.`);
      busy.add(lane);
      try {
        const files = await filesOf(commit);
        const seen: BoardRun = { run, batch, commit, lane, attempt, files, outcome: undefined };
        runs.push(seen);
        const state = await ended(seen, signal);
        seen.outcome = state;
        if (state === "cancelled") return { state, gates: [] };
        const result: GateResult = {
          name: "test",
          exitCode: state === "green" ? 0 : 1,
          timedOut: false,
          ms: 1,
          tail: state === "green" ? "" : "It does not work.",
          commit,
        };
        onGate(result);
        return { state, gates: [result] };
      } finally {
        busy.delete(lane);
      }
    },
  };
  return board;
}

function inLanes(ends: ReadonlyMap<BoardRun, unknown>): readonly BoardRun[] {
  return [...ends.keys()].toSorted((a, b) => a.lane - b.lane);
}
