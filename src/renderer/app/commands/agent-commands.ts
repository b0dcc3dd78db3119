import type { agentCatalogue } from "../../../shared/commands/agent-catalogue.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";
import { commandTargets } from "./command-targets.ts";

/** What is done to agents. */
export function agentCommands({ ui, panes, actions }: CommandDeps): HandlersOf<typeof agentCatalogue> {
  const { ofAgent } = commandTargets(ui);
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
