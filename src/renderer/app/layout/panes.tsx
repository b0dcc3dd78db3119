import type { IDockviewPanelProps } from "dockview-react";
import { type ComponentType, type FunctionComponent, Suspense, lazy, useEffect, useState } from "react";
import { Agents } from "../../features/agents/index.ts";
import { Board } from "../../features/board/index.ts";
import { Feed } from "../../features/feed/index.ts";
import { ItemList } from "../../features/item-list/index.ts";
import { ItemPane } from "../../features/item/index.ts";
import { MergeQueue } from "../../features/merge-queue/index.ts";
import { TerminalPane } from "../../features/terminal/index.ts";
import { type PaneKind, type PaneSpec, parsePaneSpec } from "../../lib/panes.ts";
import { Loading } from "../../ui/state-views.tsx";

// Looked at now and then, and the graph brings what lays it out.
const ItemGraph = lazy<ComponentType<{ item: string }>>(async () => {
  const { ItemGraph: component } = await import("../../features/item-graph/index.ts");
  return { default: component };
});
const LedgerPane = lazy<ComponentType>(async () => {
  const { LedgerPane: component } = await import("../../features/ledger/index.ts");
  return { default: component };
});

/** What dockview draws for each kind of pane. */
export const paneComponents: Record<PaneKind, FunctionComponent<IDockviewPanelProps>> = {
  board: Pane,
  items: Pane,
  wall: Pane,
  feed: Pane,
  queue: Pane,
  ledger: Pane,
  graph: Pane,
  item: Pane,
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
  return spec === undefined ? null : <PaneContent spec={spec} isVisible={isVisible} />;
}

function PaneContent({ spec, isVisible }: { spec: PaneSpec; isVisible: boolean }) {
  switch (spec.kind) {
    case "terminal":
      return <TerminalPane agent={spec.agent} isVisible={isVisible} />;
    case "item":
      return <ItemPane item={spec.item} />;
    case "board":
      return <Board />;
    case "items":
      return <ItemList />;
    case "wall":
      return <Agents isVisible={isVisible} />;
    case "feed":
      return <Feed />;
    case "queue":
      return <MergeQueue />;
    case "ledger":
      return (
        <Suspense fallback={<Loading what="Opening the ledger" />}>
          <LedgerPane />
        </Suspense>
      );
    case "graph":
      return (
        <Suspense fallback={<Loading what="Drawing the graph" />}>
          <ItemGraph key={spec.item} item={spec.item} />
        </Suspense>
      );
  }
}
