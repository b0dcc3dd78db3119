import { timingSafeEqual } from "node:crypto";

/** Whether two secrets are the same, in a time that does not tell how much of a guess was right. */
export function isSameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
