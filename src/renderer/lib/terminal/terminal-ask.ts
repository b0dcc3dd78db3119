import type { TextQuery } from "../../../shared/model/text-query.ts";

/** What commands and other views ask of an agent's terminal; its pane does it as soon as it can. */
export type TerminalDeed =
  | { readonly kind: "find" }
  | { readonly kind: "copy-mode" }
  /** Labels all links on its screen. */
  | { readonly kind: "links" }
  | { readonly kind: "copy-last" }
  | { readonly kind: "save" }
  | { readonly kind: "attach" }
  | { readonly kind: "toggle-mode" }
  /** A match that a search over all terminals has found; `row` is where it was then. */
  | { readonly kind: "show"; readonly query: TextQuery; readonly row: number; readonly text: string };

export interface TerminalAsk {
  readonly agent: string;
  readonly deed: TerminalDeed;
}
