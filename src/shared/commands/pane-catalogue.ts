import type { CommandInfo } from "./command.ts";

/** Commands of panes and their layout. */
export const paneCatalogue = [
  { id: "pane.close", title: "Close pane", group: "Panes", keys: ["Alt+W", "Prefix X"] },
  { id: "pane.next-tab", title: "Next tab", group: "Panes", keys: ["Alt+]", "Prefix N"] },
  { id: "pane.previous-tab", title: "Previous tab", group: "Panes", keys: ["Alt+[", "Prefix P"] },
  { id: "pane.next-group", title: "Next group of panes", group: "Panes", keys: ["F6", "Prefix O"] },
  { id: "pane.previous-group", title: "Previous group of panes", group: "Panes", keys: ["Shift+F6"] },
  {
    id: "pane.maximise",
    title: "Maximise or restore pane",
    group: "Panes",
    keys: ["Alt+M", "Prefix Z"],
    words: "zoom full",
  },
  { id: "layout.reset", title: "Reset the layout", group: "Panes", words: "default panes" },
] as const satisfies readonly CommandInfo[];
