import type { NewEvent } from "../../../shared/model/event.ts";
import type { Gate } from "../../../shared/model/project.ts";
import { ok } from "../../../shared/model/result.ts";
import type { GateResult, Submission } from "../../../shared/model/submission.ts";
import type { Clock } from "../base/clock.ts";
import type { RecordStore, RecordTable } from "../platform/store/record-store.ts";
import { type SentBack, submissionEvent } from "./decide.ts";
import type { GateRun } from "./gate-runner.ts";
import { inOrder } from "./order.ts";
import type { MergeRepository } from "./repository.ts";

/** How often a submission is prepared again at once because others move the target faster than it can be gated. */
const MAX_MOVED = 5;
/** So long a target that was seen or made is taken for the newest. */
const KNOWN_TARGET_MS = 5_000;
/** How long one that may not land just now rests before it is tried again. */
const RETRY_MS = 30_000;
/** After a failure that nobody had reckoned with; doubled by each that follows. */
const FIRST_RETRY_MS = 500;

export interface CoordinatorDeps {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly repository: MergeRepository;
  readonly clock: Clock;
  readonly isPaused: (project: string) => boolean;
  readonly gatesOf: (project: string) => readonly Gate[];
  /** Runs one gate in that work tree to its end. Aborting the signal ends it. */
  runGate(run: GateRun): Promise<GateResult>;
  /**
   * What else is true once it has landed (its item closes, its hook is free), committed together with it. Asked in the deciding
   * function of that commit, as the next is.
   */
  consequencesOfLanding(submission: Submission, commit: string): readonly NewEvent[];
  consequencesOfSendingBack(submission: Submission, back: SentBack): readonly NewEvent[];
  report(error: unknown): void;
}

/**
 * The merge coordinator of one project: takes submissions one at a time through preparing, gating and landing.
 * Every step is recorded before the next begins, so that a new coordinator goes on where a killed one stopped.
 */
export class Coordinator implements AsyncDisposable {
  readonly #deps: CoordinatorDeps;
  readonly #project: string;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #retry: Disposable | undefined;

  constructor(project: string, deps: CoordinatorDeps) {
    this.#project = project;
    this.#deps = deps;
  }

