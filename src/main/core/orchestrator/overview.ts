import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { AgentView, SessionState } from "../../../shared/model/agent.ts";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Submission } from "../../../shared/model/submission.ts";

type Counts = OutputOf<"workspace.overview">["counts"];

/** States in which somebody waits for the user. */
const NEEDS_USER: readonly SessionState[] = ["waiting-for-permission"];
const AT_WORK: readonly SessionState[] = [
  "starting",
  "working",
  "waiting-for-input",
  "user-typing",
  "rate-limited",
  "stalled",
  "unknown",
];

/** What the status line and the tray count. */
export function countOverview(facts: {
  readonly agents: readonly AgentView[];
  readonly items: Iterable<ItemView>;
  readonly submissions: Iterable<Submission>;
  readonly convoys: readonly ConvoyView[];
  readonly unreadMail: number;
}): Counts {
  const counts: Counts = {
    agentsAtWork: 0,
    needsUser: 0,
    ready: 0,
    blocked: 0,
    inProgress: 0,
    inQueue: 0,
    unreadMail: facts.unreadMail,
  };
  for (const { status, session, parked } of facts.agents) {
    if (parked !== undefined || (status !== undefined && NEEDS_USER.includes(status.state))) counts.needsUser += 1;
    if (
      session !== undefined &&
      session.endedAt === undefined &&
      status !== undefined &&
      AT_WORK.includes(status.state)
    ) {
      counts.agentsAtWork += 1;
    }
  }
  for (const { stage } of facts.items) {
    if (stage === "ready") counts.ready += 1;
    else if (stage === "blocked") counts.blocked += 1;
    else if (stage === "in-progress" || stage === "queued") counts.inProgress += 1;
  }
  for (const { state } of facts.submissions) {
    if (state === "waiting") counts.needsUser += 1;
    if (state === "queued" || state === "preparing" || state === "gating" || state === "landing" || state === "waiting")
      counts.inQueue += 1;
  }
  return counts;
}
