const LINE_FEED = 0x0a;
/** Four line feeds, and the masks of the usual trick that finds a zero byte in a word. */
const FOUR = 0x0a0a0a0a;
const LOW_BITS = 0x7f7f7f7f;

/** Line feeds in the bytes. Four at a time, since floods are counted too. */
export function countLines(bytes: Uint8Array): number {
  let lines = 0;
  let at = 0;
  const misaligned = (4 - (bytes.byteOffset % 4)) % 4;
  const head = Math.min(bytes.length, misaligned);
  for (; at < head; at += 1) if (bytes[at] === LINE_FEED) lines += 1;
  // Too short to reach a word's beginning.
  if (at === bytes.length) return lines;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >>> 2);
  for (let index = 0; index < words.length; index += 1) {
    const word = (words[index] ?? 0) ^ FOUR;
    // A byte of `zero` has its high bit set where the byte of `word` is zero, and is zero elsewhere.
    const zero = ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
    if (zero !== 0) lines += ((zero >>> 7) & 1) + ((zero >>> 15) & 1) + ((zero >>> 23) & 1) + (zero >>> 31);
  }
  for (at += words.length * 4; at < bytes.length; at += 1) if (bytes[at] === LINE_FEED) lines += 1;
  return lines;
}
