import type { VerbName } from "./contract.ts";

const NAMES: readonly VerbName[] = [
  "agent.cv",
  "agent.list",
  "agent.show",
  "item.comment.list",
  "convoy.list",
  "convoy.show",
  "event.list",
  "hook.prime",
  "hook.show",
  "item.blocked",
  "item.count",
  "item.list",
  "item.ready",
  "item.search",
  "item.show",
  "mail.inbox",
  "mq.conflict",
  "mq.gates",
  "mq.list",
  "mq.log",
  "mq.show",
  "project.list",
  "review.comment.list",
  "review.content",
  "review.diff",
  "review.files",
  "review.list",
  "usage.list",
  "workspace.overview",
];

/** Verbs that change nothing and tell nobody: what somebody may call who may only read. */
export const READING_VERBS: ReadonlySet<string> = new Set(NAMES);
