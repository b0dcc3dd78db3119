import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Grid2x2 } from "lucide-react";
import { useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import { agentMenuEntries } from "../../lib/agent-menu.tsx";
import { ContextBar } from "../../lib/evidence/context-bar.tsx";
import { EvidenceLine } from "../../lib/evidence/evidence-line.tsx";
import { StateButton } from "../../lib/evidence/state-button.tsx";
import { useSlingTarget } from "../../lib/drag.tsx";
import { callOrThrow, useOverview } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { ContextMenu, Menu } from "../../ui/menu.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { orderAgents } from "./order-agents.ts";

/** How often a screen that changes is read anew: a glance, not a film. */
const SCREEN_MS = 1_500;
/** Last lines of a screen that fit a tile. */
const LINES = 12;

/** All agents at once, those who need somebody first: state, item, and the last lines of their screens. */
export function Agents({ isVisible }: { isVisible: boolean }) {
  const { sessions } = useServices();
  const overview = useOverview();
  const byAgent = useStore(sessions.store, (state) => state.byAgent);
  const agents = useMemo(
    () => orderAgents(overview.data?.agents ?? [], (agent) => byAgent.get(agent.path) ?? agent.status),
    [overview.data, byAgent],
  );
  if (overview.isError && overview.data === undefined) return <FailureView error={overview.error} />;
  if (overview.data === undefined) return <Loading what="Reading the workspace" />;
  if (agents.length === 0) {
    return (
      <EmptyState icon={<Grid2x2 />} title="No agents yet">
        Workers come when there is work: sling an item to a project.
      </EmptyState>
    );
  }
  return (
    <ul
      data-testid="agents"
      aria-label="Agents"
      tabIndex={-1}
      data-pane-focus
      className="grid h-full outline-none auto-rows-[232px] grid-cols-[repeat(auto-fill,minmax(300px,1fr))] content-start gap-2 overflow-y-auto bg-pane p-3"
    >
      {agents.map(({ agent, status }) => (
        <AgentTile key={agent.path} agent={agent} status={status} isWatched={isVisible} />
      ))}
    </ul>
  );
}

function AgentTile(props: { agent: AgentView; status: SessionStatus | undefined; isWatched: boolean }) {
  const { agent, status, isWatched } = props;
  const services = useServices();
  const element = useRef<HTMLLIElement>(null);
  const isOver = useSlingTarget(element, agent.path);
  const isRunning = status !== undefined && status.state !== "exited" && status.state !== "lost";
  return (
    <ContextMenu entries={() => agentMenuEntries(agent, services)}>
      <li
        ref={element}
        data-agent={agent.path}
        data-over={isOver || undefined}
        onFocusCapture={() => {
          services.ui.set({ focusedAgent: agent.path });
        }}
        className="@container flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-raised data-over:outline-2 data-over:outline-accent"
      >
        <header className="flex h-9 w-full shrink-0 items-center gap-2 pr-1.5 pl-2.5">
          <Avatar agent={agent.path} />
          <h3 className="text-base font-medium">{agent.name}</h3>
          <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{agent.project}</span>
          {status === undefined && agent.parked === undefined ? (
            <Badge tone="neutral">No session</Badge>
          ) : (
            <StateButton agent={agent.path} view={agent} />
          )}
          <Menu
            trigger={<IconButton label={`Actions for ${agent.name}`} icon={<Ellipsis />} />}
            entries={agentMenuEntries(agent, services)}
          />
        </header>
        <div className="relative flex min-h-0 flex-1">
          <Screen agent={agent} isRunning={isRunning} isWatched={isWatched} />
          {/* Over the screen, whose text is to be read as text rather than as the name of a button. */}
          <button
            type="button"
            aria-label={`Open the terminal of ${agent.name}`}
            onClick={() => {
              services.panes.open({ kind: "terminal", agent: agent.path });
            }}
            className="absolute inset-0 outline-offset-[-2px] hover:bg-hover"
          />
        </div>
        <footer className="flex h-8 w-full shrink-0 items-center gap-2 px-2.5 text-xs text-ink-3">
          <OnHook agent={agent} />
          {status?.context !== undefined && <ContextBar context={status.context} className="w-16 shrink-0" />}
          {status !== undefined && <EvidenceLine status={status} className="shrink-0 tabular-nums" />}
        </footer>
      </li>
    </ContextMenu>
  );
}

function OnHook({ agent }: { agent: AgentView }) {
  const { panes } = useServices();
  const item = agent.hook?.item;
  if (item === undefined) return <span className="min-w-0 flex-1 truncate">Nothing on its hook</span>;
  return (
    <button
      type="button"
      onClick={() => {
        panes.open({ kind: "item", item });
      }}
      className="flex min-w-0 flex-1 items-baseline gap-2 rounded-sm text-left hover:text-ink"
    >
      <span className="shrink-0 font-mono text-2xs">{item}</span>
      <span className="truncate text-ink-2">{agent.itemTitle}</span>
    </button>
  );
}

function Screen(props: { agent: AgentView; isRunning: boolean; isWatched: boolean }) {
  const { agent, isRunning, isWatched } = props;
  const { connection } = useServices();
  const screen = useQuery({
    queryKey: queryKeys.screen(agent.path),
    queryFn: ({ signal }) => callOrThrow(connection, "agent.peek", { agent: agent.path }, signal),
    enabled: isRunning && isWatched,
    refetchInterval: SCREEN_MS,
    retry: false,
    staleTime: 0,
  });
  const lines = (screen.data?.screen ?? "").trimEnd().split("\n").slice(-LINES);
  if (!isRunning) {
    return (
      <p className="flex w-full flex-1 items-center justify-center border-y border-line bg-(--terminal) text-xs text-ink-3">
        No session
      </p>
    );
  }
  return (
    <pre className="flex min-h-0 w-full flex-1 flex-col justify-end overflow-hidden border-y border-line bg-(--terminal) px-2.5 py-1.5 font-mono text-[9.5px] leading-[13px] whitespace-pre text-ink-2">
      {lines.join("\n")}
    </pre>
  );
}
