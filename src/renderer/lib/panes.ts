/** What a pane in the middle of the window shows. Plain data: it is remembered over restarts and sits in links. */
export type PaneSpec =
  | { readonly kind: "board" }
  | { readonly kind: "items" }
  | { readonly kind: "wall" }
  | { readonly kind: "feed" }
  | { readonly kind: "queue" }
  | { readonly kind: "ledger" }
  /** What was kept of worktrees before they went. */
  | { readonly kind: "salvage" }
  /** Both sides of a submission that does not go together with what has landed. */
  | { readonly kind: "conflict"; readonly submission: string }
  /** What was made: by a submission, on an agent's branch, or for an item. */
  | { readonly kind: "review"; readonly of: string; readonly project?: string }
  | { readonly kind: "item"; readonly item: string }
  /** What stands around an item. */
  | { readonly kind: "graph"; readonly item: string }
  | { readonly kind: "terminal"; readonly agent: string }
  /** Everything of an agent but its screen. */
  | { readonly kind: "agent"; readonly agent: string };

export type PaneKind = PaneSpec["kind"];

/** One pane exists at most once per id. */
export function paneId(spec: PaneSpec): string {
  switch (spec.kind) {
    case "item":
      return `item:${spec.item}`;
    case "graph":
      return `graph:${spec.item}`;
    case "review":
      return `review:${spec.of}${spec.project === undefined ? "" : `@${spec.project}`}`;
    case "conflict":
      return `conflict:${spec.submission}`;
    case "terminal":
    case "agent":
      return `${spec.kind}:${spec.agent}`;
    case "board":
    case "items":
    case "wall":
    case "feed":
    case "queue":
    case "ledger":
    case "salvage":
      return spec.kind;
  }
}

/** Undefined for what no pane is, e.g. out of an old or damaged layout. */
export function parsePaneSpec(value: unknown): PaneSpec | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  switch (value.kind) {
    case "board":
    case "items":
    case "wall":
    case "feed":
    case "queue":
    case "ledger":
    case "salvage":
      return { kind: value.kind };
    case "item":
    case "graph":
      return "item" in value && typeof value.item === "string" ? { kind: value.kind, item: value.item } : undefined;
    case "conflict":
      return "submission" in value && typeof value.submission === "string"
        ? { kind: value.kind, submission: value.submission }
        : undefined;
    case "review": {
      if (!("of" in value) || typeof value.of !== "string") return undefined;
      const project = "project" in value && typeof value.project === "string" ? { project: value.project } : {};
      return { kind: value.kind, of: value.of, ...project };
    }
    case "terminal":
    case "agent":
      return "agent" in value && typeof value.agent === "string" ? { kind: value.kind, agent: value.agent } : undefined;
    default:
      return undefined;
  }
}

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
