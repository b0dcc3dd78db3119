import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { fail, ok } from "../../../shared/model/result.ts";

type NeedsCore =
  | "hook.worktree.add"
  | "hook.worktree.remove"
  | "agent.start"
  | "agent.adopt"
  | "agent.stop"
  | "agent.restart"
  | "agent.nudge"
  | "agent.broadcast"
  | "agent.pause"
  | "agent.resume"
  | "agent.takeover"
  | "agent.handback"
  | "agent.interrupt"
  | "agent.answer"
  | "agent.peek"
  | "terminal.open"
  | "terminal.scrollback"
  | "terminal.close"
  | "wall.open"
  | "wall.close"
  | "terminal.search"
  | "workspace.freeze"
  | "workspace.thaw"
  | "demo.start";

const NOT_RUNNING = {
  code: "not-running",
  message: "No core runs for this workspace, so that no session is looked after.",
} as const;
const REMEDY = { remedy: "Start one with `drover serve` or the app, then try again." };

/** What somebody has to look after once it has begun, and what needs a connection to last: refused without a core. */
export function offlineHandlers(): SomeHandlers<NeedsCore> {
  const notRunning = async () => fail(NOT_RUNNING.code, NOT_RUNNING.message, REMEDY);
  const cannotStart = async () =>
    fail("start-failed", "No core runs for this workspace, so that nobody would look after a session.", REMEDY);
  const noStream = async () => fail("stream-not-found", "No core runs for this workspace.", REMEDY);
  const noWorktree = async () =>
    fail("worktree-failed", "No core runs for this workspace, so that nobody would look after a worktree.", REMEDY);
  return {
    "hook.worktree.add": noWorktree,
    "hook.worktree.remove": noWorktree,
    "agent.start": cannotStart,
    "agent.adopt": cannotStart,
    "agent.stop": notRunning,
    "agent.restart": cannotStart,
    "agent.nudge": notRunning,
    "agent.broadcast": async () =>
      fail("nobody-to-tell", "No core runs for this workspace, so that no session is looked after.", REMEDY),
    "agent.pause": notRunning,
    "agent.resume": notRunning,
    "agent.takeover": notRunning,
    "agent.handback": notRunning,
    "agent.interrupt": notRunning,
    "agent.answer": notRunning,
    "agent.peek": notRunning,
    "terminal.open": notRunning,
    "terminal.scrollback": noStream,
    "terminal.close": noStream,
    "wall.open": async ({ agents }) => ok({ tiles: [], unshown: agents.map((agent) => ({ agent, ...NOT_RUNNING })) }),
    "wall.close": async () => ok({ closed: 0 }),
    "terminal.search": () =>
      fail("not-running", "No core runs for this workspace, so that no terminal can be searched.", REMEDY),
    "workspace.freeze": notRunning,
    "workspace.thaw": notRunning,
    "demo.start": cannotStart,
  };
}
