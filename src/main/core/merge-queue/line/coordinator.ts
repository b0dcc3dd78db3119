import type { Batch } from "../../../../shared/model/batch.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { type AwaitTargetDeps, awaitTarget, waitsForTarget } from "./await-target.ts";
import { batchEvent, isOpenBatch } from "./batch-state.ts";
import type { CoordinatorDeps, StepDeps } from "./coordinator-deps.ts";
import { isUnderWay } from "../decide.ts";
import { dropBatch, formBatch, greenGates, record, requeue, stopRuns } from "./deeds.ts";
import { gateBatch } from "./gating.ts";
import { type LandingDeps, landBatch, settleLanding } from "./landing.ts";
import { type Line, createLine } from "./line.ts";
import { inOrder } from "./order.ts";
import { type Deed, type LineState, areGreen, plan } from "./plan.ts";
import { createStacker } from "./stack.ts";
import { stackNext } from "./stacking.ts";
import { TARGET_COUNTS_MS, verdictOnTarget } from "./target-verdict.ts";

/** How long one that may not land just now rests before it is tried again; doubled by each time in vain, … */
const RETRY_MS = 30_000;
/** … up to this. */
const LONGEST_RETRY_MS = 15 * 60_000;
/** After a failure that nobody had reckoned with; doubled by each that follows. */
const FIRST_REST_MS = 500;
/** A look at the queue takes a few rounds, each of which changes something. More are a mistake in the plan. */
const MAX_ROUNDS = 200;

/**
 * The merge coordinator of one project. It looks at the records, lets {@link plan} say what comes next, begins that, and looks
 * again whenever something has ended. Every step is recorded before the next begins, so that a new coordinator goes on where
 * a killed one stopped: it sees what nobody does any more, and takes it up.
 */
export class Coordinator implements AsyncDisposable {
  readonly #deps: CoordinatorDeps;
  readonly #landing: LandingDeps & AwaitTargetDeps;
  readonly #project: string;
  readonly #steps: StepDeps;
  readonly #lines = new Map<string, Line>();
  readonly #work = new Set<Promise<void>>();
  readonly #distrusted = new Set<string>();
  #isStopped = false;
  #isLooking = false;
  #isResting = false;
  #failures = 0;
  #trouble: string | undefined;
  #inVain = 0;
  #retry: Disposable | undefined;
  #retryAt = 0;
  #rest: Disposable | undefined;

