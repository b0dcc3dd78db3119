import type { Failure } from "../../../shared/model/result.ts";
import type { PlacedLink } from "./terminal-links.ts";
import type { RendererKind } from "./webgl-slots.ts";

export interface LinkHint {
  readonly label: string;
  readonly link: PlacedLink;
  /** Pixels, from the corner of what the pane shows it in. */
  readonly x: number;
  readonly y: number;
}

export type TerminalMode = "watch" | "control";

/**
 * What a terminal of the page does.
 *  parked: nobody looks; no stream, the last screen is kept until shown again.
 *  opening: shown, the stream is asked for. Also while the connection is away.
 *  live: frames flow.
 *  exited: the program is gone, or there is no session; a new session of the agent brings it back by itself.
 *  failed: the stream was refused; the user can try again.
 */
export type TerminalPhase =
  | { readonly phase: "parked" }
  | { readonly phase: "opening" }
  | { readonly phase: "live" }
  | { readonly phase: "exited"; readonly code: number | undefined }
  | { readonly phase: "failed"; readonly failure: Failure };

export type TerminalState = TerminalPhase & {
  readonly mode: TerminalMode;
  readonly renderer: RendererKind;
  /** Whether there is a screen to look at, if an old one. */
  readonly hasScreen: boolean;
  /** Whether the search field is open. */
  readonly isSearching: boolean;
  /** What the search has found: how many, and which of them is shown, from 0; undefined while nothing is searched. */
  readonly found: { readonly count: number; readonly index: number } | undefined;
  /** The screen stands still and keys move over it. */
  readonly isCopying: boolean;
  /** The link under the pointer, where in the pane's pixels it is. */
  readonly hovered: { readonly text: string; readonly x: number; readonly y: number } | undefined;
  /** Links on the screen that wait for the letters of one of them. */
  readonly hints: readonly LinkHint[] | undefined;
};

export const FIRST_STATE: TerminalState = {
  phase: "parked",
  mode: "control",
  renderer: "dom",
  hasScreen: false,
  isSearching: false,
  found: undefined,
  isCopying: false,
  hovered: undefined,
  hints: undefined,
};
