import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { type ITerminalOptions, Terminal } from "@xterm/xterm";

/**
 * Beside the scroll bar, where a search marks what it found; as wide as that is without it, so that nothing moves. Only from the
 * first search on, since it asks for the layout of the page after every picture of the terminal.
 */
export const FOUND_RULER = { width: 14 };

export interface XtermTerminal {
  readonly terminal: Terminal;
  readonly fit: FitAddon;
  readonly search: SearchAddon;
}

/** A terminal of xterm's with what ours all have; `options` are the user's. */
export function makeTerminal(options: ITerminalOptions): XtermTerminal {
  const fit = new FitAddon();
  const search = new SearchAddon();
  const terminal = new Terminal({
    allowProposedApi: true,
    letterSpacing: 0,
    macOptionIsMeta: true,
    rightClickSelectsWord: true,
    smoothScrollDuration: 0,
    ...options,
  });
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  return { terminal, fit, search };
}

/** Colours of what a search has found, the same on light and dark grounds; opaque, since xterm mixes nothing. */
export const FOUND_COLOURS = {
  matchBackground: "#6f6a2e",
  activeMatchBackground: "#a8892a",
  matchOverviewRuler: "#a8892a",
  activeMatchColorOverviewRuler: "#e9c46e",
};
