import type { CommandInfo } from "./command.ts";

/** Commands of layouts of panes. Those on a saved one act on the one that was shown last. */
export const layoutCatalogue = [
  { id: "layout.1", title: "Layout: Overview", group: "Panes", keys: ["Alt+1"], words: "board attention terminals" },
  { id: "layout.2", title: "Layout: Terminals", group: "Panes", keys: ["Alt+2"], words: "grid agents at work" },
  { id: "layout.3", title: "Layout: Review", group: "Panes", keys: ["Alt+3"], words: "queue diff" },
  { id: "layout.4", title: "Layout: Focus", group: "Panes", keys: ["Alt+4"], words: "only one pane" },
  { id: "layout.5", title: "First layout of your own", group: "Panes", keys: ["Alt+5"], words: "saved" },
  { id: "layout.6", title: "Second layout of your own", group: "Panes", keys: ["Alt+6"], words: "saved" },
  { id: "layout.7", title: "Third layout of your own", group: "Panes", keys: ["Alt+7"], words: "saved" },
  { id: "layout.8", title: "Fourth layout of your own", group: "Panes", keys: ["Alt+8"], words: "saved" },
  { id: "layout.9", title: "Fifth layout of your own", group: "Panes", keys: ["Alt+9"], words: "saved" },
  { id: "layout.save-as", title: "Save the layout as…", group: "Panes", words: "panes keep name" },
  { id: "layout.update", title: "Update the layout that is shown", group: "Panes", words: "panes save overwrite" },
  { id: "layout.rename", title: "Rename the layout that is shown…", group: "Panes", words: "panes name" },
  {
    id: "layout.remove",
    title: "Remove the layout that is shown",
    group: "Panes",
    words: "panes delete forget",
    isGrave: true,
  },
  { id: "layout.reset", title: "Reset the layout", group: "Panes", words: "default panes" },
] as const satisfies readonly CommandInfo[];
