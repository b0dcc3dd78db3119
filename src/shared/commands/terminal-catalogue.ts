import type { CommandInfo } from "./command.ts";

/** What is done in the terminals of agents. */
export const terminalCatalogue = [
  {
    id: "terminal.search-all",
    title: "Search in all terminals…",
    group: "Terminal",
    keys: ["Mod+Shift+F"],
    words: "grep find history output every agent",
  },
  {
    id: "terminal.find",
    title: "Find in the terminal",
    group: "Terminal",
    needs: "agent",
    words: "search text history output",
  },
  {
    id: "terminal.copy-mode",
    title: "Copy mode",
    group: "Terminal",
    keys: ["Mod+Shift+X", "Prefix ["],
    needs: "agent",
    words: "select text keyboard scroll vi tmux",
  },
  {
    id: "terminal.links",
    title: "Open a link of the screen",
    group: "Terminal",
    keys: ["Mod+Shift+O"],
    needs: "agent",
    words: "hint file url path item commit labels",
  },
  {
    id: "terminal.copy-last",
    title: "Copy the last lines",
    group: "Terminal",
    needs: "agent",
    words: "output clipboard tail",
  },
  {
    id: "terminal.save",
    title: "Save the output to a file",
    group: "Terminal",
    needs: "agent",
    words: "export history text download",
  },
  {
    id: "terminal.attach",
    title: "Attach a file…",
    group: "Terminal",
    needs: "agent",
    words: "drop image upload picture path",
  },
  {
    id: "terminal.toggle-mode",
    title: "Watch without typing, or type again",
    group: "Terminal",
    keys: ["Mod+Shift+M"],
    needs: "agent",
    words: "snoop read only control keyboard",
  },
  { id: "terminal.larger", title: "Larger letters in terminals", group: "Terminal", words: "font size zoom in" },
  { id: "terminal.smaller", title: "Smaller letters in terminals", group: "Terminal", words: "font size zoom out" },
  {
    id: "terminal.usual-size",
    title: "Letters of the usual size in terminals",
    group: "Terminal",
    words: "font size zoom reset",
  },
] as const satisfies readonly CommandInfo[];
