import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** A folder to which things are only added, one entry each: what it may grow to. */
export interface KeptFolder {
  readonly folder: string;
  /** What the entries are, for people: `prompts of sessions`. */
  readonly what: string;
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  /** Somebody uses it now, so that it stays. */
  isNeeded(entry: string): boolean;
}

export interface Leftover {
  readonly path: string;
  readonly bytes: number;
  /** When anything in it was last written, in milliseconds since 1970. */
  readonly at: number;
}

/** Entries that are too old, and of the others the oldest that are too much. What is needed neither goes nor counts. */
export async function findLeftovers(kept: KeptFolder, now: number): Promise<readonly Leftover[]> {
  const names = await readdir(kept.folder).catch(() => []);
  const entries: Leftover[] = [];
  for (const name of names) {
    if (!kept.isNeeded(name)) entries.push(await measure(path.join(kept.folder, name)));
  }
  let room = kept.maxBytes;
  return entries
    .toSorted((a, b) => b.at - a.at)
    .filter((entry) => {
      room -= entry.bytes;
      return now - entry.at > kept.maxAgeMs || room < 0;
    });
}

/** Answers how many bytes are free again. */
export async function removeLeftovers(leftovers: readonly Leftover[]): Promise<number> {
  let bytes = 0;
  for (const leftover of leftovers) {
    await rm(leftover.path, { recursive: true, force: true });
    bytes += leftover.bytes;
  }
  return bytes;
}

/** What vanishes meanwhile weighs nothing. */
async function measure(place: string): Promise<Leftover> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return { path: place, bytes: 0, at: 0 };
  if (!found.isDirectory()) return { path: place, bytes: found.size, at: found.mtimeMs };
  let bytes = 0;
  let at = found.mtimeMs;
  for (const name of await readdir(place).catch(() => [])) {
    const inner = await measure(path.join(place, name));
    bytes += inner.bytes;
    at = Math.max(at, inner.at);
  }
  return { path: place, bytes, at };
}
