import type { Batch } from "../../../shared/model/batch.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { Gate } from "../../../shared/model/project.ts";
import type { QueueSettings } from "../../../shared/model/queue-settings.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { shortId } from "../base/short-id.ts";
import type { Clock } from "../base/clock.ts";
import type { RecordStore, RecordTable } from "../platform/store/record-store.ts";
import { batchEvent, isOpenBatch } from "./batch-state.ts";
import type { ConflictPort } from "./conflict-port.ts";
import { isUnderWay, submissionEvent } from "./decide.ts";
import { dropBatch, formBatch, greenGates, record, requeue, stopRuns, withFlakes } from "./deeds.ts";
import type { GateLanes } from "./lanes.ts";
import { type LandingDeps, landBatch, settleLanding } from "./landing.ts";
import { type Line, createLine } from "./line.ts";
import { inOrder } from "./order.ts";
import { type Deed, type LineState, areGreen, plan } from "./plan.ts";
import type { PullRequests } from "./pull-request.ts";
import type { MergeRepository } from "./repository.ts";
import { type LeftOut, createStacker } from "./stack.ts";

/** So long a target that was seen or made is taken for the newest. */
const KNOWN_TARGET_MS = 5_000;
/** How long one that may not land just now rests before it is tried again; doubled by each time in vain, … */
const RETRY_MS = 30_000;
/** … up to this. */
const LONGEST_RETRY_MS = 15 * 60_000;
/** After a failure that nobody had reckoned with; doubled by each that follows. */
const FIRST_REST_MS = 500;
/** A look at the queue takes a few rounds, each of which changes something. More are a mistake in the plan. */
const MAX_ROUNDS = 200;

export interface CoordinatorDeps {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly batches: RecordTable<Batch>;
  readonly repository: MergeRepository;
  readonly lanes: GateLanes;
  readonly conflicts: ConflictPort;
  readonly clock: Clock;
  readonly isPaused: (project: string) => boolean;
  readonly gatesOf: (project: string) => readonly Gate[];
  readonly settingsOf: (project: string) => QueueSettings;
  /** When the convoy of an item began; undefined for one that belongs to none. */
  readonly convoySince: (item: string) => number | undefined;
  /** What an item is called. */
  titleOf?(item: string): string | undefined;
  /** Where the project's landings become pull requests. */
  readonly pullRequests: (project: string) => PullRequests | undefined;
  /**
   * What else is true once it has landed (its item closes, its hook is free), committed together with it. Asked in the deciding
   * function of that commit.
   */
  consequencesOfLanding(submission: Submission, commit: string): readonly NewEvent[];
  report(error: unknown): void;
}

/**
 * The merge coordinator of one project. It looks at the records, lets {@link plan} say what comes next, begins that, and looks
 * again whenever something has ended. Every step is recorded before the next begins, so that a new coordinator goes on where
 * a killed one stopped: it sees what nobody does any more, and takes it up.
 */
export class Coordinator implements AsyncDisposable {
  readonly #deps: CoordinatorDeps;
  readonly #landing: LandingDeps;
  readonly #project: string;
  readonly #stacker: ReturnType<typeof createStacker>;
  readonly #lines = new Map<string, Line>();
  readonly #work = new Set<Promise<void>>();
  #isStopped = false;
  #isLooking = false;
  #isResting = false;
  #failures = 0;
  #inVain = 0;
  #retry: Disposable | undefined;
  #rest: Disposable | undefined;

