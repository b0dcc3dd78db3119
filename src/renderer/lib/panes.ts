import type { InputOf } from "../../shared/contract/contract.ts";
import type { PaneSpec } from "./pane-kinds.ts";

export interface OpenOptions {
  /** Shows it without taking the focus from where the user is. */
  readonly background?: boolean;
  /** In a group of its own below or beside what is open, instead of as a tab among its like. */
  readonly split?: "right" | "below";
}

export type PaneSide = "left" | "right" | "above" | "below";

/** Something done to the pane that has the focus, or to its group. */
export type PaneDeed =
  /** Into the group at that side, or to the dock's edge where there is none. */
  | { readonly kind: "move"; readonly side: PaneSide }
  /** Out of its group, into one of its own at that side of it. */
  | { readonly kind: "split"; readonly side: "right" | "below" }
  /** The focus goes to the group at that side. */
  | { readonly kind: "focus"; readonly side: PaneSide }
  /** Its group becomes larger (1) or smaller (-1) by a step. */
  | { readonly kind: "resize"; readonly by: 1 | -1 }
  /** Shows that tab of its group, from 1; the last one where there are not so many. */
  | { readonly kind: "tab"; readonly nth: number }
  | { readonly kind: "maximise" }
  /** Over the other panes, or back among them. */
  | { readonly kind: "float" }
  /** Into a window of its own, or back out of it. */
  | { readonly kind: "pop-out" }
  | { readonly kind: "close-others" }
  /** Opens again what was closed last. */
  | { readonly kind: "reopen" };

/** Layouts that come with Drover, made anew of what there is at the time. */
export const BUILT_IN_LAYOUTS = ["overview", "terminals", "review", "focus"] as const;
export type BuiltInLayout = (typeof BUILT_IN_LAYOUTS)[number];

/** How panes are laid out, as it is kept: JSON that only the layout itself reads. */
export type LayoutContent = InputOf<"layout.save">["content"];

/** What can be done with panes, whoever lays them out. */
export interface PaneLayout {
  open(spec: PaneSpec, options?: OpenOptions): void;
  closeActive(): void;
  /** Moves the focus to the next (1) or previous (-1) group. */
  focusGroup(direction: 1 | -1): void;
  /** Shows the next (1) or previous (-1) tab of the focused group. */
  showTab(direction: 1 | -1): void;
  arrange(deed: PaneDeed): void;
  /** How panes are laid out now; undefined while there is no layout. */
  snapshot(): LayoutContent | undefined;
  /** False where it cannot be read, as one of a later version: then everything stays as it was. */
  show(layout: { readonly builtIn: BuiltInLayout } | { readonly content: LayoutContent }): boolean;
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
    arrange: (deed) => layout?.arrange(deed),
    snapshot: () => layout?.snapshot(),
    show: (shown) => layout?.show(shown) ?? false,
    reset: () => layout?.reset(),
  };
}
