import {
  ArrowRightLeft,
  Bell,
  Eye,
  FileDiff,
  Keyboard,
  LifeBuoy,
  MessageCircleQuestion,
  OctagonX,
  Pause,
  Play,
  RotateCw,
  Square,
  SquareTerminal,
  UserRound,
  Users,
} from "lucide-react";
import type { AgentView, SessionStatus } from "../../shared/model/agent.ts";
import type { MenuEntry } from "../ui/menu.tsx";
import type { Services } from "./services.tsx";

type MenuServices = Pick<Services, "actions" | "panes" | "ui" | "sessions">;

/** What can be done to an agent. `agent` may be one that the page knows by its path alone. */
export function agentMenuEntries(
  agent: { readonly path: string } & Partial<
    Pick<AgentView, "parked" | "session" | "hook" | "status" | "decommissionedAt">
  >,
  { actions, panes, ui, sessions }: MenuServices,
): readonly MenuEntry[] {
  const { path } = agent;
  const status = sessions.store.getState().byAgent.get(path) ?? agent.status;
  const hasSession = isRunning(status) && agent.session?.endedAt === undefined;
  const isGone = agent.decommissionedAt !== undefined;
  const isPaused = hasSession && status?.state === "paused";
  return [
    {
      label: "Open terminal",
      icon: <SquareTerminal />,
      command: "agent.open",
      run: () => {
        panes.open({ kind: "terminal", agent: path });
      },
    },
    {
      label: "About it",
      icon: <UserRound />,
      command: "agent.show",
      run: () => {
        panes.open({ kind: "agent", agent: path });
      },
    },
    {
      label: "Look at its branch",
      icon: <FileDiff />,
      isDisabled: agent.hook?.item === undefined,
      run: () => {
        panes.open({ kind: "review", of: path });
      },
    },
    {
      label: "Peek at its screen",
      icon: <Eye />,
      isDisabled: !hasSession,
      run: () => {
        ui.openDialog({ kind: "peek", agent: path });
      },
    },
    {
      label: "Groups…",
      icon: <Users />,
      command: "agent.groups",
      isDisabled: agent.decommissionedAt !== undefined,
      run: () => {
        ui.openDialog({ kind: "agent-groups", agent: path });
      },
    },
    "separator",
    {
      label: "Nudge…",
      icon: <Bell />,
      command: "agent.nudge",
      isDisabled: !hasSession,
      run: () => {
        ui.openDialog({ kind: "nudge", agent: path });
      },
    },
    {
      label: "Take over",
      icon: <Keyboard />,
      isDisabled: !hasSession,
      run: () => void actions.takeOver(path),
    },
    {
      label: "Hand off…",
      icon: <ArrowRightLeft />,
      isDisabled: agent.hook?.item === undefined,
      run: () => {
        ui.openDialog({ kind: "hand-off", agent: path });
      },
    },
    {
      label: "Save a checkpoint",
      icon: <LifeBuoy />,
      isDisabled: agent.hook?.item === undefined,
      run: () => void actions.checkpoint(path),
    },
    {
      label: "Ask a predecessor…",
      icon: <MessageCircleQuestion />,
      run: () => {
        ui.openDialog({ kind: "seance", agent: path });
      },
    },
    "separator",
    ...(hasSession
      ? [
          {
            label: isPaused ? "Resume" : "Pause",
            icon: isPaused ? <Play /> : <Pause />,
            run: () => void (isPaused ? actions.resumeAgent(path) : actions.pauseAgent(path)),
          },
          {
            label: "Interrupt…",
            icon: <OctagonX />,
            isDisabled: isPaused,
            run: () => {
              actions.interruptAgent(path);
            },
          },
        ]
      : [
          {
            label: agent.parked === undefined ? "Start" : "Put back to work",
            icon: <Play />,
            isDisabled: isGone,
            run: () => void actions.startAgent(path),
          },
        ]),
    {
      label: "Restart…",
      icon: <RotateCw />,
      isDisabled: isGone,
      run: () => {
        actions.restartAgent(path);
      },
    },
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

function isRunning(status: SessionStatus | undefined): boolean {
  return status !== undefined && status.state !== "exited" && status.state !== "lost";
}
