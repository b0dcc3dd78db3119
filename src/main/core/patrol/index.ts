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

/** Something it did about a session. */
export interface PatrolDeed {
  readonly at: number;
  readonly agent: IdentityPath;
  readonly kind: "asked" | "restarted" | "parked" | "ended";
  /** Why; what was asked, where it asked. */
  readonly text: string;
}

/** What the monitor looked at last and did, for people. */
export interface PatrolReport {
  /** The last round that came to its end; undefined before the first. */
  readonly lookedAt: number | undefined;
  /** When the round that is due or under way was asked for; undefined while it rests. */
  readonly dueSince: number | undefined;
  /** Looked at in that last round. */
  readonly sessions: number;
  /** The latest, the oldest first. */
  readonly deeds: readonly PatrolDeed[];
}

/** How often sessions are looked at while there are any. */
const ROUND_MS = 2_000;

/** So many deeds are told; the ledger keeps them all. */
const DEEDS_TOLD = 20;

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
  #deeds: readonly PatrolDeed[] = [];
  #looked: { readonly at: number; readonly sessions: number } | undefined;
  #dueSince: number | undefined;
  #timer: Disposable | undefined;
  #round: Promise<void> | undefined;
  #stopped = false;

  constructor(deps: RecoveryMonitorDeps) {
    this.#deps = deps;
  }

  /** Idempotent and cheap: to be called whenever a session starts. */
  wake(): void {
    if (this.#stopped || this.#timer !== undefined) return;
    this.#dueSince = this.#deps.clock.now();
    this.#timer = this.#deps.clock.after(ROUND_MS, () => {
      // A round that takes long is waited for: timers never pile up.
      this.#round = this.#look()
        .catch(this.#deps.report)
        .finally(() => {
          this.#round = undefined;
        });
    });
  }

  get report(): PatrolReport {
    const { at, sessions = 0 } = this.#looked ?? {};
    return { lookedAt: at, dueSince: this.#dueSince, sessions, deeds: this.#deeds };
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
      this.#looked = { at: this.#deps.clock.now(), sessions: seen.size };
    } finally {
      this.#timer = undefined;
      this.#dueSince = undefined;
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
      return this.#park(agent, `It fell silent after ${MAX_RESTARTS} fresh sessions within an hour. ${reason}`);
    }
    this.#restarts.set(agent, [...recent, now]);
    await this.#deps.restart(agent, reason);
    this.#did(agent, "restarted", reason);
  }

  async #park(agent: IdentityPath, reason: string): Promise<void> {
    await this.#deps.park(agent, reason);
    this.#did(agent, "parked", reason);
  }

  #did(agent: IdentityPath, kind: PatrolDeed["kind"], text: string): void {
    const deed = { at: this.#deps.clock.now(), agent, kind, text };
    this.#deeds = [...this.#deeds, deed].slice(-DEEDS_TOLD);
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
          return this.#park(
            agent,
            `It stopped again after each of ${MAX_ROUNDS} nudges. Look at its terminal: it may need an answer.`,
          );
        }
        const question = QUESTIONS[care.number - 1] ?? QUESTIONS[0] ?? "";
        const typed = await this.#deps.probe(agent, question);
        if (!typed) return;
        this.#probes.set(session, { count: care.number, at: clock.now(), heardAt });
        return this.#did(agent, "asked", question);
      }
      case "restart":
        this.#probes.delete(session);
        return this.#restart(agent, care.reason);
      case "end":
        await this.#deps.end(agent, care.reason);
        return this.#did(agent, "ended", care.reason);
    }
  }
}

/** Output this soon after a probe is the terminal's echo of it, not an answer. */
const ECHO_MS = 1_500;
