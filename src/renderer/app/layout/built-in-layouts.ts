import type { DockviewApi } from "dockview-react";
import { type PaneSpec, paneId, parsePaneSpec } from "../../lib/pane-kinds.ts";
import type { BuiltInLayout } from "../../lib/panes.ts";
import { openPane } from "./open-pane.ts";
import { paneTitle } from "./pane-kinds.tsx";

/** What layouts are made of. */
export interface LayoutFacts {
  /** Paths of agents whose sessions work, those that wait for the user first. */
  readonly atWork: readonly string[];
  /** The submission that has waited longest for a review. */
  readonly review: string | undefined;
}

/** More terminals than this are better seen on the wall. */
const MOST_TERMINALS = 9;

/** Lays the panes out anew. True where it goes on by itself to show whoever is at work. */
export function layOutBuiltIn(api: DockviewApi, layout: BuiltInLayout, facts: LayoutFacts): boolean {
  const before = parsePaneSpec(api.activePanel?.params);
  api.clear();
  switch (layout) {
    case "overview": {
      openPane(api, { kind: "board" }, {});
      addPane(api, { kind: "attention" }, "right", 0.28);
      api.getPanel(paneId({ kind: "board" }))?.api.setActive();
      return true;
    }
    case "terminals":
      layOutGrid(api, facts.atWork.slice(0, MOST_TERMINALS));
      return false;
    case "review": {
      openPane(api, { kind: "queue" }, {});
      addPane(api, facts.review === undefined ? { kind: "feed" } : { kind: "review", of: facts.review }, "right", 0.62);
      return false;
    }
    case "focus":
      openPane(api, before ?? { kind: "board" }, {});
      return false;
  }
}

/** Opens a pane at that edge of the dock, with that share of its width. */
function addPane(api: DockviewApi, spec: PaneSpec, direction: "right" | "below", share: number): void {
  api.addPanel({
    ...panelOf(spec),
    position: { direction },
    initialWidth: Math.round(api.width * share),
  });
}

/** Terminals in rows that are as full as one another, wider than high. */
function layOutGrid(api: DockviewApi, agents: readonly string[]): void {
  if (agents.length === 0) {
    openPane(api, { kind: "wall" }, {});
    return;
  }
  const columns = Math.ceil(Math.sqrt(agents.length));
  const heads: string[] = [];
  for (const [index, agent] of agents.entries()) {
    const column = index % columns;
    const panel = panelOf({ kind: "terminal", agent });
    const above = heads[column];
    if (above === undefined) api.addPanel({ ...panel, position: { direction: "right" } });
    else api.addPanel({ ...panel, position: { referencePanel: above, direction: "below" } });
    heads[column] = panel.id;
  }
  // Panes that were added later are halves of those before them.
  const rows = Math.ceil(agents.length / columns);
  for (const group of api.groups) {
    group.api.setSize({ width: Math.round(api.width / columns), height: Math.round(api.height / rows) });
  }
  const [first] = agents;
  if (first !== undefined) openPane(api, { kind: "terminal", agent: first }, {});
}

function panelOf(spec: PaneSpec) {
  return { id: paneId(spec), component: spec.kind, title: paneTitle(spec), params: { ...spec } };
}
