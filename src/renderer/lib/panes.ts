import type { PaneSpec } from "./pane-kinds.ts";

export interface OpenOptions {
  /** Shows it without taking the focus from where the user is. */
  readonly background?: boolean;
  /** In a group of its own below or beside what is open, instead of as a tab among its like. */
  readonly split?: "right" | "below";
}

/** What can be done with panes, whoever lays them out. */
export interface PaneLayout {
  open(spec: PaneSpec, options?: OpenOptions): void;
  closeActive(): void;
  /** Moves the focus to the next (1) or previous (-1) group. */
  focusGroup(direction: 1 | -1): void;
  /** Shows the next (1) or previous (-1) tab of the focused group. */
  showTab(direction: 1 | -1): void;
  toggleMaximised(): void;
  reset(): void;
}

/** Stands between those who open panes and the layout, which is loaded later: what is asked before waits. */
export interface PaneHost extends PaneLayout {
  attach(layout: PaneLayout): () => void;
}

export function createPaneHost(): PaneHost {
  let layout: PaneLayout | undefined;
  let waiting: ((layout: PaneLayout) => void)[] = [];
  const ask = (action: (layout: PaneLayout) => void) => {
    if (layout === undefined) waiting.push(action);
    else action(layout);
  };
  return {
    attach(attached) {
      layout = attached;
      const actions = waiting;
      waiting = [];
      for (const action of actions) action(attached);
      return () => {
        if (layout === attached) layout = undefined;
      };
    },
    open: (spec, options) => {
      ask((to) => {
        to.open(spec, options);
      });
    },
    closeActive: () => layout?.closeActive(),
    focusGroup: (direction) => layout?.focusGroup(direction),
    showTab: (direction) => layout?.showTab(direction),
    toggleMaximised: () => layout?.toggleMaximised(),
    reset: () => layout?.reset(),
  };
}
