import { setImmediate as nextTurn } from "node:timers/promises";
import type { LedgerEvent } from "../../../../../shared/model/event.ts";
import { decodeEvent } from "../event-codec.ts";
import type { SegmentFile } from "../fsck/check-files.ts";
import { readObjects } from "../fsck/read-objects.ts";
import { createReport } from "../fsck/report.ts";
import type { Repository } from "../git-access.ts";
import { linesOf } from "../journal-files.ts";
import type { LedgerMeta } from "../ledger-meta.ts";
import type { RecordKind } from "../record-store.ts";
import { createTable } from "../record-table.ts";
import type { ShardLine } from "../shard-line.ts";

export interface RebuildDeps {
  readonly repository: Repository;
  readonly meta: Pick<LedgerMeta, "ledger" | "streams">;
  readonly kinds: ReadonlyMap<string, RecordKind<unknown>>;
  /** Whether the record is there already. */
  readonly isThere: (kind: string, id: string) => boolean;
}

export interface Rebuilt {
  readonly lines: readonly { readonly kind: string; readonly line: ShardLine }[];
  /** Records whose events do not tell enough, in words. */
  readonly left: readonly string[];
}

/** Newest numbers of the events that the files hold, by stream. */
export type NewestSeqs = ReadonlyMap<string, number>;

/** Makes the records that are not there from their events, where these are all of one stream. */
export async function rebuildRecords(
  deps: RebuildDeps,
  segments: readonly SegmentFile[],
): Promise<Rebuilt & { readonly newest: NewestSeqs }> {
  const newest = new Map<string, number>();
  const missing = new Map<string, { stream: string | undefined; readonly events: LedgerEvent[] }>();
  const streamOf = new Map(segments.map(({ file, stream }) => [file, stream]));
  for await (const { file, content } of readObjects(deps.repository, [...streamOf.keys()], createReport(""))) {
    const stream = streamOf.get(file) ?? "";
    for (const bytes of linesOf(content)) {
      const decoded = decodeEvent(bytes.toString("utf8"));
      if (!decoded.ok) continue;
      const event = decoded.value;
      newest.set(stream, Math.max(event.seq, newest.get(stream) ?? 0));
      if (!isWanted(event, stream, deps)) continue;
      const key = `${event.kind}\0${event.subject}`;
      const known = missing.get(key) ?? { stream, events: [] };
      missing.set(key, known);
      if (known.stream !== stream) known.stream = undefined;
      known.events.push(event);
    }
    await nextTurn();
  }
  const lines: { kind: string; line: ShardLine }[] = [];
  const left: string[] = [];
  for (const { stream, events } of missing.values()) {
    const [first] = events;
    const kind = deps.kinds.get(first?.kind ?? "");
    if (first === undefined || kind === undefined) continue;
    const name = `${kind.kind} ${first.subject}`;
    const made = stream === undefined ? "its events are of several streams" : rebuild(kind, stream, events);
    if (typeof made === "string") left.push(`The ${name} cannot be made from its events: ${made}.`);
    else if (made !== undefined) lines.push({ kind: kind.kind, line: made });
  }
  return { lines, left, newest };
}

function isWanted(event: LedgerEvent, stream: string, { kinds, meta, isThere }: RebuildDeps): boolean {
  const kind = kinds.get(event.kind);
  if (kind === undefined || isThere(event.kind, event.subject)) return false;
  // A local kind's records may have moved to the workspace's ledger without their events.
  if (kind.isLocal === true && meta.ledger !== "workspace") return false;
  const mark = meta.streams[stream];
  // What is not in the records yet, the journal brings at the next start.
  return mark === undefined || event.seq <= (mark.kinds[event.kind] ?? mark.seq);
}

/** Undefined when the events left nothing; in words why they do not tell. */
function rebuild(
  kind: RecordKind<unknown>,
  stream: string,
  events: readonly LedgerEvent[],
): ShardLine | string | undefined {
  const { stored } = createTable(asObjects(kind), stream);
  try {
    for (const event of events) stored.apply(event);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return stored.lineOf(events[0]?.subject ?? "");
}

/** Records are objects; tables say so, lists of kinds do not. */
function asObjects(kind: RecordKind<unknown>): RecordKind<object> {
  return kind as RecordKind<object>;
}
