import { compare as byName } from "./name.js";

/** The most first. */
export function compare(a, b) {
  return (b.amount ?? 0) - (a.amount ?? 0) || byName(a, b);
}
