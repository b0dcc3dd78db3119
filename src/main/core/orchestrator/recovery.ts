import type { Hooks } from "../hook/index.ts";
import { RecoveryMonitor, type RecoveryMonitorDeps } from "../patrol/index.ts";
import type { Runtimes } from "../runtime/index.ts";
import type { Sessions } from "../session/index.ts";
import type { Settings } from "../workspace/index.ts";

export interface RecoveryDeps extends Pick<RecoveryMonitorDeps, "clock" | "report"> {
  readonly settings: Settings;
  readonly sessions: Sessions;
  readonly hooks: Hooks;
  readonly runtimes: Runtimes;
}

/** The recovery monitor of all projects, over the sessions as they are. */
export function createRecovery({ clock, report, settings, sessions, hooks, runtimes }: RecoveryDeps): RecoveryMonitor {
  return new RecoveryMonitor({
    clock,
    report,
    limits: () => ({ stallMs: settings.stallAfterSeconds * 1000, graceMs: settings.zombieAfterSeconds * 1000 }),
    *watched() {
      for (const { session, status, startedAt, lastOutputAt, lastContactAt, finishedAt } of sessions.live()) {
        // What nothing is ever typed into is a person's own terminal.
        if (runtimes.get(session.runtime)?.nudge.way !== "paste") continue;
        const heardAt = Math.max(startedAt, lastOutputAt ?? 0, lastContactAt ?? 0);
        const hasWork = hooks.get(session.agent)?.state === "active";
        const facts = { state: status.state, hasWork, heardAt, idleSince: finishedAt };
        yield { agent: session.agent, session: session.id, facts };
      }
    },
    probe: async (agent, text) => (await sessions.nudge(agent, text)).delivered,
    restart: (agent, reason) => sessions.restart(agent, reason),
    end: (agent, reason) => sessions.endSession(agent, "done", reason),
  });
}
