import { randomBytes } from "node:crypto";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { LedgerEvent, LedgerName, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { MEMORY_LIMIT, type Memory, type MemoryEntry, type MemoryKind, memory } from "../../../shared/model/memory.ts";
import { base36 } from "../base/short-id.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type MemoryEvent =
  | LedgerEvent<"memoryNoted", { readonly entries: readonly Pick<MemoryEntry, "id" | "kind" | "text" | "item">[] }>
  | LedgerEvent<"memoryForgotten", { readonly entries: readonly string[] }>;

/**
 * What identities learned, keyed by their path, each in its project's ledger. Entries come and go one by one, so that of two
 * clones both stay; after a join there may be more than the limit, until the next note.
 */
export const memoryKind: RecordKind<Memory> = {
  kind: "memory",
  schema: memory.loose(),
  merge: { sets: { entries: ["id"] } },
  reduce(record, raw) {
    const event = raw as MemoryEvent;
    switch (event.type) {
      case "memoryNoted": {
        const { actor: by, at } = event;
        const noted = event.data.entries.map((entry) => ({ ...entry, by, at }));
        return { agent: event.subject as IdentityPath, entries: [...(record?.entries ?? []), ...noted] };
      }
      case "memoryForgotten": {
        const gone = new Set(event.data.entries);
        return record && { ...record, entries: record.entries.filter(({ id }) => !gone.has(id)) };
      }
      default:
        return record;
    }
  },
};

/** Ids sort as entries were noted, which is how sets of a ledger are kept; behind that is what tells two clones' apart. */
const COUNT_DIGITS = 5;
const CLONE_DIGITS = 3;

export interface NewNote {
  readonly kind: MemoryKind;
  readonly text: string;
}

export interface NoteCommand {
  readonly ledger: LedgerName;
  readonly agent: IdentityPath;
  readonly actor: IdentityPath;
  readonly item: string | undefined;
  readonly notes: readonly NewNote[];
}

export interface Noted {
  readonly events: readonly NewEvent[];
  /** The oldest of a kind, which made room. */
  readonly forgotten: readonly MemoryEntry[];
}

/** Adds entries. What is there word for word is not added again; of each kind so many are kept as the limit says. */
export function noteMemory(found: Memory | undefined, command: NoteCommand): Noted {
  const { ledger, agent, actor, item, notes } = command;
  const entries = found?.entries ?? [];
  const known = new Set(entries.map(wordsOf));
  let last = entries.reduce((most, { id }) => Math.max(most, Number(/^m-(\d{5})/.exec(id)?.[1] ?? 0)), 0);
  const added: Pick<MemoryEntry, "id" | "kind" | "text" | "item">[] = [];
  for (const note of notes) {
    if (known.has(wordsOf(note))) continue;
    known.add(wordsOf(note));
    last += 1;
    const id = `m-${String(last).padStart(COUNT_DIGITS, "0")}${base36(randomBytes(8), CLONE_DIGITS)}`;
    added.push({ id, ...note, ...(item === undefined ? {} : { item }) });
  }
  if (added.length === 0) return { events: [], forgotten: [] };
  const forgotten = crowdedOut(entries, added);
  const about = { ledger, kind: "memory", subject: agent, actor };
  const forgets = { ...about, type: "memoryForgotten", data: { entries: forgotten.map(({ id }) => id) } };
  return {
    events: [...(forgotten.length === 0 ? [] : [forgets]), { ...about, type: "memoryNoted", data: { entries: added } }],
    forgotten,
  };
}

export function forgetMemory(
  found: Memory | undefined,
  command: Pick<NoteCommand, "ledger" | "agent" | "actor"> & { readonly entries: readonly string[] },
): Result<Noted, Failure<"entry-not-found">> {
  const { ledger, agent, actor } = command;
  const wanted = new Set(command.entries);
  const forgotten = (found?.entries ?? []).filter(({ id }) => wanted.has(id));
  const unknown = command.entries.find((id) => !forgotten.some((entry) => entry.id === id));
  if (unknown !== undefined) {
    return fail("entry-not-found", `There is no ${JSON.stringify(unknown)} in the memory of ${agent}.`, {
      remedy: `See it with \`drover memory ${agent}\`.`,
    });
  }
  const data = { entries: forgotten.map(({ id }) => id) };
  return ok({ events: [{ ledger, kind: "memory", subject: agent, actor, type: "memoryForgotten", data }], forgotten });
}

function crowdedOut(entries: readonly MemoryEntry[], added: readonly NewNote[]): readonly MemoryEntry[] {
  const counts = new Map<MemoryKind, number>();
  for (const { kind } of [...entries, ...added]) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const forgotten: MemoryEntry[] = [];
  for (const entry of entries) {
    const count = counts.get(entry.kind) ?? 0;
    if (count <= MEMORY_LIMIT) continue;
    counts.set(entry.kind, count - 1);
    forgotten.push(entry);
  }
  return forgotten;
}

function wordsOf({ kind, text }: NewNote): string {
  return `${kind} ${text}`;
}
