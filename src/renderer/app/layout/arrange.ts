import type { DockviewApi, DockviewGroupPanel, IDockviewPanel } from "dockview-react";
import type { PaneDeed, PaneSide } from "../../lib/panes.ts";
import type { DockChanges } from "./dock-changes.ts";
import { dockPane, focusContent, openPane } from "./open-pane.ts";
import { neighbourAt } from "./neighbours.ts";

export interface ArrangeDeps {
  readonly api: DockviewApi;
  readonly changes: DockChanges;
  /** Says to screen readers what was done, or why it was not. */
  announce(text: string): void;
}

/** Parts of the dock's width and height by which a group grows or shrinks at once. */
const STEP = 0.06;
const LEAST_WIDTH = 160;
const LEAST_HEIGHT = 96;

const SIDE_WORDS: Readonly<Record<PaneSide, string>> = {
  left: "to the left",
  right: "to the right",
  above: "up",
  below: "down",
};

/** Does a deed to the pane that has the focus, and says so. */
export function arrange(deps: ArrangeDeps, deed: PaneDeed): void {
  const { api, changes, announce } = deps;
  if (deed.kind === "reopen") {
    const spec = changes.takeClosed();
    if (spec === undefined) announce("No pane was closed");
    else openPane(api, spec, {});
    return;
  }
  const panel = api.activePanel;
  if (panel === undefined) return announce("No pane is open");
  const name = panel.title ?? "The pane";
  switch (deed.kind) {
    case "focus": {
      const group = groupAt(api, panel.group, deed.side);
      if (group === undefined) return announce("No pane lies there");
      group.activePanel?.api.setActive();
      return focusContent(group.activePanel);
    }
    case "move":
      return movePanel(deps, panel, deed.side);
    case "split":
      if (panel.group.panels.length === 1) return announce(`${name} has its group to itself`);
      panel.api.moveTo({ group: panel.group, position: deed.side === "right" ? "right" : "bottom" });
      announce(`${name} has a group of its own ${deed.side === "right" ? "at the right" : "below"}`);
      return focusContent(panel);
    case "resize":
      return resize(deps, panel, deed.by);
    case "tab": {
      const tab = panel.group.panels[Math.min(deed.nth, panel.group.panels.length) - 1];
      tab?.api.setActive();
      return focusContent(tab);
    }
    case "maximise":
      if (panel.api.isMaximized()) return panel.api.exitMaximized();
      if (panel.api.location.type !== "grid") return announce(`${name} floats: dock it to have it fill the window`);
      return panel.api.maximize();
    case "float":
      if (panel.api.location.type === "grid") floatPanel(api, panel);
      else dockPane(api, panel);
      return focusContent(panel);
    case "pop-out":
      if (panel.api.location.type === "popout") dockPane(api, panel);
      else void api.addPopoutGroup(panel, { position: windowFor(panel) });
      return;
    case "close-others": {
      const others = panel.group.panels.filter((other) => other !== panel);
      for (const other of others) other.api.close();
      return announce(others.length === 0 ? `${name} has its group to itself` : `Closed ${others.length} panes`);
    }
  }
}

function groupAt(api: DockviewApi, from: DockviewGroupPanel, side: PaneSide): DockviewGroupPanel | undefined {
  const area = from.api.boundingBox;
  if (area === undefined) return undefined;
  const areas = api.groups.flatMap((group) => {
    const box = group === from || !group.api.isVisible ? undefined : group.api.boundingBox;
    return box === undefined || group.api.location.type !== "grid" ? [] : [{ ...box, group }];
  });
  return neighbourAt(areas, area, side)?.group;
}

function movePanel({ api, announce }: ArrangeDeps, panel: IDockviewPanel, side: PaneSide): void {
  const name = panel.title ?? "The pane";
  const to = groupAt(api, panel.group, side);
  if (to !== undefined) panel.api.moveTo({ group: to });
  else if (isAtEdge(api, panel, side)) return announce(`${name} is at that edge`);
  else panel.api.moveTo({ group: api.addGroup({ direction: side }) });
  announce(`${name} moved ${SIDE_WORDS[side]}${to === undefined ? ", to the edge" : ""}`);
  focusContent(panel);
}

/** It has that whole edge to itself, so that moving it there would change nothing. */
function isAtEdge(api: DockviewApi, panel: IDockviewPanel, side: PaneSide): boolean {
  const { width, height, location } = panel.group.api;
  if (location.type !== "grid" || panel.group.panels.length > 1) return false;
  return side === "left" || side === "right" ? height >= api.height - 2 : width >= api.width - 2;
}

function resize({ api, announce }: ArrangeDeps, panel: IDockviewPanel, by: 1 | -1): void {
  const group = panel.group.api;
  const { width, height } = group;
  group.setSize({
    width: Math.max(LEAST_WIDTH, Math.round(width + by * STEP * api.width)),
    height: Math.max(LEAST_HEIGHT, Math.round(height + by * STEP * api.height)),
  });
  const isChanged = group.width !== width || group.height !== height;
  announce(
    isChanged ? `${Math.round(group.width)} by ${Math.round(group.height)}` : "There is no room to give or take",
  );
}

/** Over the place that the pane has, and large enough to work in. */
function windowFor(panel: IDockviewPanel) {
  const { left, top, width, height } = panel.group.element.getBoundingClientRect();
  return {
    left: Math.round(window.screenX + left),
    top: Math.round(window.screenY + top),
    width: Math.round(Math.max(width, 720)),
    height: Math.round(Math.max(height, 480)),
  };
}

/** Each next one stands a little lower and further right, so that its head stays in sight. */
function floatPanel(api: DockviewApi, panel: IDockviewPanel): void {
  const nth = api.groups.filter((group) => group.api.location.type === "floating").length;
  const width = Math.round(Math.min(820, api.width * 0.6));
  const height = Math.round(Math.min(560, api.height * 0.7));
  const offset = (nth % 6) * 28;
  api.addFloatingGroup(panel, {
    width,
    height,
    x: Math.round((api.width - width) / 2) + offset,
    y: Math.max(8, Math.round((api.height - height) / 3) + offset),
  });
}
