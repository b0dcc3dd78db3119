import type { LedgerEvent } from "../../../../../shared/model/event.ts";
import { decodeEvent } from "../event-codec.ts";
import type { LedgerMeta } from "../ledger-meta.ts";
import type { SegmentFile } from "./check-files.ts";
import { checkLines } from "./check-lines.ts";
import type { Report } from "./report.ts";

const FUTURE_MS = 24 * 60 * 60 * 1000;

export interface SegmentsDeps {
  readonly report: Report;
  readonly meta: LedgerMeta;
  readonly now: number;
  /** Kinds that live in the workspace's ledger whatever ledger their events name. */
  readonly localKinds: ReadonlySet<string>;
  /** Each good event, in the order of its stream. */
  readonly event?: (stream: string, event: LedgerEvent) => void;
}

export interface SegmentsCheck {
  /** Files of one stream come in their order. */
  check(file: SegmentFile, content: Buffer): void;
  finish(): { readonly events: number };
}

export function checkSegments({ report, meta, now, localKinds, event: heard }: SegmentsDeps): SegmentsCheck {
  const newest = new Map<string, number>();
  let events = 0;

  function check({ file, stream, first }: SegmentFile, content: Buffer): void {
    if (meta.streams[stream] === undefined) {
      report.add("L21", file.path, `meta.json does not name the stream ${stream}.`);
    }
    let isFirst = true;
    for (const { text, place } of checkLines(file.path, content, report)) {
      const decoded = decodeEvent(text);
      if (!decoded.ok) {
        report.add("L20", place, `The line is ${decoded.reason}.`);
        continue;
      }
      const event = decoded.value;
      events += 1;
      const before = newest.get(stream) ?? 0;
      if (isFirst && event.seq !== first) {
        report.add("L21", place, `The file is named by ${first} and begins with event ${event.seq}.`);
      }
      isFirst = false;
      if (event.seq <= before) {
        // A workspace that was copied numbers anew what its original numbers too.
        const severity = event.seq === before ? "warning" : "error";
        report.add("L21", place, `Event ${event.seq} comes after ${before}.`, { severity });
        continue;
      }
      if (event.ledger !== meta.ledger && !localKinds.has(event.kind)) {
        report.add("L21", place, `Event ${event.seq} is of the ledger ${event.ledger}.`, { severity: "warning" });
      }
      if (event.at > now + FUTURE_MS) {
        report.add("L18", place, `Event ${event.seq} is of ${new Date(event.at).toISOString()}, which is yet to come.`);
      }
      newest.set(stream, event.seq);
      heard?.(stream, event);
    }
  }

  return {
    check,
    finish() {
      for (const [stream, { seq }] of Object.entries(meta.streams)) {
        const last = newest.get(stream) ?? 0;
        // Of streams before the newest, format 1 did not say.
        if (seq === 0 || last <= seq) continue;
        report.add("L22", "meta.json", `meta.json has events of ${stream} up to ${seq}; there are some up to ${last}.`);
      }
      return { events };
    },
  };
}
