import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { readSegments, segmentsAt, unwrittenEvents } from "./past-events.ts";
import type { PastSource } from "./past-source.ts";

/** When records of some kinds changed, of one ledger: milliseconds since 1970, in no order. */
export interface ChangeTimes {
  readonly ledger: LedgerName;
  readonly times: readonly Float64Array[];
  readonly unreadable: readonly string[];
}

/**
 * Reads when things changed from the events that git and the journal hold. A file of events is read once: as git names it by
 * its content, what was read of it stays true.
 */
export interface ChangeTimesReader {
  read(sources: readonly PastSource[]): Promise<readonly ChangeTimes[]>;
}

export function createChangeTimesReader(kinds: readonly string[]): ChangeTimesReader {
  const counts = new Set(kinds);
  let known = new Map<string, { readonly times: Float64Array; readonly unreadable: readonly string[] }>();
  const timesOf = (events: readonly LedgerEvent[]) =>
    Float64Array.from(events.filter((event) => counts.has(event.kind)).map((event) => event.at));

  async function readOne(source: PastSource): Promise<ChangeTimes & { readonly oids: readonly string[] }> {
    const files = source.tip === undefined ? [] : await segmentsAt(source.repository, source.tip);
    const unread = files.filter((file) => !known.has(file.oid));
    for await (const { file, events, unreadable } of readSegments(source, unread)) {
      known.set(file.oid, { times: timesOf(events), unreadable });
    }
    const read = files.map((file) => known.get(file.oid)).filter((one) => one !== undefined);
    return {
      ledger: source.ledger,
      times: [...read.map(({ times }) => times), timesOf(await unwrittenEvents(source, files))],
      unreadable: read.flatMap(({ unreadable }) => unreadable),
      oids: files.map((file) => file.oid),
    };
  }

  return {
    async read(sources) {
      const found = [];
      for (const source of sources) found.push(await readOne(source));
      // Only what the newest commits hold is kept: a file that was added to has a new name.
      const held = new Set(found.flatMap(({ oids }) => oids));
      known = new Map([...known].filter(([oid]) => held.has(oid)));
      return found;
    },
  };
}
