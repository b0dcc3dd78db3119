import { compare as byName } from "./name.js";

/** What was added first stands first. */
export function compare(a, b) {
  return a.added.localeCompare(b.added) || byName(a, b);
}
