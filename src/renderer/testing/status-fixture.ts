import type { SessionStatus } from "../../shared/model/agent.ts";

/** A session that works, as its title says, but for what the test says. */
export function statusFixture(
  status: Pick<SessionStatus, "session" | "agent"> & Partial<SessionStatus>,
): SessionStatus {
  const since = status.since ?? 1;
  return {
    state: "working",
    evidence: "title of its terminal",
    source: "title",
    reliability: "strong",
    since,
    evidenceAt: since,
    seenAt: since,
    signals: [],
    ...status,
  };
}
