import type { FlagFile } from "../../../shared/model/conflict-flag.ts";
import type { MergeProblem } from "../platform/git/merge-many.ts";
import { type Footprint, movedFromUnder, touches } from "./footprint.ts";

/**
 * The files in which two branches collide, by path. A branch that parted from the target later than the other brings with it
 * what landed in between; what conflicts with that is between the other and the target, and left out here.
 */
export function problemFiles(
  problems: readonly MergeProblem[],
  [one, other]: readonly [Footprint, Footprint],
): readonly FlagFile[] {
  const own = problems.filter(({ paths, type }) => {
    const [byOne, byOther] = [one, other].map((side) => paths.some((path) => touches(side, path)));
    if (byOne === true && byOther === true) return true;
    // Of a folder that was moved git names the file that is new in it, which the mover does not know.
    if (type.includes("directory rename")) return byOne === true || byOther === true;
    return paths.some((path) => movedFromUnder(one, other, path) || movedFromUnder(other, one, path));
  });
  return filesOf(own, (path) => one.changes.get(path) === "added" && other.changes.get(path) === "added");
}

/** All files that problems are about, one entry a path; `isNew`: both sides have it and neither found it there. */
export function filesOf(problems: readonly MergeProblem[], isNew: (path: string) => boolean): readonly FlagFile[] {
  const kinds = new Map<string, FlagFile["kind"]>();
  for (const { paths, type } of problems) {
    const [path] = paths;
    if (path === undefined) continue;
    const kind = kindOf(type);
    // Of a binary file git says both that and that its contents conflict.
    if (kind !== "content" || !kinds.has(path)) kinds.set(path, kind === "content" && isNew(path) ? "add-add" : kind);
  }
  return [...kinds].map(([path, kind]) => ({ path, kind })).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function kindOf(type: string): FlagFile["kind"] {
  if (type.includes("submodule")) return "submodule";
  if (type.includes("rename")) return "rename";
  switch (type) {
    case "modify/delete":
      return "modify-delete";
    case "binary":
      return "binary";
    case "file/directory":
      return "file-directory";
    case "distinct modes":
      return "mode";
    default:
      return "content";
  }
}
