import { ChevronsRight, type LucideIcon } from "lucide-react";
import { useMemo } from "react";
import { useStore } from "zustand";
import { attentionCount } from "../../lib/attention/attention-store.ts";
import { useAttention } from "../../lib/attention/use-attention.ts";
import { type PaneKind, parsePaneSpec } from "../../lib/pane-kinds.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { NEEDS_USER, sessionLabel } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Dot } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Hint } from "../../ui/hint.tsx";
import { paneKindInfo, paneTitle } from "./pane-kinds.tsx";

/** What one goes to most, from the top. */
const PLACES: readonly PaneKind[] = ["attention", "board", "items", "queue", "wall", "mail", "feed"];

/** The sidebar as narrow as it gets: ways to the views, and those who have a session, by their faces. */
export function SidebarRail() {
  const { panes, runCommand } = useServices();
  const needsYou = useAttention(attentionCount) ?? 0;
  return (
    <nav aria-label="Workspace" data-testid="rail" className="flex min-h-0 flex-1 flex-col items-center gap-0.5 py-1.5">
      <IconButton
        label="Widen the sidebar"
        icon={<ChevronsRight />}
        side="right"
        onClick={() => {
          runCommand("sidebar.rail");
        }}
      />
      {PLACES.map((kind) => {
        const spec = parsePaneSpec({ kind });
        if (spec === undefined) return null;
        const Icon: LucideIcon = paneKindInfo(kind).icon;
        const count = kind === "attention" ? needsYou : 0;
        return (
          <IconButton
            key={kind}
            label={count > 0 ? `${paneTitle(spec)}, ${count}` : paneTitle(spec)}
            icon={
              <span className="relative">
                <Icon />
                {count > 0 && <Dot tone="attention" className="absolute -top-0.5 -right-0.5" />}
              </span>
            }
            side="right"
            onClick={() => {
              panes.open(spec);
            }}
          />
        );
      })}
      <hr className="my-1 w-5 border-line" />
      <Faces />
    </nav>
  );
}

/** Agents with sessions, those that wait for the user first. */
function Faces() {
  const { panes, sessions } = useServices();
  const agents = useOverview((overview) => overview.agents).data;
  const byAgent = useStore(sessions.store, (state) => state.byAgent);
  const focused = useUi(({ focusedAgent }) => focusedAgent);
  const live = useMemo(() => {
    const known = (agents ?? []).flatMap((agent) => {
      const status = byAgent.get(agent.path) ?? agent.status;
      const isLive = status !== undefined && status.state !== "exited" && status.state !== "lost";
      return isLive && agent.decommissionedAt === undefined
        ? [{ agent, status, waits: NEEDS_USER.has(status.state) }]
        : [];
    });
    return known.toSorted((a, b) => Number(b.waits) - Number(a.waits));
  }, [agents, byAgent]);
  return (
    <ul
      aria-label="Agents with sessions"
      className="flex min-h-0 w-full flex-1 flex-col items-center gap-1 overflow-y-auto py-0.5"
    >
      {live.map(({ agent, status, waits }) => (
        <li key={agent.path}>
          <Hint text={`${agent.name}: ${sessionLabel[status.state]}`} side="right">
            <button
              type="button"
              aria-label={`Open the terminal of ${agent.name}, ${sessionLabel[status.state]}`}
              data-agent={agent.path}
              onClick={() => {
                panes.open({ kind: "terminal", agent: agent.path });
              }}
              className={classNames(
                "relative flex size-8 items-center justify-center rounded-md hover:bg-hover",
                focused === agent.path && "bg-active",
                waits && "outline-1 -outline-offset-1 outline-attention",
              )}
            >
              <Avatar agent={agent.path} />
              <StateMark
                state={status.state}
                className="absolute -right-0.5 -bottom-0.5 size-3 rounded-full bg-chrome"
              />
            </button>
          </Hint>
        </li>
      ))}
    </ul>
  );
}
