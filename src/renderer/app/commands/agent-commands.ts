import type { agentCatalogue } from "../../../shared/commands/agent-catalogue.ts";
import { stepInGroup } from "../../lib/agent-groups/step-in-group.ts";
import { lastPart } from "../../lib/names.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";
import { commandTargets } from "./command-targets.ts";

/** What is done to agents. */
export function agentCommands({ ui, panes, actions, toasts }: CommandDeps): HandlersOf<typeof agentCatalogue> {
  const { ofAgent } = commandTargets(ui);
  /** Shows the terminal of the next agent of a group. */
  async function step(by: 1 | -1): Promise<void> {
    const listed = await actions.attempt("read the groups", "group.list", {});
    if (!listed.ok) return;
    const { focusedAgent, agentGroup } = ui.store.getState();
    const next = stepInGroup(listed.value.groups, { agent: focusedAgent, group: agentGroup, by });
    if (next === undefined) {
      toasts.say("There is no group with agents in it", { detail: "“Groups of agent…” puts an agent into one." });
      return;
    }
    ui.set({ agentGroup: next.group.id, focusedAgent: next.agent });
    panes.open({ kind: "terminal", agent: next.agent });
    ui.announce(`${lastPart(next.agent)}, of ${next.group.name}`);
  }
  return {
    "crew.create": () => {
      ui.openDialog({ kind: "create-crew" });
    },
    "agent.open": ofAgent((agent) => {
      panes.open({ kind: "terminal", agent });
    }),
    "agent.start": ofAgent((agent) => void actions.startAgent(agent)),
    "agent.nudge": ofAgent((agent) => {
      ui.openDialog({ kind: "nudge", agent });
    }),
    "agent.show": ofAgent((agent) => {
      panes.open({ kind: "agent", agent });
    }),
    "agent.peek": ofAgent((agent) => {
      ui.openDialog({ kind: "peek", agent });
    }),
    "agent.snoop": ofAgent((agent) => {
      ui.set({ snoopOn: agent });
      panes.open({ kind: "terminal", agent });
    }),
    "agents.broadcast": () => {
      ui.openDialog({ kind: "broadcast", agents: [] });
    },
    "agent.groups": ofAgent((agent) => {
      ui.openDialog({ kind: "agent-groups", agent });
    }),
    "group.next": () => void step(1),
    "group.previous": () => void step(-1),
    "agent.take-over": ofAgent((agent) => void actions.takeOver(agent)),
    "agent.hand-back": ofAgent((agent) => {
      ui.openDialog({ kind: "hand-back", agent });
    }),
    "agent.hand-off": ofAgent((agent) => {
      ui.openDialog({ kind: "hand-off", agent });
    }),
    "agent.checkpoint": ofAgent((agent) => void actions.checkpoint(agent)),
    "agent.seance": ofAgent((agent) => {
      ui.openDialog({ kind: "seance", agent });
    }),
    "agent.runtime": ofAgent((agent) => {
      ui.openDialog({ kind: "runtime", agent });
    }),
    "agent.pause": ofAgent((agent) => void actions.pauseAgent(agent)),
    "agent.resume": ofAgent((agent) => void actions.resumeAgent(agent)),
    "agent.interrupt": ofAgent(actions.interruptAgent),
    "agent.restart": ofAgent(actions.restartAgent),
    "agent.stop": ofAgent(actions.stopAgent),
  };
}