  /** Looks at the queue; returns at once. Calls while it is at work make it look once more at the end. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    if (this.#running !== undefined) {
      this.#again = true;
      return;
    }
    this.#running = this.#work()
      .then(
        () => {
          this.#failures = 0;
        },
        (error: unknown) => {
          this.#deps.report(error);
          this.#retryLater(Math.min(RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures));
          this.#failures += 1;
        },
      )
      .finally(() => {
        this.#running = undefined;
        if (this.#again) {
          this.#again = false;
          this.wake();
        }
      });
  }

  /** After a start: what waited is tried again. */
  recover(): void {
    for (const one of this.#ofProject()) if (one.state === "waiting") this.#retryLater();
    this.wake();
  }

  /** What a killed coordinator, or a step that broke, left in the middle is finished or begun again. */
  async #takeUp(): Promise<void> {
    for (const one of [...this.#ofProject()]) {
      if (one.state === "landing" && one.prepared !== undefined) {
        const target = await this.#deps.repository.fetchTarget(this.#project, one.branch);
        const landed = target.ok && (await this.#deps.repository.isAncestor(this.#project, one.prepared, target.value));
        const { prepared } = one;
        await this.#record(one, () =>
          landed ? this.#landed(one, prepared) : [submissionEvent(one, "submissionRequeued", {})],
        );
      } else if (one.state === "preparing" || one.state === "gating" || one.state === "landing") {
        await this.#record(one, () => [submissionEvent(one, "submissionRequeued", {})]);
      }
    }
  }

  /** Resolves when it has nothing to do. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#retry?.[Symbol.dispose]();
    await this.idle();
  }

  async #work(): Promise<void> {
    const { clock, isPaused } = this.#deps;
    await this.#takeUp();
    while (!this.#stop.signal.aborted && !isPaused(this.#project)) {
      const queued = [...this.#ofProject()].filter(({ state }) => state === "queued");
      const [next] = inOrder(queued, { now: clock.now(), convoySince: () => undefined });
      if (next === undefined) return;
      await this.#process(next);
    }
  }

  async #process(one: Submission): Promise<void> {
    const { repository } = this.#deps;
    for (let moved = 0; moved <= MAX_MOVED; moved++) {
      // What landed just now is the newest, or the landing's compare-and-swap finds out that it is not.
      const target = await repository.fetchTarget(this.#project, one.branch, moved === 0 ? { maxAgeMs: KNOWN_TARGET_MS } : {});
      if (!target.ok) return this.#wait(one, target.error.message);
      const onto = target.value;
      if (!(await this.#record(one, () => [submissionEvent(one, "submissionPreparing", { onto })]))) return;
      const prepared = await repository.prepare(this.#project, one, onto);
      if (this.#stop.signal.aborted) return;
      if (prepared.kind === "conflict") {
        const conflicts = prepared.conflict.files.map((file) => file.path);
        const reason = `It conflicts with what has landed since, in ${conflicts.join(", ")}.`;
        return this.#sendBack(one, { kind: "conflict", reason, onto, conflicts });
      }
      if (prepared.kind === "blocked") return this.#wait(one, prepared.reason);
      if (prepared.kind === "nothing-left") {
        // The target holds it all: it has landed by another way (an earlier run that was killed, a cherry-pick).
        await this.#record(one, () => this.#landed(one, onto));
        return;
      }
      if (
        !(await this.#record(one, () => [
          submissionEvent(one, "submissionPrepared", { commit: prepared.commit, onto }),
        ]))
      ) {
        return;
      }
      if (!(await this.#gate(one, prepared.commit, onto))) return;
      const landingNow = submissionEvent(one, "submissionLanding", { commit: prepared.commit });
      if (!(await this.#record(one, () => [landingNow]))) return;
      const landing = await repository.land(this.#project, { branch: one.branch, commit: prepared.commit, expected: onto });
      if (landing.kind === "landed") {
        await this.#record(one, () => this.#landed(one, prepared.commit));
        return;
      }
      if (landing.kind === "refused") return this.#wait(one, landing.reason);
    }
    await this.#wait(one, `The target moved ${MAX_MOVED} times while this was being gated.`);
  }

  /** True when every gate was green. */
  async #gate(one: Submission, commit: string, onto: string): Promise<boolean> {
    const { repository, gatesOf, runGate } = this.#deps;
    const gates = gatesOf(this.#project);
    if (gates.length === 0) return true;
    const worktree = await repository.checkoutForGates(this.#project, commit);
    for (const gate of gates) {
      const result = await runGate({ gate, submission: one, worktree, signal: this.#stop.signal });
      if (this.#stop.signal.aborted) return false;
      if (!(await this.#record(one, () => [submissionEvent(one, "gateFinished", { result })]))) return false;
      if (result.exitCode !== 0) {
        const how = result.timedOut
          ? `took longer than ${gate.timeoutMs / 1000} s`
          : `failed (exit ${result.exitCode ?? "by signal"})`;
        const reason = `The gate “${gate.name}” ${how}.\n\n${result.tail}`;
        await this.#sendBack(one, { kind: "gate-failed", reason, onto, conflicts: [] });
        return false;
      }
    }
    return true;
  }

  async #sendBack(one: Submission, back: SentBack): Promise<void> {
    await this.#record(one, () => [
      submissionEvent(one, "submissionSentBack", back),
      ...this.#deps.consequencesOfSendingBack(one, back),
    ]);
  }

  #landed(one: Submission, commit: string): readonly NewEvent[] {
    return [submissionEvent(one, "submissionLanded", { commit }), ...this.#deps.consequencesOfLanding(one, commit)];
  }

  async #wait(one: Submission, reason: string): Promise<void> {
    await this.#record(one, () => [submissionEvent(one, "submissionWaiting", { reason })]);
    this.#retryLater();
  }

  /**
   * False when the submission was superseded meanwhile: then nothing is recorded. It is decided on what is so at that moment,
   * since another project's coordinator may record something of the same item just before.
   */
  async #record(one: Submission, decide: () => readonly NewEvent[]): Promise<boolean> {
    const { store, submissions } = this.#deps;
    const done = await store.commit(() => {
      const current = submissions.get(one.id)?.state !== "superseded";
      return ok({ events: current ? decide() : [], result: () => current });
    });
    if (!done.ok) throw new Error(`What became of ${one.id} could not be recorded: ${done.error.message}`);
    return done.value;
  }

  #retryLater(ms = RETRY_MS): void {
    this.#retry?.[Symbol.dispose]();
    this.#retry = this.#deps.clock.after(ms, () => {
      void this.retryWaiting();
    });
  }

  /** Puts everything that waits in line again. */
  async retryWaiting(): Promise<void> {
    try {
      for (const one of [...this.#ofProject()]) {
        if (one.state === "waiting") await this.#record(one, () => [submissionEvent(one, "submissionRequeued", {})]);
      }
    } catch (error) {
      this.#deps.report(error);
    }
    this.wake();
  }

  *#ofProject(): Generator<Submission> {
    for (const one of this.#deps.submissions.values()) if (one.project === this.#project) yield one;
  }
}
