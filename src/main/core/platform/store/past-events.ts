import { setImmediate as nextTurn } from "node:timers/promises";
import type { LedgerEvent } from "../../../../shared/model/event.ts";
import { decodeEvent } from "./event-codec.ts";
import type { Repository, TreeFile } from "./git-access.ts";
import { linesOf } from "./journal-files.ts";
import type { PastSource } from "./past-source.ts";

/** A file of events, and what in it could not be read, in words. */
export interface ReadSegment {
  readonly file: TreeFile;
  readonly events: readonly LedgerEvent[];
  readonly unreadable: readonly string[];
}

/** Events that git holds at a commit, by file: those of one numbering follow one another in the order of their paths. */
export async function segmentsAt(repository: Repository, commit: string): Promise<readonly TreeFile[]> {
  const files = await repository.files(commit, "events");
  if (!files.ok) throw new Error(files.error.message);
  return files.value.filter((file) => file.type === "blob").toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Reads files one after the other, letting others have their turn in between. */
export async function* readSegments(
  source: Pick<PastSource, "ledger" | "repository">,
  files: readonly TreeFile[],
): AsyncGenerator<ReadSegment> {
  for await (const { file, content } of source.repository.blobs(files)) {
    const place = `${source.ledger} ledger, ${file.path}`;
    yield content === undefined
      ? { file, events: [], unreadable: [`${place}: object ${file.oid} is missing`] }
      : { file, ...decodeSegment(content, place) };
    await nextTurn();
  }
}

function decodeSegment(content: Buffer, place: string): Pick<ReadSegment, "events" | "unreadable"> {
  const events: LedgerEvent[] = [];
  const unreadable: string[] = [];
  let number = 0;
  for (const line of linesOf(content)) {
    number += 1;
    const decoded = decodeEvent(line.toString("utf8"));
    if (decoded.ok) events.push(decoded.value);
    else unreadable.push(`${place}, line ${number}: ${decoded.reason}`);
  }
  return { events, unreadable };
}

/** The published events that these files, which are those of `source.tip`, do not hold yet. */
export async function unwrittenEvents(source: PastSource, files: readonly TreeFile[]): Promise<readonly LedgerEvent[]> {
  if (source.recent.length === 0) return [];
  const newest = files.filter((file) => file.path.startsWith(`events/${source.stream}/`)).at(-1);
  if (newest === undefined) return source.recent;
  let written = 0;
  for await (const { events } of readSegments(source, [newest])) written = events.at(-1)?.seq ?? written;
  return source.recent.filter((event) => event.seq > written);
}
