import { useQuery } from "@tanstack/react-query";
import { Grid2x2 } from "lucide-react";
import { useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import { ContextBar } from "../../lib/evidence/context-bar.tsx";
import { EvidenceLine } from "../../lib/evidence/evidence-line.tsx";
import { useSlingTarget } from "../../lib/drag.tsx";
import { callOrThrow, useOverview } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import { sessionLabel, sessionTone } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
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
  const { panes } = useServices();
  const element = useRef<HTMLLIElement>(null);
  const isOver = useSlingTarget(element, agent.path);
  return (
    <li
      ref={element}
      data-agent={agent.path}
      data-over={isOver || undefined}
      className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-raised data-over:outline-2 data-over:outline-accent"
    >
      <button
        type="button"
        onClick={() => {
          panes.open({ kind: "terminal", agent: agent.path });
        }}
        className="flex h-full w-full flex-col text-left hover:bg-hover"
      >
        <span className="flex h-9 w-full shrink-0 items-center gap-2 px-2.5">
          <Avatar agent={agent.path} />
          <span className="text-base font-medium">{agent.name}</span>
          <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{agent.project}</span>
          {status === undefined ? (
            <Badge tone="neutral">No session</Badge>
          ) : (
            <Badge tone={sessionTone[status.state]}>
              <StateMark state={status.state} />
              {sessionLabel[status.state]}
            </Badge>
          )}
        </span>
        <Screen agent={agent} isWatched={isWatched && status !== undefined && status.state !== "exited"} />
        <span className="flex h-8 w-full shrink-0 items-center gap-2 px-2.5 text-xs text-ink-3">
          {agent.hook?.item === undefined ? (
            <span className="min-w-0 flex-1 truncate">Nothing on its hook</span>
          ) : (
            <span className="flex min-w-0 flex-1 items-baseline gap-2">
              <span className="shrink-0 font-mono text-2xs">{agent.hook.item}</span>
              <span className="truncate text-ink-2">{agent.itemTitle}</span>
            </span>
          )}
          {status?.context !== undefined && <ContextBar context={status.context} className="w-16 shrink-0" />}
          {status !== undefined && <EvidenceLine status={status} className="shrink-0 tabular-nums" />}
        </span>
      </button>
    </li>
  );
}

function Screen({ agent, isWatched }: { agent: AgentView; isWatched: boolean }) {
  const { connection } = useServices();
  const screen = useQuery({
    queryKey: queryKeys.screen(agent.path),
    queryFn: ({ signal }) => callOrThrow(connection, "agent.peek", { agent: agent.path }, signal),
    enabled: isWatched,
    refetchInterval: SCREEN_MS,
    retry: false,
    staleTime: 0,
  });
  const lines = (screen.data?.screen ?? "").trimEnd().split("\n").slice(-LINES);
  return (
    <span className="flex min-h-0 w-full flex-1 flex-col justify-end overflow-hidden border-y border-line bg-(--terminal) px-2.5 py-1.5 font-mono text-[9.5px] leading-[13px] whitespace-pre text-ink-2">
      {lines.join("\n")}
    </span>
  );
}
