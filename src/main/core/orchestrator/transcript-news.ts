import type { RuntimeSignal } from "../../../shared/model/runtime-signal.ts";
import type { Session } from "../../../shared/model/agent.ts";
import type { Clock } from "../base/clock.ts";
import type { TranscriptNews } from "../cost/index.ts";
import type { Sessions } from "../session/index.ts";

export interface NewsDeps {
  readonly clock: Clock;
  /** Tokens that a model's context holds, where that is known. */
  contextOf(model: string): Promise<number | undefined>;
  report(error: unknown): void;
}

type News = Pick<TranscriptNews, "context" | "rateLimitedUntil">;

/** Tells sessions what their transcripts say of how full their context is and when a limit ends: once, each time it is another. */
export function newsTo(
  sessions: Pick<Sessions, "hear">,
  { clock, contextOf, report }: NewsDeps,
): (session: Session, news: News) => void {
  const last = new Map<string, string>();

  async function tell(session: Session, { context, rateLimitedUntil: until }: News): Promise<void> {
    const isLimited = until !== undefined && until > clock.now();
    const seen = JSON.stringify([context?.used, isLimited ? until : 0]);
    if (last.get(session.id) === seen || (context === undefined && !isLimited)) return;
    last.set(session.id, seen);
    const size = context?.size ?? (context?.model === undefined ? undefined : await contextOf(context.model));
    const signal: RuntimeSignal = {
      ...(context === undefined ? {} : { context: { used: context.used, ...(size === undefined ? {} : { size }) } }),
      ...(isLimited ? { state: "rate-limited", until } : {}),
    };
    sessions.hear(session.id, "transcript", signal);
  }

  return (session, news) => {
    tell(session, news).catch(report);
  };
}
