const FONT_SIZE = { least: 8, most: 32, usual: 13 } as const;

/** One step larger or smaller, within what can be read and shown. */
export function steppedFontSize(now: number, step: 1 | -1 | 0): number {
  return step === 0 ? FONT_SIZE.usual : Math.min(FONT_SIZE.most, Math.max(FONT_SIZE.least, Math.round(now) + step));
}
