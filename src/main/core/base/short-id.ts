import { createHash, randomBytes } from "node:crypto";

/** Characters of ids that people read out and type: no upper case, so that file systems and people agree. */
const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** `prefix-xxxxx`, random and not `taken`; longer when short ones keep colliding. */
export function shortId(prefix: string, taken: (id: string) => boolean, length = 5): string {
  for (let attempt = 0; ; attempt++) {
    const id = `${prefix}-${base36(randomBytes(16), length + Math.floor(attempt / 5))}`;
    if (!taken(id)) return id;
  }
}

/** The first `length` base-36 digits of a hash of `bytes`. */
export function base36(bytes: Uint8Array | string, length: number): string {
  let value = BigInt(`0x${createHash("sha256").update(bytes).digest("hex")}`);
  let digits = "";
  while (digits.length < length) {
    digits += ALPHABET[Number(value % 36n)];
    value /= 36n;
  }
  return digits;
}
