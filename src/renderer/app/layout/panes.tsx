import type { IDockviewPanelProps } from "dockview-react";
import { type FunctionComponent, Suspense, useEffect, useState } from "react";
import { Agents } from "../../features/agents/index.ts";
import { Board } from "../../features/board/index.ts";
import { TerminalPane } from "../../features/terminal/index.ts";
import { type PaneKind, type PaneSpec, parsePaneSpec } from "../../lib/panes.ts";
import { Loading } from "../../ui/state-views.tsx";
import { later } from "../later.ts";

// The board and the agents are what the window opens with; the rest comes when it is first shown.
const AgentPane = later(async () => (await import("../../features/agent/index.ts")).AgentPane);
const Backlog = later(async () => (await import("../../features/backlog/index.ts")).Backlog);
const ConflictPane = later(async () => (await import("../../features/conflict/index.ts")).ConflictPane);
const Feed = later(async () => (await import("../../features/feed/index.ts")).Feed);
const ItemPane = later(async () => (await import("../../features/item/index.ts")).ItemPane);
const ItemGraph = later(async () => (await import("../../features/item-graph/index.ts")).ItemGraph);
const LedgerPane = later(async () => (await import("../../features/ledger/index.ts")).LedgerPane);
const MergeQueue = later(async () => (await import("../../features/merge-queue/index.ts")).MergeQueue);
const ReviewPane = later(async () => (await import("../../features/review/index.ts")).ReviewPane);
const SalvagePane = later(async () => (await import("../../features/salvage/index.ts")).SalvagePane);

/** What dockview draws for each kind of pane. */
export const paneComponents: Record<PaneKind, FunctionComponent<IDockviewPanelProps>> = {
  board: Pane,
  items: Pane,
  wall: Pane,
  feed: Pane,
  queue: Pane,
  ledger: Pane,
  salvage: Pane,
  graph: Pane,
  review: Pane,
  conflict: Pane,
  item: Pane,
  agent: Pane,
  terminal: Pane,
};

function Pane({ api, params }: IDockviewPanelProps) {
  const spec = parsePaneSpec(params);
  const [isVisible, setVisible] = useState(api.isVisible);
  useEffect(() => {
    const change = api.onDidVisibilityChange((event) => {
      setVisible(event.isVisible);
    });
    return () => {
      change.dispose();
    };
  }, [api]);
  return spec === undefined ? null : (
    <Suspense fallback={<Loading what="Opening the pane" />}>
      <PaneContent spec={spec} isVisible={isVisible} />
    </Suspense>
  );
}

function PaneContent({ spec, isVisible }: { spec: PaneSpec; isVisible: boolean }) {
  switch (spec.kind) {
    case "terminal":
      return <TerminalPane agent={spec.agent} isVisible={isVisible} />;
    case "item":
      return <ItemPane item={spec.item} />;
    case "agent":
      return <AgentPane key={spec.agent} agent={spec.agent} isVisible={isVisible} />;
    case "board":
      return <Board />;
    case "items":
      return <Backlog />;
    case "wall":
      return <Agents isVisible={isVisible} />;
    case "feed":
      return <Feed />;
    case "queue":
      return <MergeQueue />;
    case "conflict":
      return <ConflictPane key={spec.submission} submission={spec.submission} />;
    case "review":
      return <ReviewPane key={`${spec.of} ${spec.project ?? ""}`} of={spec.of} project={spec.project} />;
    case "ledger":
      return <LedgerPane />;
    case "salvage":
      return <SalvagePane />;
    case "graph":
      return <ItemGraph key={spec.item} item={spec.item} />;
  }
}