  constructor(project: string, deps: CoordinatorDeps) {
    this.#project = project;
    this.#deps = deps;
    this.#steps = {
      ...deps,
      project,
      stacker: createStacker(deps),
      begin: (work) => void this.#do(work),
      isStopped: () => this.#isStopped,
      waits: () => this.#retryLater(),
      ran: () => this.#succeeded(),
      broke: (error) => this.#failed(error),
    };
    this.#landing = {
      ...deps,
      project,
      pullRequests: () => deps.pullRequests(project),
      waits: () => this.#retryLater(),
      landed: () => {
        this.#inVain = 0;
        this.#succeeded();
      },
    };
  }

  /** Looks at the queue and begins what is next; returns at once. */
  wake(): void {
    if (this.#isStopped || this.#isResting || this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#look();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isLooking = false;
    }
  }

  /** What it failed of the last time, where nothing has succeeded since. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** After a start: what waited is tried again. */
  recover(): void {
    for (const one of this.#underWay()) if (one.state === "waiting") this.#retryLater();
    this.wake();
  }

  /** Puts everything that waits for room in line again, and looks whether targets have moved that others wait for. */
  retryWaiting(): Promise<void> {
    const { clock, repository, settingsOf, store } = this.#deps;
    return this.#do(async () => {
      const waiting = [...this.#underWay()].filter(({ state, waitsFor }) => state === "waiting" && waitsFor !== "user");
      const forTarget = waiting.filter(waitsForTarget);
      // What made the target red may be over though it has not moved: now and then one of them finds out for all.
      const isAsked = settingsOf(this.#project).checkTarget;
      const due = forTarget.filter((one) => !isAsked || clock.now() - one.updatedAt >= TARGET_COUNTS_MS);
      const again = [...waiting.filter((one) => !waitsForTarget(one)), ...(isAsked ? due.slice(0, 1) : due)];
      await record(store, () => requeue(this.#deps.submissions, again));
      for (const line of this.#openLines()) {
        if (!forTarget.some(({ branch }) => branch === line.branch)) continue;
        const target = await repository.fetchTarget(this.#project, line.branch);
        if (target.ok) line.target = target.value;
      }
      if (forTarget.length > 0) this.#retryLater();
    });
  }

  /** The user wants it to go on: targets that were red are asked anew. */
  async resume(): Promise<void> {
    for (const batch of this.#deps.batches.values()) {
      for (const run of batch.runs) if (run.upTo === 0 && run.state !== "running") this.#distrusted.add(run.id);
    }
    const waiting = [...this.#underWay()].filter(waitsForTarget);
    await this.#do(() => record(this.#deps.store, () => requeue(this.#deps.submissions, waiting)));
  }

  /** Resolves when it has nothing to do. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    this.#retry?.[Symbol.dispose]();
    this.#rest?.[Symbol.dispose]();
    for (const line of this.#lines.values()) for (const { stop } of line.runs.values()) stop.abort();
    await this.idle();
  }

  /** Those whose branch has the fewest lanes go first, so that no branch keeps another one waiting. */
  #look(): void {
    const busy = (line: Line) => line.runs.size;
    for (const line of this.#openLines().toSorted((a, b) => busy(a) - busy(b))) {
      for (let round = 0; ; round++) {
        const state = this.#stateOf(line);
        const deeds = plan(state);
        if (deeds.length === 0) break;
        if (round === MAX_ROUNDS) throw new Error(`The merge queue of ${this.#project} goes round in circles.`);
        for (const deed of deeds) this.#begin(line, deed, state);
      }
    }
  }

  #begin(line: Line, deed: Deed, state: LineState): void {
    const deps = this.#landing;
    const { store, submissions } = this.#deps;
    const note = (events: readonly NewEvent[]): void => {
      void this.#do(() => record(store, () => events));
    };
    switch (deed.kind) {
      case "requeue":
        return note(requeue(submissions, deed.submissions));
      case "lose-run":
      case "cancel-run":
        return note(stopRuns(line, deed.batch, [deed.run]));
      case "drop":
        line.ready = undefined;
        return note(deed.batches.flatMap((batch) => dropBatch(deps, line, batch, deed.reason)));
      case "bisecting":
        return note([batchEvent(deed.batch, "batchBisecting", {})]);
      case "form":
        line.ready = undefined;
        return note(formBatch(deps, { project: this.#project, branch: line.branch, stack: deed.stack }));
      case "settle":
        return this.#land(line, deed.batch, () => settleLanding(deps, line, deed.batch));
      case "land":
      case "split":
        return this.#land(line, deed.batch, () => landBatch(deps, line, deed.batch, deed));
      case "run":
        return gateBatch(this.#steps, line, deed);
      case "await-target":
        return this.#land(line, deed.batch, () => awaitTarget(deps, line, deed));
      case "stack":
        return stackNext(this.#steps, line, { deed, state });
    }
  }

  #land(line: Line, batch: Batch, work: () => Promise<void>): void {
    line.landing.add(batch.id);
    void this.#do(async () => {
      try {
        await work();
      } finally {
        line.landing.delete(batch.id);
      }
    });
  }

  #stateOf(line: Line): LineState {
    const { batches, clock, convoySince, gatesOf, isPaused, pullRequests, settingsOf } = this.#deps;
    const project = this.#project;
    const settings = settingsOf(project);
    const gates = gatesOf(project).map(({ name }) => name);
    const ofLine = [...this.#underWay()].filter(({ branch }) => branch === line.branch);
    const isPublishing = pullRequests(project) !== undefined;
    const all = [...batches.values()].filter((one) => one.project === project && one.branch === line.branch);
    return {
      queue: inOrder(ofLine, { now: clock.now(), convoySince }),
      batches: all.filter(isOpenBatch),
      endedBatch: (id) => batches.get(id),
      settings: isPublishing ? { ...settings, batch: 1 } : settings,
      isPaused: isPaused(project),
      gates,
      isProven: (commit) => areGreen(greenGates(all, commit) ?? [], gates),
      targetAt: (commit, gate) =>
        settings.checkTarget
          ? verdictOnTarget(all, {
              commit,
              gate,
              gates,
              now: clock.now(),
              retries: settings.retries,
              distrusted: this.#distrusted,
            })
          : "fine",
      isPublishing,
      target: line.target,
      freeLanes: this.#freeLanes(settings.parallel),
      live: { ...line, runs: new Set(line.runs.keys()) },
      ready: line.ready,
    };
  }

  #freeLanes(parallel: number): readonly number[] {
    const taken = new Set([...this.#lines.values()].flatMap(({ runs }) => [...runs.values()].map(({ lane }) => lane)));
    return Array.from({ length: parallel }, (_, at) => at + 1).filter((lane) => !taken.has(lane));
  }

  #openLines(): readonly Line[] {
    const { batches } = this.#deps;
    const branches = new Set<string | undefined>([...this.#underWay()].map(({ branch }) => branch));
    for (const one of batches.values()) if (one.project === this.#project && isOpenBatch(one)) branches.add(one.branch);
    return [...branches].map((branch) => {
      const line = this.#lines.get(branch ?? "") ?? createLine(branch);
      this.#lines.set(branch ?? "", line);
      return line;
    });
  }

  /** Looks again when it has ended, however it did. */
  #do(work: () => Promise<void>): Promise<void> {
    const done: Promise<void> = work()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#work.delete(done);
        this.wake();
      });
    this.#work.add(done);
    return done;
  }

  #failed(error: unknown): void {
    this.#deps.report(error);
    if (this.#isStopped) return;
    this.#trouble = error instanceof Error ? error.message : String(error);
    this.#isResting = true;
    this.#rest?.[Symbol.dispose]();
    this.#rest = this.#deps.clock.after(Math.min(RETRY_MS, FIRST_REST_MS * 2 ** this.#failures), () => {
      this.#isResting = false;
      this.wake();
    });
    this.#failures += 1;
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#trouble = undefined;
  }

  /** All that wait are tried together: how many they are makes no try later, nor does one that comes to wait after them. */
  #retryLater(): void {
    const now = this.#deps.clock.now();
    const delay = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** this.#inVain);
    if (this.#retry !== undefined && this.#retryAt <= now + delay) return;
    this.#retry?.[Symbol.dispose]();
    this.#retryAt = now + delay;
    this.#retry = this.#deps.clock.after(delay, () => {
      this.#retry = undefined;
      this.#inVain += 1;
      void this.retryWaiting();
    });
  }

  *#underWay(): Generator<Submission> {
    for (const one of this.#deps.submissions.values()) if (one.project === this.#project && isUnderWay(one)) yield one;
  }
}
