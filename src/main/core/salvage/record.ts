import { z } from "zod";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { identityPath, commitId, timestamp } from "../../../shared/model/primitives.ts";
import { OPERATIONS, SALVAGE_REASONS, type Salvage, salvageHolds } from "../../../shared/model/salvage.ts";

/** Below it: `<agent>/<time>-<six digits>`. */
export const SALVAGE_REFS = "refs/drover/salvage/";

/** What a salvage's commit says of itself, behind words for people who look at it with git. */
export const salvageRecord = z.object({
  version: z.literal(1),
  agent: identityPath,
  at: timestamp,
  reason: z.enum(SALVAGE_REASONS),
  item: z.string().optional(),
  branch: z.string().optional(),
  note: z.string().optional(),
  head: commitId.optional(),
  /** See `SnapshotParts`: trees are of parents of the commit. */
  indexTree: commitId,
  stateTree: commitId.optional(),
  operation: z.enum(OPERATIONS).optional(),
  unmerged: z.array(z.string()),
  stashes: z.array(commitId),
  heads: z.array(commitId),
  undone: z.array(commitId),
  holds: salvageHolds,
});
export type SalvageRecord = z.infer<typeof salvageRecord>;

/** A salvage as it lies in a vault. */
export interface Found {
  readonly project: string;
  readonly ref: string;
  readonly commit: string;
  readonly record: SalvageRecord;
}

const MARK = "drover-salvage: ";

/** The message of a salvage's commit. */
export function messageOf(record: SalvageRecord): string {
  const note = record.note === undefined ? "" : `${record.note}\n\n`;
  return `Everything in the worktree of ${record.agent}\n\n${note}${MARK}${JSON.stringify(record)}\n`;
}

/** Undefined where the commit is not of this kind. */
export function recordIn(message: string): SalvageRecord | undefined {
  const line = message.split("\n").findLast((one) => one.startsWith(MARK));
  if (line === undefined) return undefined;
  try {
    return salvageRecord.safeParse(JSON.parse(line.slice(MARK.length))).data;
  } catch {
    return undefined;
  }
}

/** `20261121T021530Z`: sorts by time and is safe in a ref. */
export function stamp(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

export function idOf(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

export function agentOf(ref: string): IdentityPath {
  return identityPath.parse(ref.slice(SALVAGE_REFS.length, ref.lastIndexOf("/")));
}

export function viewOf({ project, ref, commit, record }: Found, keptAt: string | undefined): Salvage {
  const { agent, at, reason, item, branch, note, head, holds } = record;
  return {
    id: idOf(ref),
    project,
    agent,
    at,
    reason,
    ...(item === undefined ? {} : { item }),
    ...(branch === undefined ? {} : { branch }),
    ...(note === undefined ? {} : { note }),
    ref,
    commit,
    ...(head === undefined ? {} : { head }),
    holds,
    ...(keptAt === undefined ? {} : { keptAt }),
  };
}
