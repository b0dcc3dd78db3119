import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Clock } from "../base/clock.ts";
import { type Limits, type SessionFacts, careFor } from "./decide.ts";

export type { SessionFacts } from "./decide.ts";

/** A live session under watch. */
export interface Watched {
  readonly agent: IdentityPath;
  readonly session: string;
  readonly facts: Omit<SessionFacts, "probes" | "probedAt">;
}

export interface RecoveryMonitorDeps {
  readonly clock: Clock;
  /** Read anew each round, so that changed settings count at once. */
  limits(): Limits;
  /** Live sessions of all projects. An empty answer lets the monitor rest. */
  watched(): Iterable<Watched>;
  /** Whether the worktree that it works in is gone: no session can go on without. */
  isHomeless(agent: IdentityPath): Promise<boolean>;
  /** Asks the agent whether it lives. False when its terminal cannot take input now. */
  probe(agent: IdentityPath, text: string): Promise<boolean>;
  restart(agent: IdentityPath, reason: string): Promise<void>;
  /** Takes an agent out of work until a person has looked. */
  park(agent: IdentityPath, reason: string): Promise<void>;
  end(agent: IdentityPath, reason: string): Promise<void>;
  report(error: unknown): void;
}

/** How often sessions are looked at while there are any. */
const ROUND_MS = 2_000;

/** An agent that falls silent again and again is not mended by another session: this often within this time, and a person looks. */
const MAX_RESTARTS = 3;
const RESTARTS_WITHIN_MS = 60 * 60_000;

/** An agent that answers and stops again this often is not stuck for want of a nudge: it needs an answer. */
const MAX_ROUNDS = 4;

const QUESTIONS = [
  "Are you still at it? Look at your hook with `drover hook` and go on with the next step.",
  "No sign of you for a while. Please continue: `drover hook` shows your work.",
  "Last call before this session is replaced: continue with your work, or run `drover handoff`.",
];

/**
 * The recovery monitor: watches sessions for stalls and zombies, by facts alone and without a token. It rests while no
 * session lives; `wake` starts its rounds again.
 */
export class RecoveryMonitor implements AsyncDisposable {
  readonly #deps: RecoveryMonitorDeps;
  /** By session: probes since it was last heard of. */
  readonly #probes = new Map<string, { count: number; at: number; heardAt: number }>();
  /** By session: how often it answered a probe and then fell silent again. */
  readonly #rounds = new Map<string, number>();
  /** When an agent's sessions were restarted by us. */
  readonly #restarts = new Map<IdentityPath, number[]>();
  #timer: Disposable | undefined;
  #round: Promise<void> | undefined;
  #stopped = false;

  constructor(deps: RecoveryMonitorDeps) {
    this.#deps = deps;
  }

  /** Idempotent and cheap: to be called whenever a session starts. */
  wake(): void {
    if (this.#stopped || this.#timer !== undefined) return;
    this.#timer = this.#deps.clock.after(ROUND_MS, () => {
      // A round that takes long is waited for: timers never pile up.
      this.#round = this.#look()
        .catch(this.#deps.report)
        .finally(() => {
          this.#round = undefined;
        });
    });
  }

  /** Resolves when no round is under way. */
  async idle(): Promise<void> {
    await this.#round;
  }

  /** Looks at every session once. */
  async #look(): Promise<void> {
    const seen = new Set<string>();
    try {
      for (const one of [...this.#deps.watched()]) {
        seen.add(one.session);
        await this.#lookAt(one);
      }
    } finally {
      this.#timer = undefined;
      for (const known of [this.#probes, this.#rounds]) {
        for (const session of [...known.keys()]) if (!seen.has(session)) known.delete(session);
      }
      if (seen.size > 0) this.wake();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#timer?.[Symbol.dispose]();
    await this.#round;
  }

  async #restart(agent: IdentityPath, reason: string): Promise<void> {
    const now = this.#deps.clock.now();
    const recent = (this.#restarts.get(agent) ?? []).filter((at) => at > now - RESTARTS_WITHIN_MS);
    if (recent.length >= MAX_RESTARTS) {
      this.#restarts.delete(agent);
      return this.#deps.park(agent, `It fell silent after ${MAX_RESTARTS} fresh sessions within an hour. ${reason}`);
    }
    this.#restarts.set(agent, [...recent, now]);
    return this.#deps.restart(agent, reason);
  }

  async #lookAt({ agent, session, facts }: Watched): Promise<void> {
    const { clock, limits } = this.#deps;
    if (facts.hasWork && (await this.#deps.isHomeless(agent))) {
      return this.#restart(agent, "Its worktree was removed; what was committed or staged is there again.");
    }
    const earlier = this.#probes.get(session);
    // Any sign of life since the first probe is an answer to it; a probe's own echo comes at once and is none.
    const answered = earlier !== undefined && facts.heardAt > earlier.heardAt && facts.heardAt > earlier.at + ECHO_MS;
    const probes = answered ? undefined : earlier;
    if (answered) {
      this.#probes.delete(session);
      this.#rounds.set(session, (this.#rounds.get(session) ?? 0) + 1);
    }
    const heardAt = probes?.heardAt ?? facts.heardAt;
    const care = careFor(
      { ...facts, heardAt, probes: probes?.count ?? 0, probedAt: probes?.at },
      limits(),
      clock.now(),
    );
    switch (care.kind) {
      case "leave":
        return;
      case "probe": {
        if ((this.#rounds.get(session) ?? 0) >= MAX_ROUNDS) {
          this.#rounds.delete(session);
          return this.#deps.park(
            agent,
            `It stopped again after each of ${MAX_ROUNDS} nudges. Look at its terminal: it may need an answer.`,
          );
        }
        const typed = await this.#deps.probe(agent, QUESTIONS[care.number - 1] ?? QUESTIONS[0] ?? "");
        if (typed) this.#probes.set(session, { count: care.number, at: clock.now(), heardAt });
        return;
      }
      case "restart":
        this.#probes.delete(session);
        return this.#restart(agent, care.reason);
      case "end":
        return this.#deps.end(agent, care.reason);
    }
  }
}

/** Output this soon after a probe is the terminal's echo of it, not an answer. */
const ECHO_MS = 1_500;
