import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { createPause } from "../../base/slices.ts";
import { decodeEvent } from "./event-codec.ts";
import { linesOf } from "./journal-files.ts";
import { segmentsAt, unwrittenEvents } from "./past-events.ts";
import type { PastSource } from "./past-source.ts";

/** When records of some kinds changed, of one ledger: milliseconds since 1970, in no order. */
export interface ChangeTimes {
  readonly ledger: LedgerName;
  readonly times: readonly Float64Array[];
  readonly unreadable: readonly string[];
}

const HEAD = /^\{"seq":\d+,"at":(\d+),"ledger":"[^"\\]*","kind":"([^"\\]*)"/;
/** Names of ledgers and kinds have at most 40 characters. */
const HEAD_BYTES = 180;

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

  /** Looks at the beginning of each line alone, where an event as we write it has its time and kind. */
  function scan(
    content: Buffer,
    place: string,
  ): { readonly times: Float64Array; readonly unreadable: readonly string[] } {
    const times: number[] = [];
    const unreadable: string[] = [];
    let number = 0;
    for (const line of linesOf(content)) {
      number += 1;
      const [, at, kind] = HEAD.exec(line.toString("latin1", 0, HEAD_BYTES)) ?? [];
      if (at !== undefined && kind !== undefined) {
        if (counts.has(kind)) times.push(Number(at));
        continue;
      }
      const decoded = decodeEvent(line.toString("utf8"));
      if (!decoded.ok) unreadable.push(`${place}, line ${number}: ${decoded.reason}`);
      else if (counts.has(decoded.value.kind)) times.push(decoded.value.at);
    }
    return { times: Float64Array.from(times), unreadable };
  }

  async function readOne(source: PastSource): Promise<ChangeTimes & { readonly oids: readonly string[] }> {
    const pause = createPause();
    const files = source.tip === undefined ? [] : await segmentsAt(source.repository, source.tip);
    const unread = files.filter((file) => !known.has(file.oid));
    for await (const { file, content } of source.repository.blobs(unread)) {
      const place = `${source.ledger} ledger, ${file.path}`;
      known.set(
        file.oid,
        content === undefined
          ? { times: new Float64Array(), unreadable: [`${place}: object ${file.oid} is missing`] }
          : scan(content, place),
      );
      const due = pause();
      if (due !== undefined) await due;
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
