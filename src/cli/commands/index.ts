import type { Command } from "../command.ts";
import { command as claim } from "./claim.ts";
import { command as close } from "./close.ts";
import { command as done } from "./done.ts";
import { command as hook } from "./hook.ts";
import { command as prime } from "./prime.ts";
import { command as ready } from "./ready.ts";
import { command as report } from "./report.ts";
import { command as signal } from "./signal.ts";

export interface CommandEntry {
  readonly name: string;
  readonly group: CommandGroup;
  /** Certain to ask the core something: the connection is begun before the command is even loaded. */
  readonly talks: boolean;
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

/**
 * For what agents call all the time: a module of its own would cost each call a millisecond of the four that there are
 * between a bare start of Node and the goal. All others are loaded when they are called.
 */
const here = (command: Command) => () => Promise.resolve({ command });

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
  ["work", "add", () => import("./add.ts")],
  ["work", "edit", () => import("./edit.ts")],
  ["work", "list", () => import("./list.ts")],
  ["work", "ready", here(ready)],
  ["work", "blocked", () => import("./blocked.ts")],
  ["work", "show", () => import("./show.ts")],
  ["work", "search", () => import("./search.ts")],
  ["work", "count", () => import("./count.ts")],
  ["work", "filter save", () => import("./filter-save.ts")],
  ["work", "filter list", () => import("./filter-list.ts")],
  ["work", "filter remove", () => import("./filter-remove.ts")],
  ["work", "history", () => import("./history.ts")],
  ["work", "diff", () => import("./diff.ts")],
  ["work", "rollback", () => import("./rollback.ts")],
  ["work", "compact", () => import("./compact.ts")],
  ["work", "claim", here(claim)],
  ["work", "update", () => import("./update.ts")],
  ["work", "close", here(close)],
  ["work", "reopen", () => import("./reopen.ts")],
  ["work", "delete", () => import("./delete.ts")],
  ["work", "restore", () => import("./restore.ts")],
  ["work", "comment", () => import("./comment.ts")],
  ["work", "comment list", () => import("./comment-list.ts")],
  ["work", "comment edit", () => import("./comment-edit.ts")],
  ["work", "comment remove", () => import("./comment-remove.ts")],
  ["work", "dep add", () => import("./dep-add.ts")],
  ["work", "dep remove", () => import("./dep-remove.ts")],
  ["work", "dep tree", () => import("./dep-tree.ts")],
  ["work", "dep cycles", () => import("./dep-cycles.ts")],
  ["work", "vocabulary", () => import("./vocabulary.ts")],
  ["work", "epic create", () => import("./epic-create.ts")],
  ["work", "epic show", () => import("./epic-show.ts")],
  ["work", "import", () => import("./import.ts")],
  ["work", "export", () => import("./export.ts")],
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
  ["agent", "agent edit", () => import("./agent-edit.ts")],
  ["agent", "agent start", () => import("./agent-start.ts")],
  ["agent", "agent stop", () => import("./agent-stop.ts")],
  ["agent", "agent restart", () => import("./agent-restart.ts")],
  ["agent", "agent nudge", () => import("./agent-nudge.ts")],
  ["agent", "agent broadcast", () => import("./agent-broadcast.ts")],
  ["agent", "agent interrupt", () => import("./agent-interrupt.ts")],
  ["agent", "agent pause", () => import("./agent-pause.ts")],
  ["agent", "agent resume", () => import("./agent-resume.ts")],
  ["agent", "agent takeover", () => import("./agent-takeover.ts")],
  ["agent", "agent handback", () => import("./agent-handback.ts")],
  ["agent", "agent peek", () => import("./agent-peek.ts")],
  ["agent", "agent snoop", () => import("./agent-snoop.ts")],
  ["agent", "agent attach", () => import("./agent-attach.ts")],
  ["agent", "adopt", () => import("./adopt.ts")],
  ["agent", "agent status", () => import("./agent-status.ts")],
  ["agent", "agent timeline", () => import("./agent-timeline.ts")],
  ["agent", "role list", () => import("./role-list.ts")],
  ["agent", "role show", () => import("./role-show.ts")],
  ["agent", "role set", () => import("./role-set.ts")],
  ["agent", "seance", () => import("./seance.ts")],
  ["agent", "usage", () => import("./usage.ts")],
  ["agent", "cv", () => import("./cv.ts")],
  ["agent", "memory", () => import("./memory.ts")],
  ["agent", "memory note", () => import("./memory-note.ts")],
  ["agent", "memory forget", () => import("./memory-forget.ts")],
  ["agent", "salvage list", () => import("./salvage-list.ts")],
  ["agent", "salvage show", () => import("./salvage-show.ts")],
  ["agent", "salvage restore", () => import("./salvage-restore.ts")],
  ["agent", "salvage verify", () => import("./salvage-verify.ts")],
  ["agent", "salvage drop", () => import("./salvage-drop.ts")],
  ["agent", "runtimes", () => import("./runtimes.ts")],
  ["agent", "runtimes check", () => import("./runtimes-check.ts")],
  ["hook", "prime", here(prime)],
  ["hook", "hook", here(hook)],
  ["hook", "verify", () => import("./verify.ts")],
  ["hook", "done", here(done)],
  ["hook", "handoff", () => import("./handoff.ts")],
  ["hook", "checkpoint", () => import("./checkpoint.ts")],
  ["hook", "worktree add", () => import("./worktree-add.ts")],
  ["hook", "worktree list", () => import("./worktree-list.ts")],
  ["hook", "worktree remove", () => import("./worktree-remove.ts")],
  ["hook", "report", here(report)],
  ["hook", "signal", here(signal)],
  ["queue", "mq list", () => import("./mq-list.ts")],
  ["queue", "mq show", () => import("./mq-show.ts")],
  ["queue", "mq log", () => import("./mq-log.ts")],
  ["queue", "mq gates", () => import("./mq-gates.ts")],
  ["queue", "mq retry", () => import("./mq-retry.ts")],
  ["queue", "mq hold", () => import("./mq-hold.ts")],
  ["queue", "mq release", () => import("./mq-release.ts")],
  ["queue", "mq reorder", () => import("./mq-reorder.ts")],
  ["queue", "mq conflict", () => import("./mq-conflict.ts")],
  ["queue", "mq resolve", () => import("./mq-resolve.ts")],
  ["queue", "mq assign", () => import("./mq-assign.ts")],
  ["queue", "mq discard", () => import("./mq-discard.ts")],
  ["queue", "mq pause", () => import("./mq-pause.ts")],
  ["queue", "mq resume", () => import("./mq-resume.ts")],
  ["queue", "revert", () => import("./revert.ts")],
  ["queue", "mq set", () => import("./mq-set.ts")],
  ["queue", "mq settings", () => import("./mq-settings.ts")],
  ["queue", "review list", () => import("./review-list.ts")],
  ["queue", "review show", () => import("./review-show.ts")],
  ["queue", "review comment", () => import("./review-comment.ts")],
  ["queue", "review approve", () => import("./review-approve.ts")],
  ["queue", "review send-back", () => import("./review-send-back.ts")],
  ["queue", "review tell", () => import("./review-tell.ts")],
  ["queue", "conflicts", () => import("./conflicts.ts")],
  ["queue", "integration create", () => import("./integration-create.ts")],
  ["queue", "integration list", () => import("./integration-list.ts")],
  ["queue", "integration show", () => import("./integration-show.ts")],
  ["queue", "integration land", () => import("./integration-land.ts")],
  ["queue", "integration update", () => import("./integration-update.ts")],
  ["queue", "integration drop", () => import("./integration-drop.ts")],
  ["message", "mail inbox", () => import("./mail-inbox.ts")],
  ["message", "mail read", () => import("./mail-read.ts")],
  ["message", "mail send", () => import("./mail-send.ts")],
  ["message", "nudge", () => import("./nudge.ts")],
  ["message", "nudge list", () => import("./nudge-list.ts")],
  ["message", "nudge show", () => import("./nudge-show.ts")],
  ["message", "watch", () => import("./watch.ts")],
  ["other", "sync", () => import("./sync.ts")],
  ["other", "doctor", () => import("./doctor.ts")],
  ["other", "repair", () => import("./repair.ts")],
  ["other", "ledger fsck", () => import("./ledger-fsck.ts")],
  ["other", "completion", () => import("./completion.ts")],
  ["other", "version", () => import("./version.ts")],
  ["other", "help", () => import("./help.ts")],
  ["hidden", "q", () => import("./add.ts")],
  ["hidden", "__complete", () => import("./complete.ts")],
];

/** Those that start a core, look for one in their own way, or need none. */
const TO_THEMSELVES = new Set(["init", "serve", "demo", "stop", "agent attach", "agent snoop", "signal"]);

/** Every command by its name, in the order of help. */
export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map(
  entries.map(([group, name, load]) => [
    name,
    {
      name,
      group,
      talks: group !== "other" && group !== "hidden" && !TO_THEMSELVES.has(name),
      load: async () => (await load()).command,
    },
  ]),
);
