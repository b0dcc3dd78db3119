import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";

export type AgentFacts = Pick<AgentView, "session" | "hook" | "status" | "decommissionedAt">;

/** Why a command cannot be done to an agent, in a few words; undefined where it can, as far as the page knows. */
export function whyNotAgent(command: string, agent: AgentFacts, told: SessionStatus | undefined): string | undefined {
  const status = told ?? agent.status;
  const isRunning =
    status !== undefined &&
    status.state !== "exited" &&
    status.state !== "lost" &&
    agent.session?.endedAt === undefined;
  const isPaused = isRunning && status.state === "paused";
  switch (command) {
    case "agent.pause":
      return isPaused ? "paused already" : isRunning ? undefined : "not running";
    case "agent.resume":
      return isPaused ? undefined : "not paused";
    case "agent.interrupt":
      return isPaused ? "paused" : isRunning ? undefined : "not running";
    case "agent.stop":
    case "agent.nudge":
    case "agent.peek":
    case "agent.take-over":
      return isRunning ? undefined : "not running";
    case "agent.start":
      return agent.decommissionedAt !== undefined ? "decommissioned" : isRunning ? "running already" : undefined;
    case "agent.restart":
      return agent.decommissionedAt === undefined ? undefined : "decommissioned";
    case "agent.hand-off":
    case "agent.checkpoint":
    case "review.agent":
      return agent.hook?.item === undefined ? "nothing on its hook" : undefined;
    default:
      return undefined;
  }
}

export function whyNotItem(command: string, item: Pick<ItemView, "status" | "stage" | "hookedBy">): string | undefined {
  const isClosed = item.status === "closed";
  switch (command) {
    case "item.reopen":
      return isClosed ? undefined : "not closed";
    case "item.close":
    case "item.claim":
    case "item.assign":
    case "item.sling":
    case "item.create-child":
      return isClosed ? "closed" : undefined;
    case "item.unsling":
      return item.hookedBy === undefined && item.stage !== "queued" ? "on no hook" : undefined;
    default:
      return undefined;
  }
}

export function whyNotConvoy(
  command: string,
  { started, closedAt }: Pick<ConvoyView, "started" | "closedAt">,
): string | undefined {
  const isClosed = closedAt !== undefined;
  switch (command) {
    case "convoy.start":
      return isClosed ? "complete" : started ? "under way already" : undefined;
    case "convoy.pause":
      return started && !isClosed ? undefined : "not under way";
    case "convoy.close":
      return isClosed ? "complete" : undefined;
    default:
      return undefined;
  }
}
