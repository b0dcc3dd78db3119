import type { OutputOf } from "../../../shared/contract/contract.ts";
import { USER } from "../../../shared/model/identity.ts";
import type { AgentView, SessionState } from "../../../shared/model/agent.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Submission } from "../../../shared/model/submission.ts";

import { type AgentViewPorts, type Agents, agentView } from "../agent/index.ts";
import type { ConvoyService } from "../convoy/index.ts";
import type { FreezeService } from "../freeze/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MailService } from "../mail/index.ts";
import type { MergeQueueService } from "../merge-queue/index.ts";
import type { GitLocation } from "../platform/git/git-location.ts";
import type { RecordStore, StoreNotice } from "../platform/store/record-store.ts";
import type { ProjectsService } from "../project/index.ts";
import { type SettingsKeeper, settingProblemText } from "../workspace/index.ts";

type Overview = OutputOf<"workspace.overview">;
type Counts = Overview["counts"];

/** Whoever stands at a prompt or a question waits, and does not count. */
const AT_WORK: readonly SessionState[] = [
  "starting",
  "working",
  "user-typing",
  "rate-limited",
  "context-nearly-full",
  "stalled",
  "unknown",
];

/** What the status line and the tray count. */
function countOverview(facts: {
  readonly agents: readonly AgentView[];
  readonly items: Iterable<ItemView>;
  readonly submissions: Iterable<Submission>;
  readonly unreadMail: number;
  readonly needsUser: number;
}): Counts {
  const counts: Counts = {
    agentsAtWork: 0,
    needsUser: facts.needsUser,
    ready: 0,
    blocked: 0,
    inProgress: 0,
    inQueue: 0,
    unreadMail: facts.unreadMail,
  };
  for (const { status, session } of facts.agents) {
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
    if (
      state === "queued" ||
      state === "preparing" ||
      state === "resolving" ||
      state === "gating" ||
      state === "landing" ||
      state === "published" ||
      state === "waiting"
    ) {
      counts.inQueue += 1;
    }
  }
  return counts;
}

export interface OverviewDeps {
  readonly workspaceDir: string;
  readonly version: string;
  readonly startedAt: number;
  readonly gitLocation: GitLocation;
  readonly store: RecordStore;
  readonly notices: readonly Pick<StoreNotice, "message">[];
  readonly keeper: Pick<SettingsKeeper, "file" | "problems">;
  readonly projects: ProjectsService;
  readonly agents: Agents;
  readonly views: AgentViewPorts;
  readonly convoys: ConvoyService;
  readonly ledger: Ledger;
  readonly mergeQueue: MergeQueueService;
  readonly mail: MailService;
  readonly hooks: Hooks;
  readonly freeze: Pick<FreezeService, "current">;
  /** How long the list is of what needs the user. */
  readonly needsUser: number;
}

type HealthFacts = Pick<OverviewDeps, "store" | "notices" | "keeper" | "projects" | "hooks">;

/** Everything at a glance, as of the newest appended event. */
export function overviewOf(deps: OverviewDeps): Overview {
  const employed = deps.agents.list().filter((one) => one.decommissionedAt === undefined);
  const agents = employed.map((one) => agentView(one, deps.views));
  const convoys = [...deps.convoys.values()].map(deps.convoys.view);
  const { kind, version } = deps.gitLocation;
  const frozen = deps.freeze.current;
  return {
    path: deps.workspaceDir,
    version: deps.version,
    git: { version, from: kind },
    startedAt: deps.startedAt,
    projects: [...deps.projects.list()],
    agents,
    convoys,
    counts: countOverview({
      agents,
      items: openItems(deps.ledger),
      submissions: deps.mergeQueue.values(),
      unreadMail: deps.mail.unread(USER),
      needsUser: deps.needsUser,
    }),
    ...(frozen === undefined ? {} : { frozen: { since: frozen.since, by: frozen.by } }),
    cursor: String(deps.store.lastSeq),
    health: healthOf(deps),
  };
}

function* openItems(ledger: Ledger): Generator<ItemView> {
  for (const item of ledger.values()) {
    if (item.status === "closed") continue;
    const view = ledger.view(item.id);
    if (view !== undefined) yield view;
  }
}

/** Troubles of Drover itself, the worst first. */
export function healthOf({ store, notices, keeper, projects, hooks }: HealthFacts): Overview["health"] {
  const { journal, ledgers } = store.health;
  const errors = [
    ...(journal === undefined ? [] : [journal.message]),
    ...projects.troubles().map((one) => `${one.project}: ${one.text}`),
  ];
  const warnings = [
    ...keeper.problems().map((one) => settingProblemText(keeper.file, one)),
    ...ledgers.flatMap(({ ledger, failure }) => (failure === undefined ? [] : [`${ledger}: ${failure.message}`])),
    ...hooks.troubles().map(({ agent, message }) => `${agent}: ${message}`),
  ];
  return [
    ...errors.map((text) => ({ severity: "error" as const, text })),
    ...warnings.map((text) => ({ severity: "warning" as const, text })),
    ...notices.map(({ message }) => ({ severity: "info" as const, text: message })),
  ];
}
