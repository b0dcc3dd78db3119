import { type IdentityPath, MANAGER, projectOf, recoveryMonitorPath } from "../../../shared/model/identity.ts";
import type { Agents } from "../agent/index.ts";
import type { Hooks } from "../hook/index.ts";
import { RecoveryMonitor, type RecoveryMonitorDeps } from "../patrol/index.ts";
import type { Runtimes } from "../runtime/index.ts";
import type { Sessions } from "../session/index.ts";
import type { Settings } from "../../../shared/model/settings.ts";

export interface RecoveryDeps extends Pick<RecoveryMonitorDeps, "clock" | "report"> {
  readonly settings: Settings;
  readonly sessions: Sessions;
  readonly hooks: Hooks;
  readonly runtimes: Runtimes;
  readonly agents: Agents;
  isRecovered(project: string | undefined): boolean;
}

/** The recovery monitor of all projects, over the sessions as they are. */
export function createRecovery(deps: RecoveryDeps): RecoveryMonitor {
  const { clock, report, settings, sessions, hooks, runtimes, agents } = deps;
  return new RecoveryMonitor({
    clock,
    report,
    limits: () => ({ stallMs: settings.stallAfterSeconds * 1000, graceMs: settings.zombieAfterSeconds * 1000 }),
    *watched() {
      for (const {
        session,
        status,
        startedAt,
        lastOutputAt,
        lastContactAt,
        resumedAt,
        finishedAt,
      } of sessions.live()) {
        // What nothing is ever typed into is a person's own terminal.
        if (runtimes.get(session.runtime)?.nudge.way !== "paste") continue;
        const heardAt = Math.max(startedAt, lastOutputAt ?? 0, lastContactAt ?? 0, resumedAt ?? 0);
        if (!deps.isRecovered(projectOf(session.agent))) continue;
        // One that waits for a person is left alone, its terminal open for them.
        if (agents.get(session.agent)?.parked !== undefined) continue;
        const hasWork = hooks.get(session.agent)?.state === "active";
        const facts = { state: status.state, hasWork, heardAt, idleSince: finishedAt };
        yield { agent: session.agent, session: session.id, facts };
      }
    },
    isHomeless: (agent) => hooks.isHomeless(agent),
    probe: async (agent, text) => (await sessions.nudge(agent, text)).delivered,
    restart: (agent, reason) => sessions.restart(agent, reason),
    async park(agent, reason) {
      await agents.park(agent, reason, projectRecovery(agent));
    },
    end: (agent, reason) => sessions.endSession(agent, "done", reason),
  });
}

function projectRecovery(agent: IdentityPath): IdentityPath {
  const project = projectOf(agent);
  return project === undefined ? MANAGER : recoveryMonitorPath(project);
}
