import type { IDockviewPanelHeaderProps } from "dockview-react";
import {
  ChartNoAxesGantt,
  Database,
  GitMerge,
  FileDiff,
  GitPullRequestClosed,
  Grid2x2,
  List,
  Rows3,
  LifeBuoy,
  SquareKanban,
  UserRound,
  Waypoints,
  X,
} from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useStore } from "zustand";
import { lastPart } from "../../lib/names.ts";
import { type PaneSpec, parsePaneSpec } from "../../lib/panes.ts";
import { useServices } from "../../lib/services.tsx";
import { sessionTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";

/** Our own tab: dockview's nests a button in a tab, which screen readers cannot make sense of. */
export function PaneTab({ api, params }: IDockviewPanelHeaderProps) {
  const spec = parsePaneSpec(params);
  const [title, setTitle] = useState(api.title);
  useEffect(() => {
    const change = api.onDidTitleChange((event) => {
      setTitle(event.title);
    });
    return () => {
      change.dispose();
    };
  }, [api]);
  return (
    <div
      data-pane={api.id}
      className="group/tab flex h-full items-center gap-1.5 pr-1 pl-2.5 text-xs"
      onAuxClick={(event) => {
        if (event.button === 1) api.close();
      }}
    >
      {spec === undefined ? null : <PaneIcon spec={spec} />}
      <span className={spec?.kind === "item" ? "font-mono text-2xs" : undefined}>{title}</span>
      {/* For the pointer only: the keyboard closes panes by a command. */}
      <span
        aria-hidden="true"
        title="Close pane"
        onPointerDown={(event) => {
          event.stopPropagation();
        }}
        onClick={(event) => {
          event.stopPropagation();
          api.close();
        }}
        className="flex size-4 items-center justify-center rounded-sm text-ink-3 opacity-0 group-hover/tab:opacity-100 hover:bg-active hover:text-ink"
      >
        <X className="size-3" />
      </span>
    </div>
  );
}

const ICONS: Readonly<Record<Exclude<PaneSpec["kind"], "terminal">, ReactNode>> = {
  board: <SquareKanban className="size-3.5 opacity-70" />,
  items: <Rows3 className="size-3.5 opacity-70" />,
  wall: <Grid2x2 className="size-3.5 opacity-70" />,
  queue: <GitMerge className="size-3.5 opacity-70" />,
  feed: <List className="size-3.5 opacity-70" />,
  ledger: <Database className="size-3.5 opacity-70" />,
  salvage: <LifeBuoy className="size-3.5 opacity-70" />,
  graph: <Waypoints className="size-3.5 opacity-70" />,
  review: <FileDiff className="size-3.5 opacity-70" />,
  conflict: <GitPullRequestClosed className="size-3.5 opacity-70" />,
  item: <ChartNoAxesGantt className="size-3.5 opacity-70" />,
  agent: <UserRound className="size-3.5 opacity-70" />,
};

function PaneIcon({ spec }: { spec: PaneSpec }) {
  return spec.kind === "terminal" ? <AgentDot agent={spec.agent} /> : ICONS[spec.kind];
}

function AgentDot({ agent }: { agent: string }) {
  const status = useStore(useServices().sessions.store, ({ byAgent }) => byAgent.get(agent));
  const tone = status === undefined ? "faint" : sessionTone[status.state];
  return (
    <>
      <Dot tone={tone} isLive={tone === "working"} />
      <span className="sr-only">{`Terminal of ${lastPart(agent)}`}</span>
    </>
  );
}
