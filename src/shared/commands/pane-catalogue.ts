import type { CommandInfo } from "./command.ts";

/** Commands of panes. */
export const paneCatalogue = [
  { id: "pane.close", title: "Close pane", group: "Panes", keys: ["Alt+W", "Prefix X"] },
  { id: "pane.close-others", title: "Close the other panes of the group", group: "Panes", words: "tabs" },
  {
    id: "pane.reopen",
    title: "Open the pane that was closed last",
    group: "Panes",
    // Browsers keep Mod+Shift+T for their own tabs.
    keys: ["Alt+Shift+T"],
    words: "reopen restore undo close tab",
  },
  { id: "pane.next-tab", title: "Next tab", group: "Panes", keys: ["Alt+]", "Prefix N"] },
  { id: "pane.previous-tab", title: "Previous tab", group: "Panes", keys: ["Alt+[", "Prefix P"] },
  { id: "pane.next-group", title: "Next group of panes", group: "Panes", keys: ["F6", "Prefix O"] },
  { id: "pane.previous-group", title: "Previous group of panes", group: "Panes", keys: ["Shift+F6"] },
  {
    id: "pane.focus-left",
    title: "Go to the pane at the left",
    group: "Panes",
    keys: ["Mod+Shift+ArrowLeft", "Prefix ArrowLeft"],
  },
  {
    id: "pane.focus-right",
    title: "Go to the pane at the right",
    group: "Panes",
    keys: ["Mod+Shift+ArrowRight", "Prefix ArrowRight"],
  },
  {
    id: "pane.focus-above",
    title: "Go to the pane above",
    group: "Panes",
    keys: ["Mod+Shift+ArrowUp", "Prefix ArrowUp"],
  },
  {
    id: "pane.focus-below",
    title: "Go to the pane below",
    group: "Panes",
    keys: ["Mod+Shift+ArrowDown", "Prefix ArrowDown"],
  },
  { id: "pane.move-left", title: "Move pane left", group: "Panes", keys: ["Alt+Shift+ArrowLeft"], words: "group" },
  { id: "pane.move-right", title: "Move pane right", group: "Panes", keys: ["Alt+Shift+ArrowRight"], words: "group" },
  { id: "pane.move-up", title: "Move pane up", group: "Panes", keys: ["Alt+Shift+ArrowUp"], words: "group" },
  { id: "pane.move-down", title: "Move pane down", group: "Panes", keys: ["Alt+Shift+ArrowDown"], words: "group" },
  {
    id: "pane.split-right",
    title: "Split pane off to the right",
    group: "Panes",
    keys: ["Alt+V", "Prefix %"],
    words: "group side",
  },
  { id: "pane.split-down", title: "Split pane off below", group: "Panes", keys: ["Alt+H", 'Prefix "'], words: "group" },
  { id: "pane.grow", title: "Make the group of panes larger", group: "Panes", keys: ["Alt+."], words: "resize grow" },
  { id: "pane.shrink", title: "Make the group of panes smaller", group: "Panes", keys: ["Alt+,"], words: "resize" },
  {
    id: "pane.maximise",
    title: "Maximise or restore pane",
    group: "Panes",
    keys: ["Alt+M", "Prefix Z"],
    words: "maximize zoom full screen",
  },
  {
    id: "pane.float",
    title: "Float or dock pane",
    group: "Panes",
    keys: ["Alt+Shift+F"],
    words: "floating over window",
  },
  {
    id: "pane.pop-out",
    title: "Move pane to a window of its own, or back",
    group: "Panes",
    keys: ["Alt+O", "Prefix !"],
    words: "pop out popup screen monitor detach",
  },
] as const satisfies readonly CommandInfo[];
