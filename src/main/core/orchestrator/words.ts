import { describeAgentEvent } from "../agent/index.ts";
import { describeConvoyEvent } from "../convoy/index.ts";
import { describeAssignmentEvent } from "../dispatch/index.ts";
import type { FeedDeps } from "../feed/index.ts";
import { describeFilterEvent } from "../filter/index.ts";
import { describeHookEvent } from "../hook/index.ts";
import { describeCommentEvent, describeItemEvent, describeWordEvent } from "../ledger/index.ts";
import { describeMailEvent } from "../mail/index.ts";
import { describeQueueEvent, describeSubmissionEvent } from "../merge-queue/index.ts";
import { describeProjectEvent } from "../project/index.ts";
import { describeSessionEvent } from "../session/index.ts";
import { describeSyncEvent } from "../sync/index.ts";

/** Each kind of record's events in words. */
export const eventsInWords: FeedDeps["describe"] = {
  agent: describeAgentEvent,
  assignment: describeAssignmentEvent,
  comment: describeCommentEvent,
  convoy: describeConvoyEvent,
  filter: describeFilterEvent,
  hook: describeHookEvent,
  item: describeItemEvent,
  mail: describeMailEvent,
  "merge-queue": describeQueueEvent,
  project: describeProjectEvent,
  session: describeSessionEvent,
  submission: describeSubmissionEvent,
  sync: describeSyncEvent,
  word: describeWordEvent,
};
