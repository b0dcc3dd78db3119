import { z } from "zod";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";

export const LEDGER_FORMAT = 2;

/** `meta.json` at the root of a ledger's tree; see docs/formats/ledger.md. */
export interface LedgerMeta {
  readonly format: number;
  readonly ledger: string;
  /** What of each workspace's events is here, by the stream that numbers them. */
  readonly streams: Readonly<Record<string, StreamMark>>;
  readonly kinds: Readonly<Record<string, { readonly records: number }>>;
  /** Of format 1: the stream that `first` and `last` in the lines of a kind are numbers of. */
  readonly numbering: Readonly<Record<string, string>>;
}

export interface StreamMark {
  /** Every event up to this number is in `events/`. */
  readonly seq: number;
  /** Every event up to this number is in the records of the kind. */
  readonly kinds: Readonly<Record<string, number>>;
}

const stream = z.string().regex(/^[0-9a-f]{8}$/);
const count = z.int().min(0);
const head = z.looseObject({ format: z.int().min(1), ledger: z.string() });

const formatOne = head.extend({
  streams: z.array(stream).min(1),
  seq: count,
  kinds: z.record(z.string(), z.looseObject({ stream: z.string(), seq: count, records: count })),
});

const current = head.extend({
  streams: z.record(stream, z.looseObject({ seq: count, kinds: z.record(z.string(), count) })),
  kinds: z.record(z.string(), z.looseObject({ records: count })),
});

/** Of a format that is yet to come, only `format` and `ledger` are read. */
export function decodeMeta(text: string, place: string): Result<LedgerMeta> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return fail("bad-meta", `${place} is not JSON: ${String(error)}`);
  }
  const known = head.safeParse(raw);
  if (!known.success) return fail("bad-meta", `${place}: ${z.prettifyError(known.error)}`);
  const { format, ledger } = known.data;
  if (format > LEDGER_FORMAT) return ok({ format, ledger, streams: {}, kinds: {}, numbering: {} });
  if (format === 1) {
    const parsed = formatOne.safeParse(raw);
    return parsed.success ? ok(ofFormat1(parsed.data)) : fail("bad-meta", `${place}: ${z.prettifyError(parsed.error)}`);
  }
  const parsed = current.safeParse(raw);
  if (!parsed.success) return fail("bad-meta", `${place}: ${z.prettifyError(parsed.error)}`);
  const { streams, kinds } = parsed.data;
  return ok({ format, ledger, streams, kinds, numbering: {} });
}

function ofFormat1(meta: z.infer<typeof formatOne>): LedgerMeta {
  const { format, ledger, seq } = meta;
  const newest = meta.streams.at(-1);
  const kinds = Object.entries(meta.kinds);
  return {
    format,
    ledger,
    streams: Object.fromEntries(
      meta.streams.map((name) => {
        const marks = kinds.flatMap(([kind, one]) => (one.stream === name ? [[kind, one.seq] as const] : []));
        return [name, { seq: name === newest ? seq : 0, kinds: Object.fromEntries(marks) }];
      }),
    ),
    kinds: Object.fromEntries(kinds.map(([kind, { records }]) => [kind, { records }])),
    numbering: Object.fromEntries(kinds.map(([kind, one]) => [kind, one.stream])),
  };
}

export function encodeMeta({ ledger, streams, kinds }: Omit<LedgerMeta, "format" | "numbering">): string {
  const sorted = <T>(map: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const marks = Object.entries(streams).map(
    ([name, mark]) => [name, { seq: mark.seq, kinds: sorted(mark.kinds) }] as const,
  );
  const meta = { format: LEDGER_FORMAT, ledger, streams: sorted(Object.fromEntries(marks)), kinds: sorted(kinds) };
  return `${JSON.stringify(meta, undefined, 2)}\n`;
}

/** What both together hold of each stream. Of `own`, only `ours` counts: nobody else writes it. */
export function joinStreams(
  ours: LedgerMeta["streams"],
  theirs: LedgerMeta["streams"],
  own: string,
): LedgerMeta["streams"] {
  const joined = new Map(Object.entries(ours));
  for (const [name, mark] of Object.entries(theirs)) {
    const known = joined.get(name);
    if (known === undefined) joined.set(name, mark);
    else if (name !== own) {
      const kinds = new Map(Object.entries(known.kinds));
      for (const [kind, seq] of Object.entries(mark.kinds)) kinds.set(kind, Math.max(seq, kinds.get(kind) ?? 0));
      joined.set(name, { seq: Math.max(known.seq, mark.seq), kinds: Object.fromEntries(kinds) });
    }
  }
  return Object.fromEntries(joined);
}
