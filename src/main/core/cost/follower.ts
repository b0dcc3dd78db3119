import type { Session } from "../../../shared/model/agent.ts";
import type { Clock } from "../base/clock.ts";
import { KeyedReconciler } from "../base/keyed-reconciler.ts";
import { type ModelTotals, deltasOf, readTotals, writeTotals } from "./totals.ts";
import type { FollowedSession, UsageStore } from "./usage-store.ts";

/** What a reading of a transcript brought. */
export interface TranscriptNews {
  readonly cursor: string;
  /** Of the whole session so far. */
  readonly usage: readonly ModelTotals[];
  /** Time of the newest record read, ms since 1970. */
  readonly at: number | undefined;
  readonly context?: { readonly used: number; readonly size?: number; readonly model?: string };
  readonly rateLimitedUntil?: number;
  /** It is paid for by a subscription, where the transcript tells. */
  readonly isSubscription?: boolean;
  /** Lines that could not be read, in this reading. */
  readonly unreadable: number;
  /** There is more behind the cursor already. */
  readonly more: boolean;
}

/** The transcript of one session, as its runtime keeps it. */
export interface SessionTranscript {
  /** Absolute path of the file; undefined while there is none. */
  find(): Promise<string | undefined>;
  read(path: string, cursor: string | undefined): Promise<TranscriptNews>;
}

export interface FollowerDeps {
  readonly clock: Clock;
  store(): UsageStore;
  readonly sessions: { get(id: string): Session | undefined };
  /** Undefined where the session's runtime keeps no transcripts that can be read. */
  transcriptOf(session: Session): SessionTranscript | undefined;
  /** What is of use to others at once: how full the context is, when a limit ends. Live sessions only. */
  news(session: Session, news: Pick<TranscriptNews, "context" | "rateLimitedUntil">): void;
  report(error: unknown): void;
}

/** While a session prints, its transcript is read that often at most. */
const LEAST_GAP_MS = 5_000;
/** A session that ended unseen is caught up with if it ended since; older ones were measured then or never will be. */
const CATCH_UP_MS = 14 * 24 * 3_600_000;

/** Follows the transcripts of sessions and keeps what they used. Nothing is read while nothing happens. */
export class Follower implements AsyncDisposable {
  readonly #deps: FollowerDeps;
  readonly #reconciler: KeyedReconciler<string>;
  /** When each live session's transcript was last read. */
  readonly #readAt = new Map<string, number>();
  #isOver = false;

  constructor(deps: FollowerDeps) {
    this.#deps = deps;
    this.#reconciler = new KeyedReconciler({
      clock: deps.clock,
      reconcile: (id, again) => this.#follow(id, again),
      report: (error) => {
        deps.report(error);
      },
    });
  }

  /** Begins with all that live or ended lately. */
  start(sessions: Iterable<Session>): void {
    const since = this.#deps.clock.now() - CATCH_UP_MS;
    for (const session of sessions) {
      if (session.endedAt === undefined || session.endedAt >= since) this.wake(session.id);
    }
  }

  wake(session: string): void {
    this.#reconciler.wake(session);
  }

  /** Counts what was used for a session, and stands in no transcript of it. */
  add(session: string, usage: readonly ModelTotals[]): void {
    const store = this.#deps.store();
    store.put(store.followed(session) ?? fresh(session), this.#deps.clock.now(), deltasOf([], usage).deltas);
  }

  idle(): Promise<void> {
    return this.#reconciler.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#reconciler[Symbol.asyncDispose]();
  }

  async #follow(id: string, again: (ms: number) => void): Promise<void> {
    const { clock, sessions } = this.#deps;
    const session = sessions.get(id);
    if (session === undefined) return;
    const hasEnded = session.endedAt !== undefined;
    const rest = (this.#readAt.get(id) ?? -Infinity) + LEAST_GAP_MS - clock.now();
    if (!hasEnded && rest > 0) return again(rest);
    const transcript = this.#deps.transcriptOf(session);
    if (transcript === undefined) return;
    const store = this.#deps.store();
    const state = store.followed(id) ?? fresh(id);
    if (state.isDone) return;
    this.#readAt.set(id, clock.now());
    const last = await this.#readNewest(session, state, transcript);
    if (!hasEnded || this.#isOver) return;
    this.#readAt.delete(id);
    const problem = last.transcript === undefined ? "No transcript of it was found." : undefined;
    store.put({ ...last, isDone: true, problem }, clock.now(), []);
  }

  /** A session that was cleared goes on in another file: the one before is read to its end, and that one from its beginning. */
  async #readNewest(session: Session, state: FollowedSession, transcript: SessionTranscript): Promise<FollowedSession> {
    const known = state.transcript === undefined ? state : await this.#readAll(session, state, transcript);
    const { runtimeSession } = session;
    if (known.transcript !== undefined && known.runtimeSession === runtimeSession) return known;
    const file = await transcript.find();
    if (file === undefined || file === known.transcript) return { ...known, runtimeSession };
    const next = { ...fresh(session.id), transcript: file, runtimeSession };
    return this.#readAll(session, next, transcript);
  }

  async #readAll(session: Session, state: FollowedSession, transcript: SessionTranscript): Promise<FollowedSession> {
    const { clock } = this.#deps;
    const store = this.#deps.store();
    let now = state;
    for (let more = true; more && !this.#isOver;) {
      const news = await transcript.read(now.transcript ?? "", now.cursor);
      const { deltas, totals } = deltasOf(readTotals(now.totals), news.usage);
      const isNew = news.cursor !== now.cursor || deltas.length > 0;
      now = advanced(now, news, writeTotals(totals));
      if (isNew) store.put(now, Math.min(news.at ?? clock.now(), clock.now()), deltas);
      if (session.endedAt === undefined) this.#deps.news(session, news);
      more = news.more;
    }
    return now;
  }
}

function advanced(state: FollowedSession, news: TranscriptNews, totals: string): FollowedSession {
  const unreadable = state.unreadable + news.unreadable;
  const isSubscription = news.isSubscription ?? state.isSubscription;
  return { ...state, cursor: news.cursor, totals, unreadable, isSubscription };
}

function fresh(id: string): FollowedSession {
  return {
    ...{ id, transcript: undefined, runtimeSession: undefined, cursor: undefined, totals: "[]" },
    ...{ unreadable: 0, isSubscription: undefined, isDone: false, problem: undefined },
  };
}
