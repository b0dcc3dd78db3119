import type { PaneLayout } from "../../lib/panes.ts";
import { type ArrangeDeps, arrange } from "./arrange.ts";
import { focusContent, openPane } from "./open-pane.ts";

export type DockLayoutDeps = ArrangeDeps & Pick<PaneLayout, "snapshot" | "show" | "reset">;

/** The pane layout over dockview. */
export function dockLayout(deps: DockLayoutDeps): PaneLayout {
  const { api } = deps;
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
    arrange(deed) {
      arrange(deps, deed);
    },
    snapshot: deps.snapshot,
    show: deps.show,
    reset: deps.reset,
  };
}
