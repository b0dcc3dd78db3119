import type { AgentView } from "../../../shared/model/agent.ts";

/** Narrower ones wrap too much of what agents print (pixels). */
const TERMINAL_WIDTH = 380;
const MOST = 4;
/** A session that ended stays in sight for this long, so that one sees how it ended. */
export const SEEN_MS = 3_000;

/** How many terminals stand side by side in a dock of this width (pixels). */
export function terminalsThatFit(width: number): number {
  return Math.max(1, Math.min(MOST, Math.floor(width / TERMINAL_WIDTH)));
}

/** A terminal that a fresh layout shows by itself, and since when its agent has no session (milliseconds since 1970). */
export interface FollowedTerminal {
  readonly agent: string;
  readonly endedAt?: number | undefined;
}

export interface FollowPlan {
  /** To be opened in a place of their own. */
  readonly open: readonly string[];
  /** To take the place of one whose session has ended. */
  readonly replace: readonly { readonly agent: string; readonly by: string }[];
  /** What is shown when that is done. */
  readonly shown: readonly FollowedTerminal[];
}

/**
 * Which terminals a layout shows that nobody has arranged yet: agents at work, each once, as many as there is room for;
 * one whose session ended makes room for another that works. `kept` is never replaced: the user is looking at it.
 */
export function planTerminals(input: {
  readonly agents: readonly AgentView[];
  readonly shown: readonly FollowedTerminal[];
  readonly kept: string | undefined;
  readonly room: number;
  readonly now: number;
}): FollowPlan {
  const { agents, kept, room, now } = input;
  const live = agents.filter(isLive).map((agent): string => agent.path);
  const waiting = live.filter((agent) => !input.shown.some((terminal) => terminal.agent === agent));
  const replace: { agent: string; by: string }[] = [];
  const shown = input.shown.map((terminal): FollowedTerminal => {
    if (live.includes(terminal.agent)) return { agent: terminal.agent };
    const endedAt = terminal.endedAt ?? now;
    if (terminal.agent === kept || now - endedAt < SEEN_MS) return { agent: terminal.agent, endedAt };
    const by = waiting.shift();
    if (by === undefined) return { agent: terminal.agent, endedAt };
    replace.push({ agent: terminal.agent, by });
    return { agent: by };
  });
  const open = waiting.slice(0, Math.max(0, room - shown.length));
  return { open, replace, shown: [...shown, ...open.map((agent) => ({ agent }))] };
}

function isLive(agent: AgentView): boolean {
  const { session, hook, decommissionedAt } = agent;
  return (
    decommissionedAt === undefined && session !== undefined && session.endedAt === undefined && hook?.item !== undefined
  );
}