  constructor(project: string, deps: CoordinatorDeps) {
    this.#project = project;
    this.#deps = deps;
    this.#stacker = createStacker(deps);
    this.#landing = {
      ...deps,
      project,
      pullRequests: () => deps.pullRequests(project),
      waits: () => this.#retryLater(),
      landed: () => {
        this.#inVain = 0;
        this.#failures = 0;
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

  /** After a start: what waited is tried again. */
  recover(): void {
    for (const one of this.#underWay()) if (one.state === "waiting") this.#retryLater();
    this.wake();
  }

  /** Puts everything that waits for room in line again. */
  async retryWaiting(): Promise<void> {
    const { store } = this.#deps;
    try {
      const waiting = [...this.#underWay()].filter(({ state, waitsFor }) => state === "waiting" && waitsFor !== "user");
      if (waiting.length > 0) {
        await record(store, () => waiting.map((one) => submissionEvent(one, "submissionRequeued", {})));
      }
    } catch (error) {
      this.#deps.report(error);
    }
    this.wake();
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
    const deps = { ...this.#landing };
    const { store, submissions } = this.#deps;
    const note = (events: readonly NewEvent[]) => this.#do(() => record(store, () => events));
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
        return this.#run(line, deed);
      case "stack":
        return this.#stack(line, deed, state);
    }
  }

  #land(line: Line, batch: Batch, work: () => Promise<void>): void {
    line.landing.add(batch.id);
    this.#do(async () => {
      try {
        await work();
      } finally {
        line.landing.delete(batch.id);
      }
    });
  }

  #run(line: Line, { batch, upTo, lane }: Extract<Deed, { readonly kind: "run" }>): void {
    const { store, batches, lanes } = this.#deps;
    const commit = batch.members[upTo - 1]?.commit;
    if (commit === undefined) throw new Error(`${batch.id} has no member ${upTo}.`);
    const id = shortId("run", (taken) => line.runs.has(taken), 8);
    const attempt = batch.runs.filter((run) => run.upTo === upTo && run.state !== "cancelled").length + 1;
    const stop = new AbortController();
    const noteOnce = (decide: (now: Batch) => readonly NewEvent[]) =>
      record(store, () => {
        const now = batches.get(batch.id);
        const isAwaited = now?.runs.some((run) => run.id === id && run.state === "running") === true;
        return isAwaited ? decide(now) : [];
      });
    line.runs.set(id, { lane, stop });
    this.#do(async () => {
      try {
        const begun = record(store, () => [
          batchEvent(batch, "gateRunStarted", { run: { id, commit, upTo, attempt, lane } }),
        ]);
        const work = { project: this.#project, run: id, batch: batch.id, commit, lane, attempt, signal: stop.signal };
        const outcome = await lanes.run({
          ...work,
          onGate: (result) =>
            this.#do(() =>
              noteOnce((now) => [
                batchEvent(batch, "gateRunGate", { run: id, result: withFlakes(result, now, { id, upTo }) }),
              ]),
            ),
        });
        await begun;
        // What a closing core broke off is found and begun again by the next one.
        if (this.#isStopped && outcome.state === "cancelled") return;
        await noteOnce((now) => {
          const gates = outcome.gates.map((result) => withFlakes(result, now, { id, upTo }));
          return [batchEvent(batch, "gateRunEnded", { run: id, state: outcome.state, gates })];
        });
        this.#failures = 0;
      } catch (error) {
        // The commit may be gone, or its work tree: everything is prepared afresh.
        this.#stacker.forget();
        const why = `It could not be gated: ${error instanceof Error ? error.message : String(error)}`;
        await noteOnce((now) => dropBatch(this.#deps, line, now, why));
        throw error;
      } finally {
        line.runs.delete(id);
      }
    });
  }

  #stack(line: Line, deed: Extract<Deed, { readonly kind: "stack" }>, state: LineState): void {
    const { store, clock, repository, batches, settingsOf } = this.#deps;
    const { key, base, candidates } = deed;
    const { preVerified } = settingsOf(this.#project);
    line.stacking = key;
    this.#do(async () => {
      try {
        const target = await repository.fetchTarget(this.#project, line.branch, this.#ageOf(line));
        if (this.#isStopped) return;
        if (!target.ok) return await this.#waitFor(candidates, target.error.message);
        line.target = target.value;
        const isDue = state.freeLanes.length > 0;
        const { stack, left } = await this.#stacker.stack({
          key,
          base,
          candidates,
          preVerified,
          project: this.#project,
          target: target.value,
          size: state.settings.batch,
          now: clock.now(),
          isAlone: ({ batch }) => isContradictory(batch === undefined ? undefined : batches.get(batch)),
          isStopped: () => this.#isStopped,
          picked: (ones) => {
            if (isDue) this.#notePreparing(line, ones, base.onto ?? target.value);
          },
        });
        if (this.#isStopped) return;
        line.ready = stack;
        if (left.length > 0) await record(store, () => this.#leave(left, target.value));
      } catch (error) {
        this.#stacker.forget();
        throw error;
      } finally {
        line.stacking = undefined;
        line.inStack.clear();
      }
    });
  }

  #ageOf({ moved }: Line): { readonly maxAgeMs?: number } {
    return moved === 0 ? { maxAgeMs: KNOWN_TARGET_MS } : {};
  }

