import type { GateResult } from "../../../../shared/model/submission.ts";
import type { Gate } from "../../../../shared/model/project.ts";
import type { GateOutputs } from "./outputs.ts";
import { gatesUntil } from "./gates-until.ts";
import type { KeptRun } from "./kept-run.ts";
import type { LanePlace, LaneWorktrees } from "./lane-worktree.ts";
import { createLaneTurns } from "./lane-turns.ts";
import type { GateRunnerDeps } from "./run-gate.ts";
import { runGates } from "./run-gates.ts";
import { SUBMODULES } from "./submodules.ts";
import { createSpareLanes } from "./spare-lanes.ts";

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
  /** The name of the only gate that is asked about: it runs, after those that have to come before it. Default: all of them run. */
  readonly until?: string;
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
  /** The next run there will likely be on that commit, and no lane is free just now: it can be checked out meanwhile. */
  expect?(project: string, commit: string): void;
}

/** The same with lanes of its own, in which those who verify take turns: nobody in the queue waits for them. */
export interface OpenGateLanes extends GateLanes, AsyncDisposable {
  verify(run: VerifyRun): Promise<LaneOutcome>;
}

/** A run by which an agent finds out, before it submits, whether its work would be green. */
export interface VerifyRun extends Omit<LaneRun, "batch" | "lane" | "attempt" | "until"> {
  /** The target on top of which that commit is. */
  readonly onto: string;
}

export interface GateLanesDeps extends GateRunnerDeps {
  readonly worktrees: LaneWorktrees;
  placeOf(project: string): LanePlace;
  gatesOf(project: string): readonly Gate[];
  /** How many batches are gated there at the same time; as many agents may verify their work beside that. */
  parallel(project: string): number;
  /** Whose work is in the commit of a run of a batch. */
  submissionsIn(batch: string, run: string): readonly string[];
  readonly outputs: Pick<GateOutputs, "begin">;
  report(error: unknown): void;
}

/** Settings allow 16 lanes for batches. Numbers are never shared, since gates may take ports and the like by them. */
const FIRST_VERIFY_LANE = 17;

type Purpose = Pick<KeptRun, "purpose" | "submissions" | "attempt" | "batch" | "onto">;
type AnyRun = Omit<LaneRun, "batch" | "attempt">;

export function createGateLanes(deps: GateLanesDeps): OpenGateLanes {
  const { worktrees, placeOf, gatesOf, parallel, outputs, report } = deps;
  const tidied = new Map<string, Promise<void>>();
  const spares = createSpareLanes(async (project, tree, commit) => {
    await tidy(project);
    return await worktrees.ready(placeOf(project), tree, commit);
  });
  const turns = createLaneTurns({ first: FIRST_VERIFY_LANE, limit: parallel });
  const running = new Set<Promise<unknown>>();
  const stop = new AbortController();

  /** Lanes that a smaller setting has left over go before a project's first run begins, when nobody is in one. */
  function tidy(project: string): Promise<void> {
    const isWanted = (lane: number) => (lane - 1) % (FIRST_VERIFY_LANE - 1) < parallel(project);
    const done = tidied.get(project) ?? worktrees.removeUnwanted(placeOf(project), isWanted).catch(report);
    tidied.set(project, done);
    return done;
  }

  async function runIn(run: AnyRun, purpose: Purpose): Promise<LaneOutcome> {
    const { project, commit, lane, until, onGate } = run;
    const all = gatesOf(project);
    const gates = until === SUBMODULES ? [] : gatesUntil(all, until);
    const signal = AbortSignal.any([run.signal, stop.signal]);
    if (signal.aborted) return { state: "cancelled", gates: [] };
    if (all.length === 0) return { state: "green", gates: [] };
    // Those who want to see what it prints come as soon as they know of it.
    const output = outputs.begin({ run: run.run, project, commit, lane, ...purpose }, gates);
    let state: Exclude<KeptRun["state"], "running"> = "lost";
    try {
      await tidy(project);
      const folder =
        spares.take(project, lane, commit) ??
        (await worktrees.ready(placeOf(project), spares.treeOf(project, lane), commit));
      const begun = deps.clock.now();
      const trouble = await worktrees.fillSubmodules(placeOf(project), folder, signal);
      if (trouble !== undefined || until === SUBMODULES) {
        if (signal.aborted) return { state: (state = "cancelled"), gates: [] };
        const ms = deps.clock.now() - begun;
        const result = { name: SUBMODULES, timedOut: false, ms, tail: trouble ?? "", commit };
        state = trouble === undefined ? "green" : "red";
        const told = { ...result, exitCode: trouble === undefined ? 0 : 1 };
        onGate(told);
        return { state, gates: [told] };
      }
      const ended = await runGates(deps, { gates, commit, lane, folder, output, signal, onGate });
      state = ended.state;
      return ended;
    } finally {
      await output.finish(state);
    }
  }

  async function follow<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  }

  async function verify(run: VerifyRun): Promise<LaneOutcome> {
    const signal = AbortSignal.any([run.signal, stop.signal]);
    const lane = await turns.take(run.project, signal);
    if (lane === undefined) return { state: "cancelled", gates: [] };
    try {
      return await runIn({ ...run, lane }, { purpose: "verify", submissions: [], attempt: 1, onto: run.onto });
    } finally {
      turns.giveBack(run.project, lane);
    }
  }

  return {
    run(run) {
      const { batch, attempt } = run;
      const submissions = [...deps.submissionsIn(batch, run.run)];
      return follow(runIn(run, { purpose: "queue", submissions, batch, attempt }));
    },
    expect(project, commit) {
      if (gatesOf(project).length > 0) spares.expect(project, commit);
    },
    verify: (run) => follow(verify(run)),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.allSettled(running);
      await spares[Symbol.asyncDispose]();
    },
  };
}
