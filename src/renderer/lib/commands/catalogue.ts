import { queueCatalogue } from "./queue-catalogue.ts";
import { reviewCatalogue } from "./review-catalogue.ts";

/**
 * Every command of the window: the one list behind palette, keys, help and menus. Plain data, so that
 * whoever draws a menu can read it. Handlers are in app/commands.
 */
export interface CommandInfo {
  readonly id: string;
  /** In the imperative, as the palette shows it. */
  readonly title: string;
  readonly group: "Go to" | "Work" | "Merge queue" | "Agents" | "Panes" | "Window" | "Review" | "Help";
  /**
   * Keys, the first one shown. `Mod` is Command on a Mac and Control elsewhere; parts are joined by `+`;
   * two strokes one after the other are separated by a blank.
   */
  readonly keys?: readonly string[];
  /** What it acts on besides the workspace; it is offered only while there is one. */
  readonly needs?: "item" | "agent" | "submission" | "review";
  /** Its keys count only where that has the focus, and there they come first. */
  readonly in?: "review";
  /** More words the palette finds it by. */
  readonly words?: string;
}

export const commandCatalogue = [
  { id: "palette.open", title: "Search or run a command", group: "Go to", keys: ["Mod+K", "Mod+Shift+P"] },
  { id: "view.board", title: "Go to the board", group: "Go to", keys: ["G B"], words: "kanban convoy cards" },
  { id: "view.agents", title: "Go to the agents", group: "Go to", keys: ["G A"], words: "wall overview screens" },
  { id: "view.items", title: "Go to the items", group: "Go to", keys: ["G I"], words: "list backlog ready search" },
  {
    id: "view.merge-queue",
    title: "Go to the merge queue",
    group: "Go to",
    keys: ["G Q"],
    words: "submissions landing",
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
  { id: "view.feed", title: "Go to the feed", group: "Go to", keys: ["G F"], words: "events history log" },
  {
    id: "view.tree",
    title: "Go to the workspace tree",
    group: "Go to",
    keys: ["G T", "Mod+0"],
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

  { id: "item.create", title: "New item…", group: "Work", keys: ["N"], words: "create issue task bug" },
  {
    id: "item.quick-create",
    title: "New item in one line…",
    group: "Work",
    keys: ["C"],
    words: "create add quick type several",
  },
  { id: "items.undo", title: "Take the last change of items back", group: "Work", keys: ["Z"], words: "undo revert" },
  { id: "items.import", title: "Import…", group: "Work", words: "csv markdown jsonl beads file drop" },
  { id: "item.open", title: "Open item", group: "Work", keys: ["O"], needs: "item" },
  {
    id: "item.priority",
    title: "Set priority…",
    group: "Work",
    keys: ["P"],
    needs: "item",
    words: "urgent high normal low",
  },
  { id: "item.status", title: "Set status…", group: "Work", keys: ["Shift+S"], needs: "item", words: "open blocked" },
  { id: "item.labels", title: "Set labels…", group: "Work", keys: ["L"], needs: "item", words: "tags" },
  { id: "item.epic", title: "Move under an epic…", group: "Work", keys: ["Shift+M"], needs: "item", words: "parent" },
  { id: "item.due", title: "Set due day…", group: "Work", keys: ["Shift+D"], needs: "item", words: "date deadline" },
  { id: "item.defer", title: "Put off until…", group: "Work", keys: ["H"], needs: "item", words: "defer snooze later" },
  { id: "item.estimate", title: "Set estimate…", group: "Work", keys: ["Shift+E"], needs: "item", words: "hours days" },
  { id: "item.type", title: "Set type…", group: "Work", keys: ["Shift+T"], needs: "item", words: "bug feature chore" },
  { id: "item.sling", title: "Sling item…", group: "Work", keys: ["S"], needs: "item", words: "assign send agent" },
  { id: "item.claim", title: "Claim item", group: "Work", keys: ["M"], needs: "item", words: "take mine assign me" },
  { id: "item.give-back", title: "Give item back", group: "Work", needs: "item", words: "release nobody unassign" },
  { id: "item.assign", title: "Assign item…", group: "Work", keys: ["A"], needs: "item", words: "give agent" },
  {
    id: "item.link",
    title: "Link item to another…",
    group: "Work",
    keys: ["D"],
    needs: "item",
    words: "dependency waits for blocks related",
  },
  { id: "item.create-child", title: "New child item…", group: "Work", needs: "item", words: "epic parent sub task" },
  {
    id: "item.select",
    title: "Pick item out, or put it back",
    group: "Work",
    keys: ["X"],
    needs: "item",
    words: "select mark several",
  },
  { id: "item.unsling", title: "Take item off its hook…", group: "Work", needs: "item", words: "unsling unassign" },
  { id: "item.close", title: "Close item…", group: "Work", needs: "item" },
  { id: "item.reopen", title: "Reopen item…", group: "Work", needs: "item" },
  { id: "item.copy-id", title: "Copy item id", group: "Work", keys: ["Mod+."], needs: "item" },
  {
    id: "item.copy-link",
    title: "Copy link to item",
    group: "Work",
    keys: ["Shift+C"],
    needs: "item",
    words: "address url",
  },
  {
    id: "item.graph",
    title: "Show the graph around item",
    group: "Work",
    keys: ["G G"],
    needs: "item",
    words: "dependencies neighbourhood map",
  },
  {
    id: "item.comment",
    title: "Comment on item",
    group: "Work",
    keys: ["R"],
    needs: "item",
    words: "reply write remark",
  },
  { id: "item.delete", title: "Delete item…", group: "Work", needs: "item", words: "remove tombstone" },
  { id: "board.filter", title: "Filter the board", group: "Work", keys: ["/"], words: "search" },
  { id: "convoy.create", title: "New convoy…", group: "Work", keys: ["V"], words: "batch create" },
  { id: "convoy.add", title: "Add item to a convoy…", group: "Work", needs: "item", words: "batch" },
  {
    id: "project.settings",
    title: "Project settings…",
    group: "Work",
    words: "gates target landing runtime workers unattended edit",
  },
  { id: "project.add", title: "Add a repository…", group: "Work", words: "project clone git" },
  { id: "demo.start", title: "Try the demo", group: "Work", words: "sample example" },

  ...queueCatalogue,

  { id: "crew.create", title: "New crew member…", group: "Agents", words: "add agent create" },
  { id: "agent.open", title: "Open terminal", group: "Agents", keys: ["T"], needs: "agent" },
  {
    id: "agent.show",
    title: "Everything about agent",
    group: "Agents",
    keys: ["I"],
    needs: "agent",
    words: "state evidence timeline sessions memory record cv usage cost tokens",
  },
  { id: "agent.peek", title: "Peek at agent's screen", group: "Agents", needs: "agent", words: "look snoop" },
  { id: "agent.snoop", title: "Watch agent without typing", group: "Agents", needs: "agent", words: "snoop read only" },
  { id: "agent.start", title: "Start agent", group: "Agents", needs: "agent", words: "unpark run session" },
  {
    id: "agent.nudge",
    title: "Nudge agent…",
    group: "Agents",
    keys: ["U"],
    needs: "agent",
    words: "type message tell receipt",
  },
  {
    id: "agents.broadcast",
    title: "Tell several agents…",
    group: "Agents",
    keys: ["Shift+U"],
    words: "broadcast nudge all canary message",
  },
  {
    id: "agent.take-over",
    title: "Take agent over",
    group: "Agents",
    needs: "agent",
    words: "keyboard type intervene hands",
  },
  { id: "agent.hand-back", title: "Hand agent back…", group: "Agents", needs: "agent", words: "take over end return" },
  {
    id: "agent.hand-off",
    title: "Hand agent off…",
    group: "Agents",
    needs: "agent",
    words: "successor note fresh session context full replace",
  },
  {
    id: "agent.checkpoint",
    title: "Save a checkpoint of agent",
    group: "Agents",
    needs: "agent",
    words: "salvage worktree uncommitted keep",
  },
  {
    id: "agent.seance",
    title: "Ask a predecessor of agent…",
    group: "Agents",
    needs: "agent",
    words: "seance session ended transcript question",
  },
  { id: "agent.pause", title: "Pause agent", group: "Agents", needs: "agent", words: "freeze hold" },
  { id: "agent.resume", title: "Resume agent", group: "Agents", needs: "agent", words: "thaw go on" },
  { id: "agent.interrupt", title: "Interrupt agent…", group: "Agents", needs: "agent", words: "escape cancel turn" },
  { id: "agent.restart", title: "Restart agent…", group: "Agents", needs: "agent" },
  { id: "agent.stop", title: "Stop agent…", group: "Agents", needs: "agent", words: "kill end" },

  { id: "pane.close", title: "Close pane", group: "Panes", keys: ["Alt+W"] },
  { id: "pane.next-tab", title: "Next tab", group: "Panes", keys: ["Alt+]"] },
  { id: "pane.previous-tab", title: "Previous tab", group: "Panes", keys: ["Alt+["] },
  { id: "pane.next-group", title: "Next group of panes", group: "Panes", keys: ["F6"] },
  { id: "pane.previous-group", title: "Previous group of panes", group: "Panes", keys: ["Shift+F6"] },
  { id: "pane.maximise", title: "Maximise or restore pane", group: "Panes", keys: ["Alt+M"], words: "zoom full" },
  { id: "layout.reset", title: "Reset the layout", group: "Panes", words: "default panes" },

  { id: "sidebar.toggle", title: "Show or hide the workspace tree", group: "Window", keys: ["Mod+B"] },
  { id: "theme.toggle", title: "Light, dark or as the system", group: "Window", words: "appearance colour theme" },
  { id: "theme.light", title: "Light theme", group: "Window", words: "appearance colour" },
  { id: "theme.dark", title: "Dark theme", group: "Window", words: "appearance colour" },
  { id: "theme.system", title: "Theme of the system", group: "Window", words: "appearance colour auto" },

  ...reviewCatalogue,

  { id: "help.keys", title: "Keyboard map", group: "Help", keys: ["?"], words: "shortcuts help" },
] as const satisfies readonly CommandInfo[];

export type CommandId = (typeof commandCatalogue)[number]["id"];

const byId = new Map<CommandId, CommandInfo>(commandCatalogue.map((command) => [command.id, command]));

export function commandInfo(id: CommandId): CommandInfo {
  const info = byId.get(id);
  if (info === undefined) throw new Error(`There is no command ${id}`);
  return info;
}
