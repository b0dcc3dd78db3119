import type { CommandInfo } from "./command.ts";

/** Ways to the views of the window. */
export const goToCatalogue = [
  { id: "palette.open", title: "Search or run a command", group: "Go to", keys: ["Mod+K", "Mod+Shift+P", "Prefix :"] },
  { id: "view.board", title: "Go to the board", group: "Go to", keys: ["G B"], words: "kanban convoy cards" },
  { id: "view.agents", title: "Go to the agents", group: "Go to", keys: ["G A"], words: "wall overview screens" },
  { id: "view.items", title: "Go to the items", group: "Go to", keys: ["G I"], words: "list backlog ready search" },
  {
    id: "view.merge-queue",
    title: "Go to the merge queue",
    group: "Go to",
    keys: ["G Q"],
    words: "mq submissions landing",
  },
  {
    id: "view.ledger",
    title: "Go to the ledger",
    group: "Go to",
    keys: ["G L"],
    words: "sync health doctor compact repair vocabulary quarantine",
  },
  {
    id: "view.salvage",
    title: "Go to the salvage",
    group: "Go to",
    keys: ["G S"],
    words: "saved lost work worktree restore recover vault checkpoint",
  },
  {
    id: "view.cost",
    title: "Go to the cost",
    group: "Go to",
    keys: ["G E"],
    words: "usage tokens spend expenses money price billing dollars",
  },
  { id: "view.feed", title: "Go to the feed", group: "Go to", keys: ["G F"], words: "events history log" },
  {
    id: "view.tree",
    title: "Go to the workspace tree",
    group: "Go to",
    keys: ["G T", "Mod+Shift+E", "Prefix W"],
    words: "sidebar projects",
  },
  { id: "view.notifications", title: "Show notifications", group: "Go to", keys: ["G N"], words: "inbox mail bell" },
  {
    id: "time.travel",
    title: "Look at the past…",
    group: "Go to",
    keys: ["Shift+P"],
    words: "history time travel scrubber now return",
  },
  {
    id: "attention.next",
    title: "Go to what needs you next",
    group: "Go to",
    keys: ["G U", "Mod+J"],
    words: "waiting agent submission attention",
  },
] as const satisfies readonly CommandInfo[];
