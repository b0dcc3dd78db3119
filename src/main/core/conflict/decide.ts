import {
  type ConflictFlag,
  type ConflictSide,
  type FlagEnd,
  type FlagFile,
  conflictFlag,
} from "../../../shared/model/conflict-flag.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { mergeCoordinatorPath } from "../../../shared/model/identity.ts";
import { base36 } from "../base/short-id.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

export type FlagSides = ConflictFlag["sides"];

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type ConflictFlagEvent =
  | LedgerEvent<
      "conflictFlagRaised" | "conflictFlagChanged",
      Pick<ConflictFlag, "project" | "sides" | "files" | "fileCount">
    >
  | LedgerEvent<"conflictFlagCleared", { readonly why: FlagEnd }>;

/** Of this workspace's branches, in its own ledger: one record a pair, changed when its files are and not with each commit. */
export const conflictFlagKind: RecordKind<ConflictFlag> = {
  kind: "conflict-flag",
  isLocal: true,
  schema: conflictFlag.loose(),
  reduce(record, raw) {
    const event = raw as ConflictFlagEvent;
    const { at } = event;
    switch (event.type) {
      case "conflictFlagRaised":
      case "conflictFlagChanged": {
        const told = [...new Set([...(record?.told ?? []), ...event.data.files.map(({ path }) => path)])];
        const raisedAt = event.type === "conflictFlagRaised" ? at : (record?.raisedAt ?? at);
        return { ...event.data, id: event.subject, told: told.slice(-MAX_TOLD), raisedAt, updatedAt: at };
      }
      case "conflictFlagCleared":
        return record && { ...record, updatedAt: at, cleared: { at, why: event.data.why } };
      default:
        return record;
    }
  },
};

/** Files named in a flag; of more, one settles nothing by naming them. */
const MAX_FILES = 100;
const MAX_TOLD = 500;

/** A collision that there is now. */
export interface Found {
  readonly sides: FlagSides;
  readonly files: readonly FlagFile[];
}

export interface Decided {
  readonly events: readonly NewEvent[];
  /** Ids of those flags that their agents have to be told of: raised, or about other files than before. */
  readonly news: readonly string[];
}

/**
 * What becomes of a project's flags, seeing all collisions that there are. Agents are told of each file of a pair once: a branch
 * that collides, merges and collides again in the same place says nothing new.
 */
export function decideFlags(
  project: string,
  flags: readonly ConflictFlag[],
  now: { readonly found: readonly Found[]; whyCleared(flag: ConflictFlag): FlagEnd },
): Decided {
  const known = new Map(flags.map((flag) => [flag.id, flag]));
  const actor = mergeCoordinatorPath(project);
  const about = (subject: string) => ({ ledger: "workspace", kind: "conflict-flag", subject, actor }) as const;
  const events: NewEvent[] = [];
  const news: string[] = [];
  const standing = new Set<string>();
  for (const { sides, files } of now.found) {
    const id = flagId(project, sides);
    standing.add(id);
    const before = known.get(id);
    const data = { project, sides, files: files.slice(0, MAX_FILES), fileCount: files.length };
    const isUp = before !== undefined && before.cleared === undefined;
    if (isUp && isSameFiles(before.files, data.files)) continue;
    events.push({ ...about(id), type: isUp ? "conflictFlagChanged" : "conflictFlagRaised", data });
    const told = new Set(before?.told);
    if (data.files.some(({ path }) => !told.has(path))) news.push(id);
  }
  for (const flag of flags) {
    if (flag.cleared !== undefined || standing.has(flag.id)) continue;
    events.push({ ...about(flag.id), type: "conflictFlagCleared", data: { why: now.whyCleared(flag) } });
  }
  return { events, news };
}

/** The same for the same pair, in whichever order. */
export function flagId(project: string, sides: FlagSides): string {
  const keys = sides.map((side) => sideKey(side)).toSorted();
  return `flag-${base36(JSON.stringify([project, ...keys]), 8)}`;
}

/** Which branch a side is, whatever its tip. */
export function sideKey(side: ConflictSide): string {
  return side.kind === "work" ? workKey(side) : `onto ${side.branch}`;
}

export function workKey({ agent, item }: { readonly agent: string; readonly item: string }): string {
  return `${agent} ${item}`;
}

function isSameFiles(one: readonly FlagFile[], other: readonly FlagFile[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ path, kind }, index) => other[index]?.path === path && other[index].kind === kind)
  );
}
