import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { type ITerminalOptions, Terminal } from "@xterm/xterm";

/** Pixels; the fit leaves them free beside the cells. */
const SCROLLBAR_WIDTH = 10;

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
    overviewRuler: { width: SCROLLBAR_WIDTH },
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
