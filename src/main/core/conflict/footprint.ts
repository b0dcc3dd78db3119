import type { PathChange } from "../platform/git/own-changes.ts";

/** What a branch changed, made for comparing it with what others changed. Paths as git has them. */
export interface Footprint {
  readonly changes: ReadonlyMap<string, PathChange["how"]>;
  /** All folders above its paths. */
  readonly above: ReadonlySet<string>;
  /** Folders that it took files out of, and those above them: they may have been moved as a whole. */
  readonly emptied: ReadonlySet<string>;
  /** Folders that it put new files into. */
  readonly filled: ReadonlySet<string>;
}

export function footprintOf(changes: readonly PathChange[]): Footprint {
  const above = new Set<string>();
  const emptied = new Set<string>();
  const filled = new Set<string>();
  for (const { path, how } of changes) {
    for (const folder of foldersAbove(path)) {
      above.add(folder);
      if (how === "removed") emptied.add(folder);
      if (how === "added") filled.add(folder);
    }
  }
  return { changes: new Map(changes.map(({ path, how }) => [path, how])), above, emptied, filled };
}

/**
 * Whether two branches may collide at all. They do not where neither touched a path of the other's, no file of one stands where
 * the other has a folder, and neither put a file into a folder that the other may have moved.
 */
export function mayCollide(one: Footprint, other: Footprint): boolean {
  const [small, large] = one.changes.size <= other.changes.size ? [one, other] : [other, one];
  for (const path of small.changes.keys()) if (large.changes.has(path) || large.above.has(path)) return true;
  for (const path of small.above) if (large.changes.has(path)) return true;
  return meet(one.emptied, other.filled) || meet(other.emptied, one.filled);
}

/** Whether a path, or what it was made of, is the branch's own business. */
export function touches(footprint: Footprint, path: string): boolean {
  return (
    footprint.changes.has(path) ||
    footprint.above.has(path) ||
    foldersAbove(path).some((one) => footprint.changes.has(one))
  );
}

/** Whether one moved a file to that path, as far as can be told, which the other touched where it was. */
export function movedFromUnder(mover: Footprint, other: Footprint, path: string): boolean {
  if (mover.changes.get(path) !== "added") return false;
  for (const [from, how] of mover.changes) if (how === "removed" && other.changes.has(from)) return true;
  return meet(mover.emptied, other.filled);
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  for (const entry of small) if (large.has(entry)) return true;
  return false;
}

/** `a/b/c` → `a`, `a/b`. */
function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) {
    folders.push(path.slice(0, slash));
  }
  return folders;
}
