import type { Stack } from "./stack.ts";

/** What a process knows and does about one branch just now. All of it may be lost at any time: records and refs tell the rest. */
export interface Line {
  /** Short name; undefined for the project's target. */
  readonly branch: string | undefined;
  /** The newest commit of the branch that was seen or made. */
  target: string | undefined;
  ready: Stack | undefined;
  stacking: string | undefined;
  readonly inStack: Set<string>;
  readonly landing: Set<string>;
  /** Landings of an earlier core that were found not to have been pushed while the queue is paused. */
  readonly unpushed: Set<string>;
  /** By id. */
  readonly runs: Map<string, { readonly lane: number; readonly stop: AbortController }>;
  /** How often in a row somebody else moved the branch under a landing. */
  moved: number;
}

export function createLine(branch: string | undefined): Line {
  return {
    branch,
    target: undefined,
    ready: undefined,
    stacking: undefined,
    inStack: new Set(),
    landing: new Set(),
    unpushed: new Set(),
    runs: new Map(),
    moved: 0,
  };
}
