import type { Command } from "../command.ts";

export interface CommandEntry {
  readonly name: string;
  readonly group: CommandGroup;
  /** Imports that command alone, so that none pays for the others. */
  load(): Promise<Command>;
}

export const GROUPS = {
  start: "Getting started",
  work: "Work items",
  convoy: "Convoys",
  agent: "Agents",
  hook: "For agents in their sessions",
  queue: "Merge queue",
  message: "Messages and events",
  other: "Other",
} as const;
export type CommandGroup = keyof typeof GROUPS | "hidden";

const entries: readonly [CommandGroup, string, () => Promise<{ readonly command: Command }>][] = [
  ["start", "init", () => import("./init.ts")],
  ["start", "serve", () => import("./serve.ts")],
  ["start", "demo", () => import("./demo.ts")],
  ["start", "status", () => import("./status.ts")],
  ["start", "stop", () => import("./stop.ts")],
  ["start", "project add", () => import("./project-add.ts")],
  ["start", "project list", () => import("./project-list.ts")],
  ["start", "project inspect", () => import("./project-inspect.ts")],
  ["start", "project edit", () => import("./project-edit.ts")],
  ["work", "create", () => import("./create.ts")],
  ["work", "edit", () => import("./edit.ts")],
  ["work", "list", () => import("./list.ts")],
  ["work", "ready", () => import("./ready.ts")],
  ["work", "show", () => import("./show.ts")],
  ["work", "search", () => import("./search.ts")],
  ["work", "claim", () => import("./claim.ts")],
  ["work", "update", () => import("./update.ts")],
  ["work", "close", () => import("./close.ts")],
  ["work", "reopen", () => import("./reopen.ts")],
  ["work", "dep add", () => import("./dep-add.ts")],
  ["work", "dep remove", () => import("./dep-remove.ts")],
  ["work", "dep tree", () => import("./dep-tree.ts")],
  ["work", "epic create", () => import("./epic-create.ts")],
  ["work", "epic show", () => import("./epic-show.ts")],
  ["work", "sling", () => import("./sling.ts")],
  ["work", "unsling", () => import("./unsling.ts")],
  ["convoy", "convoy create", () => import("./convoy-create.ts")],
  ["convoy", "convoy list", () => import("./convoy-list.ts")],
  ["convoy", "convoy show", () => import("./convoy-show.ts")],
  ["convoy", "convoy add", () => import("./convoy-add.ts")],
  ["convoy", "convoy remove", () => import("./convoy-remove.ts")],
  ["convoy", "convoy start", () => import("./convoy-start.ts")],
  ["convoy", "convoy pause", () => import("./convoy-pause.ts")],
  ["convoy", "convoy close", () => import("./convoy-close.ts")],
  ["agent", "agent list", () => import("./agent-list.ts")],
  ["agent", "agent show", () => import("./agent-show.ts")],
  ["agent", "agent add", () => import("./agent-add.ts")],
  ["agent", "agent start", () => import("./agent-start.ts")],
  ["agent", "agent stop", () => import("./agent-stop.ts")],
  ["agent", "agent restart", () => import("./agent-restart.ts")],
  ["agent", "agent nudge", () => import("./agent-nudge.ts")],
  ["agent", "agent peek", () => import("./agent-peek.ts")],
  ["agent", "agent attach", () => import("./agent-attach.ts")],
  ["agent", "agent status", () => import("./agent-status.ts")],
  ["agent", "runtimes", () => import("./runtimes.ts")],
  ["hook", "prime", () => import("./prime.ts")],
  ["hook", "hook", () => import("./hook.ts")],
  ["hook", "done", () => import("./done.ts")],
  ["hook", "handoff", () => import("./handoff.ts")],
  ["hook", "report", () => import("./report.ts")],
  ["queue", "mq list", () => import("./mq-list.ts")],
  ["queue", "mq show", () => import("./mq-show.ts")],
  ["queue", "mq retry", () => import("./mq-retry.ts")],
  ["queue", "mq pause", () => import("./mq-pause.ts")],
  ["queue", "mq resume", () => import("./mq-resume.ts")],
  ["message", "mail inbox", () => import("./mail-inbox.ts")],
  ["message", "mail read", () => import("./mail-read.ts")],
  ["message", "mail send", () => import("./mail-send.ts")],
  ["message", "watch", () => import("./watch.ts")],
  ["other", "completion", () => import("./completion.ts")],
  ["other", "version", () => import("./version.ts")],
  ["other", "help", () => import("./help.ts")],
  ["hidden", "__complete", () => import("./complete.ts")],
];

/** Every command by its name, in the order of help. */
export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map(
  entries.map(([group, name, load]) => [name, { name, group, load: async () => (await load()).command }]),
);
