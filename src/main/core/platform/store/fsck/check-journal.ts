import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { decodeJournalLine } from "../event-codec.ts";
import { SEGMENT_NAME, linesOf } from "../journal-files.ts";
import type { CheckedLedger } from "./fsck-ledger.ts";
import type { Report } from "./report.ts";

/** What the journal holds. */
export interface CheckedJournal {
  /** Undefined where there is no journal yet. */
  readonly stream: string | undefined;
  /** Numbers of its good events. */
  readonly numbers: ReadonlySet<number>;
  /** The newest number given away, also to a line that is damaged. */
  readonly lastSeq: number;
}

/** Reads the journal's folder without changing anything; a core may be writing to it meanwhile. */
export async function checkJournal(dir: string, report: Report): Promise<CheckedJournal> {
  const names = await readdir(dir).catch(() => []);
  const files = names
    .map((name) => SEGMENT_NAME.exec(name))
    .filter((match) => match !== null)
    .map((match) => ({ name: match[0], stream: match[1] ?? "", first: Number(match[2]) }))
    .toSorted((a, b) => a.first - b.first);
  const streams = new Set(files.map(({ stream }) => stream));
  if (streams.size > 1) {
    report.add("L29", dir, `Files of ${streams.size} journals lie there: ${[...streams].join(", ")}.`);
  }
  const numbers = new Set<number>();
  let lastSeq = 0;
  for (const [n, { name, first }] of files.entries()) {
    if (n > 0 && first !== lastSeq + 1) {
      report.add("L29", name, `The file begins with ${first}; the one before ends with ${lastSeq}.`);
    }
    lastSeq = Math.max(lastSeq, first - 1);
    // A core that runs may have discarded it since.
    const bytes = await readFile(path.join(dir, name)).catch(() => Buffer.alloc(0));
    const isTorn = bytes.length > 0 && bytes.at(-1) !== 0x0a;
    const end = bytes.lastIndexOf(0x0a) + 1;
    let number = 0;
    for (const line of linesOf(bytes.subarray(0, end))) {
      number += 1;
      const place = `${name}:${number}`;
      const decoded = decodeJournalLine(line);
      if (!decoded.ok) {
        report.add("L28", place, `The line is damaged: ${decoded.reason}.`);
        lastSeq += 1;
      } else if (decoded.value.seq <= lastSeq) {
        report.add("L29", place, `Event ${decoded.value.seq} comes after ${lastSeq}.`);
      } else {
        lastSeq = decoded.value.seq;
        numbers.add(lastSeq);
      }
    }
    if (isTorn) {
      const isNewest = n === files.length - 1;
      const remedy = "Nothing has to be done: nobody was told that it is durable; the next start cuts it off.";
      report.add("L28", name, `The file ends in the middle of a line.`, isNewest ? { severity: "info", remedy } : {});
    }
    await nextTurn();
  }
  return { stream: files[0]?.stream, numbers, lastSeq };
}

/** Whether journal and ledgers together are one stream without a hole. Numbers are known in a full check alone. */
export function checkContinuity(journal: CheckedJournal, ledgers: readonly CheckedLedger[], report: Report): void {
  const { stream, lastSeq } = journal;
  if (stream === undefined) return;
  for (const { ledger, meta } of ledgers) {
    const written = meta?.streams[stream]?.seq ?? 0;
    if (written <= lastSeq) continue;
    report.add(
      "L30",
      "journal",
      `The ledger ${ledger} has event ${written}; the journal gave numbers up to ${lastSeq}.`,
    );
  }
  const known = ledgers.map(({ numbers }) => numbers.get(stream)).filter((one) => one !== undefined);
  if (known.length === 0) return;
  const holes: number[] = [];
  for (let seq = 1; seq <= lastSeq; seq += 1) {
    if (!journal.numbers.has(seq) && !known.some((numbers) => numbers.has(seq))) holes.push(seq);
  }
  if (holes.length === 0) return;
  const shown = holes.slice(0, 20).join(", ");
  report.add("L31", "journal", `${holes.length} numbers are no events: ${shown}${holes.length > 20 ? ", …" : ""}.`);
}
