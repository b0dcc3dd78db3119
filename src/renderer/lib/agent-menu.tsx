import { Bell, Play, RotateCw, Square, SquareTerminal } from "lucide-react";
import type { AgentView } from "../../shared/model/agent.ts";
import type { MenuEntry } from "../ui/menu.tsx";
import { commandInfo } from "./commands/catalogue.ts";
import type { Services } from "./services.tsx";

/** What can be done to an agent. `agent` may be one that the page knows by its path alone. */
export function agentMenuEntries(
  agent: { readonly path: string } & Partial<Pick<AgentView, "parked" | "session">>,
  { actions, panes, ui }: Pick<Services, "actions" | "panes" | "ui">,
): readonly MenuEntry[] {
  const { path } = agent;
  const hasSession = agent.session !== undefined && agent.session.endedAt === undefined;
  return [
    {
      label: "Open terminal",
      icon: <SquareTerminal />,
      keys: commandInfo("agent.open").keys?.[0],
      run: () => {
        panes.open({ kind: "terminal", agent: path });
      },
    },
    {
      label: agent.parked === undefined ? "Start" : "Put back to work",
      icon: <Play />,
      isDisabled: hasSession,
      run: () => void actions.startAgent(path),
    },
    {
      label: "Nudge…",
      icon: <Bell />,
      isDisabled: !hasSession,
      run: () => {
        ui.openDialog({ kind: "nudge", agent: path });
      },
    },
    {
      label: "Restart…",
      icon: <RotateCw />,
      run: () => {
        actions.restartAgent(path);
      },
    },
    "separator",
    {
      label: "Stop…",
      icon: <Square />,
      isDestructive: true,
      isDisabled: !hasSession,
      run: () => {
        actions.stopAgent(path);
      },
    },
  ];
}
