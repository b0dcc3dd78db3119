import type { CommandInfo } from "./command.ts";

/** Commands of convoys; those on one act on the convoy that the board is narrowed to. */
export const convoyCatalogue = [
  {
    id: "convoy.open",
    title: "Open convoy",
    group: "Convoys",
    keys: ["G C"],
    needs: "convoy",
    words: "forecast when done cost burn-up swarm critical path progress",
  },
  {
    id: "convoy.graph",
    title: "Show the graph of convoy",
    group: "Convoys",
    needs: "convoy",
    words: "dependencies map critical path",
  },
  { id: "convoy.show", title: "Show convoy on the board", group: "Convoys", needs: "convoy", words: "narrow filter" },
  { id: "convoy.start", title: "Start convoy", group: "Convoys", needs: "convoy", words: "run go on", changes: true },
  { id: "convoy.pause", title: "Pause convoy", group: "Convoys", needs: "convoy", words: "hold stop", changes: true },
  {
    id: "convoy.items",
    title: "Items of convoy…",
    group: "Convoys",
    needs: "convoy",
    words: "add remove take out",
    changes: true,
  },
  {
    id: "convoy.close",
    title: "Close convoy…",
    group: "Convoys",
    needs: "convoy",
    words: "end",
    changes: true,
    isGrave: true,
  },
] as const satisfies readonly CommandInfo[];
