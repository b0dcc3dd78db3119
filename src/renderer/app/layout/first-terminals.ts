import type { AgentView } from "../../../shared/model/agent.ts";

/** How wide a terminal of eighty columns is drawn, about. */
const TERMINAL_WIDTH = 440;
const MOST = 4;

/** How many terminals stand side by side in a dock of this width (pixels). */
export function terminalsThatFit(width: number): number {
  return Math.max(1, Math.min(MOST, Math.floor(width / TERMINAL_WIDTH)));
}

/** Agents whose terminals a fresh layout opens by itself: those with a session, that work on items. */
export function agentsToShow(
  agents: readonly AgentView[],
  shown: ReadonlySet<string>,
  room: number,
): readonly string[] {
  return agents
    .filter(
      (agent) => agent.session !== undefined && agent.session.endedAt === undefined && agent.hook?.item !== undefined,
    )
    .map((agent) => agent.path)
    .filter((path) => !shown.has(path))
    .slice(0, Math.max(0, room - shown.size));
}
