import type { CommandInfo } from "./command.ts";

/** Commands of the palette's modes and of keys themselves; tabs by number, as tmux has windows. */
export const keysCatalogue = [
  { id: "palette.commands", title: "Run a command…", group: "Go to", words: "palette" },
  {
    id: "palette.agents",
    title: "Find an agent…",
    group: "Go to",
    keys: ["Prefix C"],
    words: "palette terminal open",
  },
  { id: "palette.items", title: "Find an item…", group: "Go to", keys: ["Prefix F"], words: "palette search" },
  { id: "palette.convoys", title: "Find a convoy or project…", group: "Go to", words: "palette" },
  { id: "palette.submissions", title: "Find a submission…", group: "Go to", words: "palette merge queue" },
  { id: "pane.tab-1", title: "Show tab 1", group: "Panes", keys: ["Prefix 1"] },
  { id: "pane.tab-2", title: "Show tab 2", group: "Panes", keys: ["Prefix 2"] },
  { id: "pane.tab-3", title: "Show tab 3", group: "Panes", keys: ["Prefix 3"] },
  { id: "pane.tab-4", title: "Show tab 4", group: "Panes", keys: ["Prefix 4"] },
  { id: "pane.tab-5", title: "Show tab 5", group: "Panes", keys: ["Prefix 5"] },
  { id: "pane.tab-6", title: "Show tab 6", group: "Panes", keys: ["Prefix 6"] },
  { id: "pane.tab-7", title: "Show tab 7", group: "Panes", keys: ["Prefix 7"] },
  { id: "pane.tab-8", title: "Show tab 8", group: "Panes", keys: ["Prefix 8"] },
  { id: "pane.tab-9", title: "Show the last tab", group: "Panes", keys: ["Prefix 9"] },
  {
    id: "window.close",
    title: "Close the window, agents go on",
    group: "Window",
    keys: ["Prefix D"],
    words: "detach leave away",
  },
  {
    id: "keys.edit",
    title: "Change keys…",
    group: "Help",
    keys: ["G K"],
    words: "key map keyboard shortcuts rebind bindings conflicts customise print cheat sheet",
  },
  {
    id: "keys.toggle-prefix",
    title: "Prefix as tmux has it, on or off",
    group: "Help",
    words: "tmux ctrl+b keyboard",
  },
] as const satisfies readonly CommandInfo[];
