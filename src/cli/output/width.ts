/** Terminal columns a text takes: wide for East Asian and emoji, none for what combines. Expects neutralised text. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segments(text)) width += segmentWidth(segment);
  return width;
}

/** Cuts to at most `columns`, with `…` where something was cut. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  if (columns < 1) return "";
  let width = 0;
  let kept = "";
  for (const { segment } of segments(text)) {
    const more = segmentWidth(segment);
    if (width + more > columns - 1) break;
    width += more;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks at spaces into lines of at most `columns`; a longer word gets a line of its own. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/)) {
    if (line !== "" && displayWidth(line) + 1 + displayWidth(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

// Printable ASCII: what nearly every text is.
const PLAIN = /^[\x20-\x7e]*$/;
const WIDE =
  /^(?:\p{Emoji_Presentation}|.\ufe0f|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])/u;
const ZERO = /^[\p{Mark}\u200b-\u200d\u2060]+$/u;

let segmenter: Intl.Segmenter | undefined;

function segments(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return segmenter.segment(text);
}

function segmentWidth(segment: string): number {
  if (WIDE.test(segment)) return 2;
  return ZERO.test(segment) ? 0 : 1;
}
