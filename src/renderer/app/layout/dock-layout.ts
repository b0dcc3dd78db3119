import type { DockviewApi, IDockviewPanel } from "dockview-react";
import { type PaneSpec, paneId, parsePaneSpec } from "../../lib/pane-kinds.ts";
import type { OpenOptions, PaneLayout } from "../../lib/panes.ts";
import { type PanePlace, paneKindInfo, paneTitle } from "./pane-kinds.tsx";

/** Share of the window that the first terminal, or detail, takes from the board. */
const TERMINALS_HEIGHT = 0.42;
const DETAIL_WIDTH = 460;

/** The pane layout over dockview. `fresh` lays out the default. */
export function dockLayout(api: DockviewApi, fresh: () => void): PaneLayout {
  const step = <T>(list: readonly T[], from: T | undefined, by: 1 | -1): T | undefined => {
    if (list.length === 0) return undefined;
    const at = from === undefined ? 0 : list.indexOf(from);
    return list[(at + by + list.length) % list.length];
  };
  return {
    open(spec, options = {}) {
      openPane(api, spec, options);
    },
    closeActive() {
      api.activePanel?.api.close();
    },
    focusGroup(direction) {
      const group = step(api.groups, api.activeGroup, direction);
      group?.activePanel?.api.setActive();
      focusContent(group?.activePanel);
    },
    showTab(direction) {
      const group = api.activeGroup;
      const panel = step(group?.panels ?? [], group?.activePanel, direction);
      panel?.api.setActive();
      focusContent(panel);
    },
    toggleMaximised() {
      const panel = api.activePanel;
      if (panel === undefined) return;
      if (panel.api.isMaximized()) panel.api.exitMaximized();
      else panel.api.maximize();
    },
    reset: fresh,
  };
}

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
  if (place === "terminal") {
    return { position: { direction: "below" }, initialHeight: Math.round(api.height * TERMINALS_HEIGHT) };
  }
  if (place === "detail") return { position: { direction: "right" }, initialWidth: DETAIL_WIDTH };
  return { position: { direction: "above" } };
}

/** The pane of this place that was looked at last, as far as can be told: the active one, else the newest. */
function latestOf(api: DockviewApi, place: PanePlace): IDockviewPanel | undefined {
  const isLike = (panel: IDockviewPanel | undefined) => {
    const spec = parsePaneSpec(panel?.params);
    return spec !== undefined && paneKindInfo(spec.kind).place === place;
  };
  if (isLike(api.activePanel)) return api.activePanel;
  return api.panels.findLast((panel) => panel.api.isVisible && isLike(panel)) ?? api.panels.findLast(isLike);
}

/** Where a pane wants the keyboard: its terminal, its current card, or the pane as a whole. */
const FOCUS_FIRST = [".xterm-helper-textarea", '[data-item][tabindex="0"]', "[data-pane-focus]"];

/** How many frames a pane may take until it is drawn; one that is shown for the first time is loaded before. */
const FRAMES = 60;

function focusContent(panel: IDockviewPanel | undefined, frames = FRAMES): void {
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
