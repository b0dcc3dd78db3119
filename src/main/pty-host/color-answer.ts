/** Ground, text and cursor that programs are told when they ask for colours: the dark theme of the app. */
const COLORS = { 10: "e4e4/e4e4/e7e7", 11: "1111/1212/1515", 12: "e4e4/e4e4/e7e7" } as const;

/** What a terminal answers to the question for the colour of that number (`OSC n ; ?`). */
export function colorAnswer(osc: keyof typeof COLORS): Buffer {
  return Buffer.from(`\x1b]${osc};rgb:${COLORS[osc]}\x1b\\`);
}
