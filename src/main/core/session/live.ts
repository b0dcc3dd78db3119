import type { Session, SessionStatus } from "../../../shared/model/agent.ts";
import type { Clock } from "../base/clock.ts";
import { plainLine } from "../base/plain-text.ts";
import { type Evidence, reliabilityOf } from "./evidence.ts";
import type { Seen } from "./intake.ts";
import { withoutAnswered } from "./question.ts";
import { signalsOf } from "./signals-of.ts";
import type { Judgement } from "./judgement.ts";
import { judge } from "./status.ts";

/** Signs of life alone are told that often: faces show ages of seconds, and a hundred agents print all the time. */
const SEEN_STEP_MS = 5_000;
/** Titles with a spinner change ten times a second; their text is told that often at most. */
const TITLE_STEP_MS = 1_000;

interface Entry {
  readonly session: Session;
  evidence: Evidence;
  judgement: Judgement;
  since: number;
  told:
    | {
        readonly at: number;
        readonly seenAt: number;
        readonly title: string | undefined;
        readonly progressAt: number | undefined;
        readonly contextAt: number | undefined;
      }
    | undefined;
  timer: Disposable | undefined;
}

export interface LiveSessionsDeps {
  readonly clock: Clock;
  /** Called for each change that faces should know. Must not throw. */
  tell(status: SessionStatus): void;
  /** Called whenever anything was seen and judged, also where nothing came of it. Must not throw. */
  judged?(session: string, judgement: Judgement): void;
}

/** The evidence on each live session, and what follows from it. In memory: after a start of the core it is gathered anew. */
export class LiveSessions implements Disposable {
  readonly #deps: LiveSessionsDeps;
  readonly #entries = new Map<string, Entry>();

  constructor(deps: LiveSessionsDeps) {
    this.#deps = deps;
  }

  /** Begins with a session; `evidence` is what is known besides its start. */
  begin(session: Session, evidence: Omit<Evidence, "startedAt"> = {}): void {
    if (this.#entries.has(session.id)) return;
    const full = { ...evidence, startedAt: session.startedAt };
    const now = this.#deps.clock.now();
    const judgement = judge(full, now);
    const entry: Entry = { session, evidence: full, judgement, since: now, told: undefined, timer: undefined };
    this.#entries.set(session.id, entry);
    this.#settle(entry);
  }

  evidence(session: string): Evidence | undefined {
    return this.#entries.get(session)?.evidence;
  }

  /** Takes note of something seen and judges anew; nothing for a session that is not live. */
  note(session: string, seen: Seen | ((evidence: Evidence) => Seen)): void {
    const entry = this.#entries.get(session);
    if (entry === undefined) return;
    const fresh = typeof seen === "function" ? seen(entry.evidence) : seen;
    entry.evidence = withoutAnswered({ ...entry.evidence, ...fresh });
    this.#settle(entry);
  }

  /** Takes back what no longer holds. */
  forget(session: string, what: "pausedAt" | "finishedAt"): void {
    const entry = this.#entries.get(session);
    if (entry === undefined) return;
    const { [what]: _, ...kept } = entry.evidence;
    entry.evidence = kept;
    this.#settle(entry);
  }

  /** The last word on a session. */
  end(session: string, ended: NonNullable<Evidence["ended"]>): void {
    this.note(session, { ended });
    const entry = this.#entries.get(session);
    entry?.timer?.[Symbol.dispose]();
    this.#entries.delete(session);
  }

  statusOf(session: string): SessionStatus | undefined {
    const entry = this.#entries.get(session);
    if (entry === undefined) return undefined;
    const now = this.#deps.clock.now();
    return present(entry, judge(entry.evidence, now), now);
  }

  statuses(): readonly SessionStatus[] {
    const now = this.#deps.clock.now();
    return [...this.#entries.values()].map((entry) => present(entry, entry.judgement, now));
  }

  [Symbol.dispose](): void {
    for (const entry of this.#entries.values()) entry.timer?.[Symbol.dispose]();
    this.#entries.clear();
  }

  #settle(entry: Entry): void {
    const now = this.#deps.clock.now();
    const before = entry.judgement;
    const judgement = judge(entry.evidence, now);
    entry.judgement = judgement;
    const changed = isOther(before, judgement);
    if (before.state !== judgement.state) entry.since = now;
    const told = entry.told;
    const title = entry.evidence.title?.text;
    const isDue =
      told === undefined ||
      changed ||
      entry.evidence.progress?.at !== told.progressAt ||
      entry.evidence.context?.at !== told.contextAt ||
      judgement.seenAt - told.seenAt >= SEEN_STEP_MS ||
      (title !== told.title && now - told.at >= TITLE_STEP_MS);
    if (isDue) {
      const { progress, context } = entry.evidence;
      entry.told = { at: now, seenAt: judgement.seenAt, title, progressAt: progress?.at, contextAt: context?.at };
      this.#deps.tell(present(entry, judgement, now));
    }
    this.#deps.judged?.(entry.session.id, judgement);
    entry.timer?.[Symbol.dispose]();
    entry.timer =
      judgement.until === undefined
        ? undefined
        : this.#deps.clock.after(Math.max(1, judgement.until - now), () => {
            entry.timer = undefined;
            this.#settle(entry);
          });
  }
}

function isOther(a: Judgement, b: Judgement): boolean {
  return (
    a.state !== b.state ||
    a.evidence !== b.evidence ||
    a.contradiction !== b.contradiction ||
    a.limitedUntil !== b.limitedUntil
  );
}

function present(
  { session, since, evidence }: Omit<Entry, "told" | "timer" | "judgement">,
  judgement: Judgement,
  now: number,
): SessionStatus {
  const { title, progress, context } = evidence;
  const { contradiction, limitedUntil } = judgement;
  return {
    session: session.id,
    agent: session.agent,
    state: judgement.state,
    evidence: judgement.evidence,
    source: judgement.source,
    reliability: reliabilityOf(judgement.source),
    since,
    evidenceAt: judgement.at,
    seenAt: judgement.seenAt,
    signals: signalsOf(evidence, judgement, now),
    ...(limitedUntil === undefined ? {} : { until: limitedUntil }),
    ...(context === undefined ? {} : { context }),
    ...(contradiction === undefined ? {} : { contradiction }),
    ...(title === undefined || title.text === "" ? {} : { title: plainLine(title.text, 200) }),
    ...(progress === undefined ? {} : { progress }),
  };
}

/** The status of a session that has ended, from its record alone. */
export function statusOfEnded(session: Session): SessionStatus | undefined {
  if (session.endedAt === undefined) return undefined;
  const ended = { at: session.endedAt, lost: session.endReason === "lost", code: session.exitCode };
  const evidence = { startedAt: session.startedAt, ended };
  return present({ session, since: session.endedAt, evidence }, judge(evidence, session.endedAt), session.endedAt);
}