  #notePreparing(line: Line, ones: readonly Submission[], onto: string): void {
    for (const { id } of ones) line.inStack.add(id);
    const { store, submissions } = this.#deps;
    this.#do(() =>
      record(store, () =>
        ones
          .filter(({ id }) => submissions.get(id)?.state === "queued")
          .map((one) => submissionEvent(one, "submissionPreparing", { onto })),
      ),
    );
  }

  /** What does not go onto the target as it is, unless it went another way meanwhile. */
  #leave(left: readonly LeftOut[], target: string): readonly NewEvent[] {
    const { submissions, conflicts, consequencesOfLanding } = this.#deps;
    return left.flatMap(({ one: { id, tip }, preparation, landed = target }) => {
      const one = submissions.get(id);
      if (one === undefined || one.tip !== tip || (one.state !== "queued" && one.state !== "preparing")) return [];
      switch (preparation.kind) {
        case "conflict":
          return conflicts.conflicted(one, preparation.conflict);
        case "nothing-left":
          return [submissionEvent(one, "submissionLanded", { commit: landed }), ...consequencesOfLanding(one, landed)];
        case "blocked":
          this.#retryLater();
          return [submissionEvent(one, "submissionWaiting", { reason: preparation.reason })];
      }
    });
  }

  async #waitFor(seen: readonly Submission[], reason: string): Promise<void> {
    const { store, submissions } = this.#deps;
    await record(store, () =>
      seen
        .filter(({ id }) => ["queued", "preparing"].includes(submissions.get(id)?.state ?? ""))
        .map((one) => submissionEvent(one, "submissionWaiting", { reason })),
    );
    this.#retryLater();
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
      isPublishing,
      target: line.target,
      freeLanes: this.#freeLanes(settings.parallel),
      live: { runs: new Set(line.runs.keys()), landing: line.landing, stacking: line.stacking, inStack: line.inStack },
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
  #do(work: () => Promise<void>): void {
    const done: Promise<void> = work()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#work.delete(done);
        this.wake();
      });
    this.#work.add(done);
  }

  #failed(error: unknown): void {
    this.#deps.report(error);
    if (this.#isStopped) return;
    this.#isResting = true;
    this.#rest?.[Symbol.dispose]();
    this.#rest = this.#deps.clock.after(Math.min(RETRY_MS, FIRST_REST_MS * 2 ** this.#failures), () => {
      this.#isResting = false;
      this.wake();
    });
    this.#failures += 1;
  }

  #retryLater(): void {
    const delay = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** this.#inVain);
    this.#inVain += 1;
    this.#retry?.[Symbol.dispose]();
    this.#retry = this.#deps.clock.after(delay, () => {
      void this.retryWaiting();
    });
  }

  *#underWay(): Generator<Submission> {
    for (const one of this.#deps.submissions.values()) if (one.project === this.#project && isUnderWay(one)) yield one;
  }
}

/** Its runs contradicted one another: what was in it is gated one by one. */
function isContradictory(batch: Batch | undefined): boolean {
  if (batch === undefined || batch.culprits.length > 0 || batch.lands === undefined) return false;
  return batch.lands < batch.members.length;
}
