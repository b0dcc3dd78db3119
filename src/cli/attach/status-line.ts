import type { AgentView } from "../../shared/model/agent.ts";
import { neutralise } from "../output/neutralise.ts";
import { stateOf } from "../output/agents.ts";
import { ago } from "../output/time.ts";

/** What the last line of the user's terminal says of the agent that is looked at. */
export interface AttachedFacts {
  readonly agent: AgentView;
  /** Ids of the open convoys that its item is in. */
  readonly convoys: readonly string[];
  /** Of its present session, where it is known. */
  readonly costUsd?: number | undefined;
}

/** Agent, state with its evidence, item and step, convoy, cost: as much as fits, the most important first. */
export function statusText({ agent, convoys, costUsd }: AttachedFacts, cols: number): string {
  const { status, hook } = agent;
  const evidence = status === undefined ? "" : ` (${neutralise(status.evidence)}, ${ago(status.seenAt)})`;
  const parts = [
    agent.path,
    `${stateOf(agent).text}${evidence}`,
    hook?.item === undefined ? "nothing on its hook" : `${hook.item} ${neutralise(agent.itemTitle ?? "")}`,
    status?.progress === undefined ? "" : neutralise(status.progress.text),
    convoys.join(" "),
    costUsd === undefined ? "" : `$${costUsd.toFixed(2)}`,
  ];
  const text = ` ${parts.filter((part) => part !== "").join(" · ")}`;
  return text.length > cols ? `${text.slice(0, Math.max(0, cols - 1))}…` : text.padEnd(cols);
}

const ESC = "\u001b";

/** Draws it on that row, in reverse, and puts cursor and colours back. */
export function drawStatus(text: string, row: number): string {
  return `${ESC}7${ESC}[?6l${ESC}[${row};1H${ESC}[0;7m${text}${ESC}[0m${ESC}8`;
}
