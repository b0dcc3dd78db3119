import type { CommandInfo } from "./command.ts";

/** Commands for everything that goes on at once. */
export const freezeCatalogue = [
  {
    id: "workspace.freeze",
    title: "Pause everything",
    group: "Agents",
    words: "freeze stop halt all agents queue landings",
    changes: true,
  },
  {
    id: "workspace.thaw",
    title: "Resume everything",
    group: "Agents",
    words: "thaw continue go on all agents queue",
    changes: true,
  },
] as const satisfies readonly CommandInfo[];
