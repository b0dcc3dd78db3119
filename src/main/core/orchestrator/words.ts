import type { LedgerEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { describeAgentEvent } from "../agent/index.ts";
import { describeAttentionEvent } from "../attention/index.ts";
import { describeConflictFlagEvent } from "../conflict/index.ts";
import { describeConvoyEvent } from "../convoy/index.ts";
import { describeAssignmentEvent } from "../dispatch/index.ts";
import type { FeedDeps } from "../feed/index.ts";
import { describeFilterEvent } from "../filter/index.ts";
import { describeGroupEvent } from "../agent-group/index.ts";
import { describeFreezeEvent } from "../freeze/index.ts";
import { describeHookEvent } from "../hook/index.ts";
import { describeLayoutEvent } from "../layout/index.ts";
import { type Ledger, describeCommentEvent, describeItemEvent, describeWordEvent } from "../ledger/index.ts";
import { describeMailEvent } from "../mail/index.ts";
import { describeMemoryEvent } from "../memory/index.ts";
import {
  describeBatchEvent,
  describeIntegrationEvent,
  describeQueueEvent,
  describeSubmissionEvent,
} from "../merge-queue/index.ts";
import { describeProjectEvent } from "../project/index.ts";
import { describeReviewEvent } from "../review/index.ts";
import { describePostEvent } from "../role/index.ts";
import { describeSessionEvent } from "../session/index.ts";
import { describeSyncEvent } from "../sync/index.ts";

/** Each kind of record's events in words. */
export const eventsInWords: FeedDeps["describe"] = {
  agent: describeAgentEvent,
  assignment: describeAssignmentEvent,
  attention: describeAttentionEvent,
  batch: describeBatchEvent,
  comment: describeCommentEvent,
  "conflict-flag": describeConflictFlagEvent,
  convoy: describeConvoyEvent,
  filter: describeFilterEvent,
  layout: describeLayoutEvent,
  "agent-group": describeGroupEvent,
  freeze: describeFreezeEvent,
  hook: describeHookEvent,
  integration: describeIntegrationEvent,
  item: describeItemEvent,
  mail: describeMailEvent,
  memory: describeMemoryEvent,
  "merge-queue": describeQueueEvent,
  post: describePostEvent,
  project: describeProjectEvent,
  review: describeReviewEvent,
  session: describeSessionEvent,
  submission: describeSubmissionEvent,
  sync: describeSyncEvent,
  word: describeWordEvent,
};

/** What coordinates a project's work is in the workspace's ledger, and yet about the project. */
export function projectOfEvent(
  { kind, subject, actor }: LedgerEvent,
  {
    ledger,
    submission,
  }: { readonly ledger: Pick<Ledger, "projectOf">; readonly submission: (id: string) => Submission | undefined },
): string | undefined {
  switch (kind) {
    case "hook":
      return projectOf(subject as IdentityPath);
    case "assignment":
      return ledger.projectOf(subject);
    case "review":
      return subject.slice(0, subject.indexOf(":"));
    case "submission":
      return submission(subject)?.project;
    case "batch":
    case "conflict-flag":
      return projectOf(actor);
    case "integration":
      return ledger.projectOf(subject);
    case "merge-queue":
    case "sync":
      return subject;
    default:
      return undefined;
  }
}
