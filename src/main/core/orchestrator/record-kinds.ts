import { agentKind } from "../agent/index.ts";
import { attentionKind } from "../attention/index.ts";
import { conflictFlagKind } from "../conflict/index.ts";
import { convoyKind } from "../convoy/index.ts";
import { assignmentKind } from "../dispatch/index.ts";
import { filterKind } from "../filter/index.ts";
import { agentGroupKind } from "../agent-group/index.ts";
import { freezeKind } from "../freeze/index.ts";
import { hookKind } from "../hook/index.ts";
import { layoutKind } from "../layout/index.ts";
import { commentKind, itemKind, wordKind } from "../ledger/index.ts";
import { mailKind } from "../mail/index.ts";
import { memoryKind } from "../memory/index.ts";
import { batchKind, integrationKind, queueKind, submissionKind } from "../merge-queue/index.ts";
import type { RecordKind } from "../platform/store/record-store.ts";
import { projectKind } from "../project/index.ts";
import { reviewKind } from "../review/index.ts";
import { postKind } from "../role/index.ts";
import { sessionKind } from "../session/index.ts";
import { syncKind } from "../sync/index.ts";

/** Every kind of record there is, for what reads ledgers without opening them. */
export const RECORD_KINDS: readonly RecordKind<unknown>[] = [
  agentKind,
  assignmentKind,
  attentionKind,
  batchKind,
  commentKind,
  agentGroupKind,
  conflictFlagKind,
  convoyKind,
  filterKind,
  freezeKind,
  hookKind,
  integrationKind,
  itemKind,
  layoutKind,
  mailKind,
  memoryKind,
  postKind,
  projectKind,
  queueKind,
  reviewKind,
  sessionKind,
  submissionKind,
  syncKind,
  wordKind,
];
