import type { Nudge } from "../../../shared/model/nudge.ts";
import { hasArrived } from "../../../shared/model/nudge-words.ts";
import type { Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { isAtPrompt } from "../../../shared/model/session-signal.ts";
import type { Clock } from "../base/clock.ts";
import { KeyedReconciler } from "../base/keyed-reconciler.ts";
import { plainLine } from "../base/plain-text.ts";
import { shortId } from "../base/short-id.ts";
import { type GateFacts, type Obstacle, obstacleTo } from "./nudge-gate.ts";
import { type NudgeFact, advance, vainTries } from "./nudge-receipt.ts";
import type { NudgeStore } from "./nudge-store.ts";
import type { Typist } from "./nudge-typist.ts";
import { type NudgeWitness, type Witnessed, actedSince, seenSince, tookSince } from "./nudge-witness.ts";

/** Somebody's words outlive the session, a prompt of the orchestrator's own is for this session alone. */
export interface NudgeOrder {
  readonly agent: IdentityPath;
  readonly from: IdentityPath;
  readonly text: string;
  readonly kind: Nudge["kind"];
  readonly expiresMs?: number;
}

export interface Gate extends Omit<GateFacts, "now" | "typedAt" | "draft"> {
  /** Whether its runtime tells of turns, so that what is typed can be confirmed by it. */
  readonly tells: boolean;
  /** Whether it can be given something past its terminal. */
  readonly takesDelivery: boolean;
}

export interface NudgesDeps {
  readonly clock: Clock;
  readonly store: NudgeStore;
  readonly witness: NudgeWitness;
  readonly typist: Typist;
  liveOf(agent: IdentityPath): Session | undefined;
  /** What decides whether it may be typed into the session now; undefined when it is not running. */
  gate(session: Session): Gate | undefined;
  /** Hands it over past the terminal; false where that failed. */
  deliver(session: Session, text: string): Promise<boolean>;
  /** A message that did not arrive, to be told to whoever sent it. */
  raise(nudge: Nudge): void;
  report(error: unknown): void;
}

const MAX_CHARS = 2_000;
const MESSAGE_EXPIRES_MS = 15 * 60_000;
const PROMPT_EXPIRES_MS = 60_000;
/** Typed in vain that often, it is not typed again. */
const MAX_VAIN_TRIES = 3;
const RETRY_MS = 5_000;
/** Within that time a program that tells of its turns shows that it took in what had arrived. */
const CONFIRM_MS = 30_000;
/** And so long it is watched for what it does about it. */
const ACT_MS = 10 * 60_000;

/**
 * Hands nudges over and keeps their receipts. Level-triggered, per agent: every change of its session looks anew at what is
 * open. What the runtime's hooks can carry waits for them while a turn is under way; otherwise it is typed at the prompt.
 */
export class Nudges implements AsyncDisposable {
  readonly #deps: NudgesDeps;
  readonly #reconciler: KeyedReconciler<IdentityPath>;
  readonly #listeners = new Set<(nudge: Nudge) => void>();
  /** Whose lines this core put into an input where they still stand. */
  readonly #standing = new Set<string>();
  /** Being typed, so that no hook hands them over at the same time. */
  readonly #typing = new Set<string>();

  constructor(deps: NudgesDeps) {
    this.#deps = deps;
    this.#reconciler = new KeyedReconciler({
      clock: deps.clock,
      reconcile: (agent, again) => this.#reconcile(agent, again),
      report: deps.report,
    });
  }

  /** Goes on with what an earlier core left open. */
  async start(): Promise<void> {
    await this.#deps.store.load();
    for (const { agent, settledAt } of this.#deps.store.all()) if (settledAt === undefined) this.wake(agent);
  }

  wake(agent: IdentityPath): void {
    this.#reconciler.wake(agent);
  }

  get(id: string): Nudge | undefined {
    return this.#deps.store.get(id);
  }

  /** Takes one in; it is on disk when this resolves. A prompt takes the place of the one that still waits. */
  async queue({ agent, from, text, kind, expiresMs }: NudgeOrder): Promise<Nudge> {
    const { clock, store } = this.#deps;
    await store.load();
    const now = clock.now();
    const session = this.#deps.liveOf(agent)?.id;
    if (kind === "prompt") {
      for (const older of store.openOf(agent)) {
        if (older.kind === "prompt" && !this.#typing.has(older.id)) {
          await this.#note(older, { kind: "expired", reason: "a newer one took its place" });
        }
      }
    }
    const nudge: Nudge = {
      id: shortId("ndg", (id) => store.get(id) !== undefined, 6),
      agent,
      from,
      text: plainLine(text, MAX_CHARS),
      kind,
      state: "queued",
      tries: [],
      queuedAt: now,
      expiresAt: now + (expiresMs ?? (kind === "message" ? MESSAGE_EXPIRES_MS : PROMPT_EXPIRES_MS)),
      ...(session === undefined ? {} : { session }),
    };
    await this.#put(nudge);
    this.wake(agent);
    return nudge;
  }

  /** Resolves with the first state of it that the question is true of, or with what it is when the time is over. */
  async until(id: string, wanted: (nudge: Nudge) => boolean, withinMs: number): Promise<Nudge> {
    const first = this.#present(id);
    if (wanted(first) || first.settledAt !== undefined || withinMs <= 0) return first;
    const changed = Promise.withResolvers<void>();
    const look = (nudge: Nudge) => {
      if (nudge.id === id && (wanted(nudge) || nudge.settledAt !== undefined)) changed.resolve();
    };
    this.#listeners.add(look);
    const timer = this.#deps.clock.after(withinMs, changed.resolve);
    await changed.promise;
    timer[Symbol.dispose]();
    this.#listeners.delete(look);
    return this.#present(id);
  }

  /**
   * What waits for the session, in the form that `carry` gives it; undefined when nothing does, or when this answer cannot
   * carry it. What is given out counts as delivered, and is confirmed or tried again by what the session does next.
   */
  async takePending(
    session: Session,
    event: string,
    carry: (text: string) => string | undefined,
  ): Promise<string | undefined> {
    const { store, gate } = this.#deps;
    await store.load();
    if (gate(session)?.isTakenOver !== false) return undefined;
    const waiting = store
      .openOf(session.agent)
      .filter(({ id, state, standingIn }) => state === "queued" && standingIn === undefined && !this.#typing.has(id));
    if (waiting.length === 0) return undefined;
    const answer = carry(waiting.map(worded).join("\n"));
    if (answer === undefined) return undefined;
    const outcome = `with the answer to its hook ${event}`;
    for (const one of waiting) await this.#note(one, { kind: "delivered", way: "hook", outcome, session: session.id });
    this.wake(session.agent);
    return answer;
  }

  async idle(): Promise<void> {
    await this.#reconciler.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reconciler[Symbol.asyncDispose]();
    await this.#deps.store.drain();
  }

  async #reconcile(agent: IdentityPath, again: (ms: number) => void): Promise<void> {
    const { store, clock } = this.#deps;
    await store.load();
    const session = this.#deps.liveOf(agent);
    const due: number[] = [];
    for (const nudge of store.openOf(agent)) {
      const next = hasArrived(nudge) ? await this.#follow(nudge, session) : await this.#expire(nudge, session);
      if (next !== undefined) due.push(next);
    }
    const waiting = store.openOf(agent).filter(({ state }) => state === "queued");
    const [first] = waiting;
    if (first !== undefined) {
      const obstacle = session === undefined ? NOT_RUNNING : await this.#handOver(first, session);
      const about = session === undefined ? {} : { session: session.id };
      for (const one of waiting) {
        if (obstacle !== undefined) await this.#note(one, { kind: "waits", reason: obstacle.reason, ...about });
      }
      if (obstacle?.againMs !== undefined) due.push(clock.now() + obstacle.againMs);
      // The next in the row, as soon as this one has arrived.
      else if (obstacle === undefined && waiting.length > 1) due.push(clock.now());
    }
    if (due.length > 0) again(Math.max(1, Math.min(...due) - clock.now()));
  }

  /** Ends one whose time is over or whose session is; otherwise says when to look again. */
  async #expire(nudge: Nudge, session: Session | undefined): Promise<number | undefined> {
    if (nudge.kind === "prompt" && nudge.session !== session?.id) {
      await this.#note(nudge, { kind: "failed", reason: "its session ended before it could be handed over" });
      return undefined;
    }
    if (this.#deps.clock.now() < nudge.expiresAt) return nudge.expiresAt;
    const reason = nudge.reason === undefined ? "its time was over" : `its time was over: ${nudge.reason}`;
    await this.#note(nudge, { kind: "expired", reason });
    return undefined;
  }

  /** Looks what became of one that has arrived; says when to look again. */
  async #follow(nudge: Nudge, session: Session | undefined): Promise<number | undefined> {
    const { witness, clock, gate } = this.#deps;
    const { deliveredAt = nudge.queuedAt } = nudge;
    // The call of a hook that carried it is of that moment too, and shows nothing yet.
    const way = nudge.tries.at(-1)?.way;
    const since = way === "hook" ? deliveredAt : deliveredAt - 1;
    const seen = nudge.session === undefined ? undefined : witness.of(nudge.session);
    const seenAt = nudge.seenAt ?? (seen && seenAtOf(seen, { way, text: nudge.text, since }));
    if (seen !== undefined && seenAt !== undefined) {
      const latest = await this.#note(nudge, { kind: "seen" }, seenAt);
      const actedAt = actedSince(seen, since, seenAt);
      if (actedAt !== undefined) {
        await this.#note(latest, { kind: "acted" }, actedAt);
        return undefined;
      }
    }
    const isGone = session === undefined || session.id !== nudge.session;
    if (isGone && seenAt === undefined && nudge.kind === "message" && clock.now() < nudge.expiresAt) {
      await this.#note(nudge, { kind: "requeued", reason: "its session ended before it showed that it had seen it" });
      return clock.now();
    }
    if (isGone) return this.#settle(nudge, "its session ended");
    const now = gate(session);
    const tells = now?.tells === true;
    // What came in the middle of a turn may be taken in after it: the end of the turn wakes us.
    if (seenAt === undefined && way !== "hook" && tells && now.state === "working") return clock.now() + CONFIRM_MS;
    // A program that took it past the terminal may keep it behind a question: it is not told the same a second way.
    const isKept = way === "channel" && seenAt === undefined;
    const deadline = isKept ? nudge.expiresAt : deliveredAt + (seenAt === undefined ? CONFIRM_MS : ACT_MS);
    if (clock.now() < deadline) return deadline;
    if (seenAt !== undefined) return this.#settle(nudge, "it was seen; what came of it cannot be told");
    if (isKept) return this.#settle(nudge, "its program took it; nothing shows that it was seen");
    if (!tells) return this.#settle(nudge, "its runtime does not tell whether it was seen");
    const isVain = vainTries(nudge) >= MAX_VAIN_TRIES || clock.now() >= nudge.expiresAt;
    if (isVain) return this.#settle(nudge, "nothing shows that it was seen");
    await this.#note(nudge, { kind: "requeued", reason: "nothing showed that it was seen" });
    return clock.now();
  }

  async #settle(nudge: Nudge, reason: string): Promise<undefined> {
    await this.#note(nudge, { kind: "settled", reason });
  }

  /** Types it if that can be done now; otherwise says what it waits for. */
  async #handOver(nudge: Nudge, session: Session): Promise<Obstacle | undefined> {
    const facts = this.#facts(session);
    if (facts !== undefined && (await this.#deliver(nudge, session, facts))) return undefined;
    const obstacle = facts === undefined ? NOT_RUNNING : obstacleTo(facts);
    if (facts === undefined || obstacle !== undefined) return obstacle;
    this.#typing.add(nudge.id);
    try {
      const typed = await this.#deps.typist.type({
        session,
        text: worded(nudge),
        standing: nudge.standingIn !== session.id ? "no" : this.#standing.has(nudge.id) ? "yes" : "maybe",
        isAtPrompt: facts.isCertain && facts.state !== undefined && isAtPrompt(facts.state),
        obstacle: () => this.obstacle(session)?.reason,
        beforePut: async () => {
          await this.#note(nudge, { kind: "put", session: session.id });
          this.#standing.add(nudge.id);
        },
      });
      if (typed.kind === "arrived" || !typed.isStanding) {
        this.#standing.delete(nudge.id);
        if (typed.kind !== "arrived") await this.#note(nudge, { kind: "cleared" });
      }
      if (typed.kind === "not-now") return { reason: typed.reason, againMs: RETRY_MS };
      const about = { way: "typed", outcome: typed.outcome, session: session.id } as const;
      if (typed.kind === "arrived") {
        await this.#note(nudge, { kind: "delivered", ...about }, typed.at);
        this.wake(nudge.agent);
        return undefined;
      }
      const tried = await this.#note(nudge, { kind: "tried", ...about });
      if (vainTries(tried) < MAX_VAIN_TRIES) {
        return { reason: typed.outcome, againMs: RETRY_MS * 2 ** (vainTries(tried) - 1) };
      }
      await this.#note(tried, { kind: "failed", reason: `typed ${MAX_VAIN_TRIES} times: ${typed.outcome}` });
      return undefined;
    } finally {
      this.#typing.delete(nudge.id);
    }
  }

  /** Gives it past the terminal where there is such a way, once; true when the program took it. */
  async #deliver(nudge: Nudge, session: Session, facts: GateFacts): Promise<boolean> {
    const isReady = this.#deps.gate(session)?.takesDelivery === true && mayDeliver(facts);
    if (!isReady || nudge.standingIn === session.id || nudge.tries.some(({ way }) => way === "channel")) return false;
    this.#typing.add(nudge.id);
    try {
      const at = this.#deps.clock.now();
      const isTaken = await this.#deps.deliver(session, worded(nudge));
      const about = { way: "channel", session: session.id } as const;
      const outcome = isTaken ? "its program took it" : "its program did not take it";
      await this.#note(nudge, { kind: isTaken ? "delivered" : "tried", ...about, outcome }, at);
      if (isTaken) this.wake(nudge.agent);
      return isTaken;
    } finally {
      this.#typing.delete(nudge.id);
    }
  }

  /** Why nothing may be typed into the session now. */
  obstacle(session: Session): Obstacle | undefined {
    const facts = this.#facts(session);
    return facts === undefined ? NOT_RUNNING : obstacleTo(facts);
  }

  #facts(session: Session): GateFacts | undefined {
    const facts = this.#deps.gate(session);
    if (facts === undefined) return undefined;
    const { typedAt, draft, busyAt } = this.#deps.witness.of(session.id);
    // A turn that began after the last key shows that the line was sent.
    const isSent = typedAt !== undefined && busyAt !== undefined && busyAt > typedAt;
    return { ...facts, typedAt: isSent ? undefined : typedAt, draft, now: this.#deps.clock.now() };
  }

  async #note(nudge: Nudge, fact: NudgeFact, at = this.#deps.clock.now()): Promise<Nudge> {
    const before = this.#deps.store.get(nudge.id) ?? nudge;
    const after = advance(before, fact, at);
    if (after === before) return after;
    await this.#put(after);
    if (after.settledAt !== undefined) this.#standing.delete(after.id);
    if (after.settledAt !== undefined && !hasArrived(after) && after.kind === "message") this.#deps.raise(after);
    return after;
  }

  async #put(nudge: Nudge): Promise<void> {
    const written = this.#deps.store.put(nudge);
    for (const listener of [...this.#listeners]) listener(nudge);
    await written;
  }

  #present(id: string): Nudge {
    const nudge = this.#deps.store.get(id);
    if (nudge === undefined) throw new Error(`Nudge ${id} vanished while it was waited for.`);
    return nudge;
  }
}

/** What is taken past the terminal in the middle of a turn waits in the program: the turn's own signs say nothing of it. */
function seenAtOf(
  seen: Witnessed,
  { way, text, since }: { readonly way: string | undefined; readonly text: string; readonly since: number },
): number | undefined {
  const tellsOfPrompts = seen.signals.some(({ took }) => took !== undefined);
  return way === "channel" && tellsOfPrompts ? tookSince(seen, text, since) : seenSince(seen, text, since);
}

/** Past the terminal neither a typing user nor their unfinished line is met; a question, a limit and a pause are waited out. */
function mayDeliver({ state, isTakenOver, carriesMessages }: GateFacts): boolean {
  if (isTakenOver || state === undefined) return false;
  if (state === "working") return !carriesMessages;
  return isAtPrompt(state) || state === "user-typing" || state === "unknown" || state === "stalled";
}

const NOT_RUNNING: Obstacle = { reason: "its agent has no session running" };

/** As the agent gets it: whose words they are, where they are not the user's or Drover's own. */
function worded({ kind, from, text }: Nudge): string {
  return kind === "message" && from !== USER ? `Message from ${from}: ${text}` : text;
}
