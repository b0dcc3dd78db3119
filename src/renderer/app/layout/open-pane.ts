import type { DockviewApi, IDockviewPanel } from "dockview-react";
import { type PaneSpec, paneId, parsePaneSpec } from "../../lib/pane-kinds.ts";
import type { OpenOptions } from "../../lib/panes.ts";
import { type PanePlace, paneKindInfo, paneTitle } from "./pane-kinds.tsx";

/** Share of the window that the first terminal, or detail, takes from the board. */
const TERMINALS_HEIGHT = 0.42;
const DETAIL_WIDTH = 460;

/** Shows a pane: the one there is, or a new one among its like. */
export function openPane(api: DockviewApi, spec: PaneSpec, options: OpenOptions): void {
  const id = paneId(spec);
  const known = api.getPanel(id);
  if (known !== undefined) {
    // The same pane, perhaps at another place in it.
    known.api.updateParameters({ ...spec });
    if (options.background !== true) {
      known.api.setActive();
      focusContent(known);
    }
    return;
  }
  const panel = api.addPanel({
    id,
    component: spec.kind,
    title: paneTitle(spec),
    params: { ...spec },
    inactive: options.background === true,
    ...placeFor(api, spec, options),
  });
  if (options.background !== true) focusContent(panel);
}

type Place = Pick<Parameters<DockviewApi["addPanel"]>[0], "position" | "initialHeight" | "initialWidth">;

function placeFor(api: DockviewApi, spec: PaneSpec, { split }: OpenOptions): Place {
  const { place } = paneKindInfo(spec.kind);
  const like = latestOf(api, place);
  const anchor = like ?? api.activePanel ?? api.panels[0];
  if (anchor === undefined) return {};
  if (split !== undefined && like !== undefined) {
    return { position: { referencePanel: anchor.id, direction: split } };
  }
  if (like !== undefined) return { position: { referencePanel: like.id, direction: "within" } };
  return edgeFor(api, place);
}

function edgeFor(api: DockviewApi, place: PanePlace): Place {
  switch (place) {
    case "terminal":
      return { position: { direction: "below" }, initialHeight: Math.round(api.height * TERMINALS_HEIGHT) };
    case "detail":
      return { position: { direction: "right" }, initialWidth: DETAIL_WIDTH };
    case "overview":
      return { position: { direction: "above" } };
  }
}

/** Brings a pane that floats, or has a window of its own, back among its like. */
export function dockPane(api: DockviewApi, panel: IDockviewPanel): void {
  const spec = parsePaneSpec(panel.params);
  const place = spec === undefined ? "overview" : paneKindInfo(spec.kind).place;
  const like = latestOf(api, place, (other) => other !== panel && other.api.location.type === "grid");
  if (like !== undefined) {
    panel.api.moveTo({ group: like.group });
    return;
  }
  const isEmpty = api.groups.every((group) => group.api.location.type !== "grid" || group.panels.length === 0);
  const direction = isEmpty || place === "overview" ? "above" : place === "terminal" ? "below" : "right";
  const group = api.addGroup({ direction });
  panel.api.moveTo({ group });
  if (place === "terminal") group.api.setSize({ height: Math.round(api.height * TERMINALS_HEIGHT) });
  if (place === "detail") group.api.setSize({ width: DETAIL_WIDTH });
}

/** The pane of this place that was looked at last, as far as can be told: the active one, else the newest. */
function latestOf(
  api: DockviewApi,
  place: PanePlace,
  isMeant: (panel: IDockviewPanel) => boolean = () => true,
): IDockviewPanel | undefined {
  const isLike = (panel: IDockviewPanel | undefined): panel is IDockviewPanel => {
    const spec = parsePaneSpec(panel?.params);
    return panel !== undefined && spec !== undefined && paneKindInfo(spec.kind).place === place && isMeant(panel);
  };
  if (isLike(api.activePanel)) return api.activePanel;
  return api.panels.findLast((panel) => panel.api.isVisible && isLike(panel)) ?? api.panels.findLast(isLike);
}

/** Where a pane wants the keyboard: its terminal, its current card, or the pane as a whole. */
const FOCUS_FIRST = [".xterm-helper-textarea", '[data-item][tabindex="0"]', "[data-pane-focus]"];

/** How many frames a pane may take until it is drawn; one that is shown for the first time is loaded before. */
const FRAMES = 60;

export function focusContent(panel: IDockviewPanel | undefined, frames = FRAMES): void {
  const element = panel?.view.content.element;
  if (panel === undefined || element === undefined) return;
  // A pane is drawn a moment after it was made active.
  requestAnimationFrame(() => {
    const wanted = FOCUS_FIRST.map((selector) => element.querySelector<HTMLElement>(selector)).find(
      (found) => found !== null,
    );
    if (wanted !== undefined && wanted !== null) wanted.focus({ preventScroll: true });
    else if (frames > 1 && panel.api.isActive) focusContent(panel, frames - 1);
  });
}
