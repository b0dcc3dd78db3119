import { z } from "zod";
import { type RecordingLine, recordingLine } from "./recording.ts";

/** Output that is like the one `as` outputs before: its first and last characters, and `out` between. */
const likeness = z.strictObject({
  t: z.int().min(0),
  as: z.int().min(1),
  keep: z.tuple([z.int().min(0), z.int().min(0)]),
  out: z.string(),
});
type Likeness = z.infer<typeof likeness>;
type Output = Extract<RecordingLine, { readonly out: string }>;

/** Programs draw the same frames again and again, with another spinner in them. */
const WINDOW = 32;
/** What the words of a likeness take in a file. */
const LIKENESS_CHARS = 32;

/** Lines as they stand in a file: frames that are like earlier ones are told by what is other. */
export function packRecording(lines: readonly RecordingLine[]): readonly (RecordingLine | Likeness)[] {
  const outs: string[] = [];
  return lines.map((line) => {
    if (!("out" in line)) return line;
    const packed = packOutput(line, outs);
    outs.push(line.out);
    return packed;
  });
}

function packOutput(line: Output, outs: readonly string[]): Output | Likeness {
  let best: Output | Likeness = line;
  for (let as = 1; as <= Math.min(WINDOW, outs.length); as += 1) {
    const before = outs[outs.length - as] ?? "";
    const head = sameChars(line.out, before, (text, at) => text.charCodeAt(at));
    const most = Math.min(line.out.length, before.length) - head;
    const tail = Math.min(
      most,
      sameChars(line.out, before, (text, at) => text.charCodeAt(text.length - 1 - at)),
    );
    const out = line.out.slice(head, line.out.length - tail);
    const isShorter = out.length + LIKENESS_CHARS < best.out.length + ("as" in best ? LIKENESS_CHARS : 0);
    // A character of two halves is not cut.
    if (isShorter && out.isWellFormed()) best = { t: line.t, as, keep: [head, tail], out };
  }
  return best;
}

function sameChars(a: string, b: string, charAt: (text: string, at: number) => number): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && charAt(a, count) === charAt(b, count)) count += 1;
  return count;
}

/** The lines of a recording, from those of its file. Throws for one that is malformed. */
export function unpackRecording(lines: readonly unknown[]): readonly RecordingLine[] {
  const outs: string[] = [];
  return lines.map((raw) => {
    const like = likeness.safeParse(raw);
    const line = like.success ? unpackOutput(like.data, outs) : recordingLine.parse(raw);
    if ("out" in line) outs.push(line.out);
    return line;
  });
}

function unpackOutput({ t, as, keep: [head, tail], out }: Likeness, outs: readonly string[]): Output {
  const before = outs[outs.length - as];
  if (before === undefined) throw new Error(`The output at ${t} ms is like one that there is not.`);
  return { t, out: before.slice(0, head) + out + before.slice(before.length - tail) };
}
