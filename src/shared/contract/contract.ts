import type { z } from "zod";
import type { Failure } from "../model/result.ts";
import { adoptVerbs } from "./adopt.ts";
import { agentVerbs } from "./agent.ts";
import { attentionVerbs } from "./attention.ts";
import { capabilityVerbs } from "./capability.ts";
import { commentVerbs } from "./comment.ts";
import { compactionVerbs } from "./compaction.ts";
import { conflictVerbs } from "./conflict.ts";
import { convoyVerbs } from "./convoy.ts";
import { exchangeVerbs } from "./exchange.ts";
import { fileVerbs } from "./file.ts";
import { filterVerbs } from "./filter.ts";
import { agentGroupVerbs } from "./agent-group.ts";
import { layoutVerbs } from "./layout.ts";
import { freezeVerbs } from "./freeze.ts";
import { gateOutputVerbs } from "./gate-output.ts";
import { historyVerbs } from "./history.ts";
import { hookWorktreeVerbs } from "./hook-worktree.ts";
import { countVerbs } from "./item-count.ts";
import { integrationVerbs } from "./integration.ts";
import { itemLinkVerbs } from "./item-links.ts";
import { itemVerbs } from "./item.ts";
import { healthVerbs } from "./health.ts";
import { mailVerbs } from "./mail.ts";
import { maintenanceVerbs } from "./maintenance.ts";
import { memoryVerbs } from "./memory.ts";
import { mergeQueueVerbs } from "./merge-queue.ts";
import { nudgeVerbs } from "./nudge.ts";
import { projectVerbs } from "./project.ts";
import { revertVerbs } from "./revert.ts";
import { reviewVerbs } from "./review.ts";
import { roleVerbs } from "./role.ts";
import { rollbackVerbs } from "./rollback.ts";
import { runtimeVerbs } from "./runtime.ts";
import { sessionControlVerbs } from "./session-control.ts";
import { seanceVerbs } from "./seance.ts";
import { sessionVerbs } from "./session.ts";
import { settingsVerbs } from "./settings.ts";
import { salvageVerbs } from "./salvage.ts";
import { submissionConflictVerbs } from "./submission-conflict.ts";
import { syncVerbs } from "./sync.ts";
import { terminalVerbs } from "./terminal.ts";
import { terminalSearchVerbs } from "./terminal-search.ts";
import { usageVerbs } from "./usage.ts";
import { verifyVerbs } from "./verify.ts";
import { vocabularyVerbs } from "./vocabulary.ts";
import { wallVerbs } from "./wall.ts";
import type { CommonError, RequestVerb, StreamVerb } from "./verb.ts";
import { windowVerbs } from "./window.ts";
import { workVerbs } from "./work.ts";
import { workspaceVerbs } from "./workspace.ts";

/** Every verb of Drover. A new one is declared in its domain's file, handled in its domain's controller, and is then on every face. */
export const verbs = [
  ...workspaceVerbs,
  ...freezeVerbs,
  ...windowVerbs,
  ...projectVerbs,
  ...itemVerbs,
  ...itemLinkVerbs,
  ...countVerbs,
  ...commentVerbs,
  ...vocabularyVerbs,
  ...workVerbs,
  ...historyVerbs,
  ...rollbackVerbs,
  ...compactionVerbs,
  ...fileVerbs,
  ...filterVerbs,
  ...layoutVerbs,
  ...agentGroupVerbs,
  ...exchangeVerbs,
  ...convoyVerbs,
  ...agentVerbs,
  ...hookWorktreeVerbs,
  ...verifyVerbs,
  ...adoptVerbs,
  ...nudgeVerbs,
  ...sessionVerbs,
  ...settingsVerbs,
  ...sessionControlVerbs,
  ...roleVerbs,
  ...salvageVerbs,
  ...memoryVerbs,
  ...mergeQueueVerbs,
  ...revertVerbs,
  ...gateOutputVerbs,
  ...reviewVerbs,
  ...conflictVerbs,
  ...integrationVerbs,
  ...healthVerbs,
  ...mailVerbs,
  ...attentionVerbs,
  ...maintenanceVerbs,
  ...runtimeVerbs,
  ...submissionConflictVerbs,
  ...syncVerbs,
  ...terminalVerbs,
  ...wallVerbs,
  ...terminalSearchVerbs,
  ...usageVerbs,
  ...seanceVerbs,
  ...capabilityVerbs,
] as const;

export type AnyVerb = (typeof verbs)[number];
export type VerbName = AnyVerb["name"];
type VerbNamed<N extends VerbName> = Extract<AnyVerb, { readonly name: N }>;

export type RequestName = Extract<AnyVerb, { readonly kind: "request" }>["name"];
export type StreamName = Extract<AnyVerb, { readonly kind: "stream" }>["name"];

/** What a caller passes. */
export type InputOf<N extends VerbName> = z.input<VerbNamed<N>["input"]>;
/** What a handler gets. */
export type ParsedInputOf<N extends VerbName> = z.output<VerbNamed<N>["input"]>;
export type OutputOf<N extends RequestName> =
  VerbNamed<N> extends RequestVerb<string, z.ZodType, infer Output> ? z.output<Output> : never;
export type EventOf<N extends StreamName> =
  VerbNamed<N> extends StreamVerb<string, z.ZodType, infer Event> ? z.output<Event> : never;
export type ErrorOf<N extends VerbName> = VerbNamed<N>["errors"][number] | CommonError;
export type FailureOf<N extends VerbName> = Failure<ErrorOf<N>>;

/** By name, for dispatch. */
export const verbByName: ReadonlyMap<string, AnyVerb> = new Map(verbs.map((verb) => [verb.name, verb]));
