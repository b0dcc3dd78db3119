import { type DiffOptions, type FileChange, diffFiles } from "../platform/git/diff-files.ts";
import type { DiffRange } from "../platform/git/diff.ts";
import type { Git } from "../platform/git/git.ts";

export type ChangedFiles = (repository: string, range: DiffRange & DiffOptions) => Promise<readonly FileChange[]>;

/** Answers kept: of each review that is looked at, whole and without white space, and of some of its commits. */
const KEPT = 12;

/** What differs between two commits never changes: it is asked for once, though each file that is shown asks again. */
export function rememberChanges(git: Git): ChangedFiles {
  const known = new Map<string, Promise<readonly FileChange[]>>();
  return (repository, range) => {
    const key = [repository, range.from, range.to, range.ignoreWhitespace === true].join(" ");
    const found = known.get(key) ?? diffFiles(git, repository, range);
    known.delete(key);
    known.set(key, found);
    found.catch(() => known.delete(key));
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
    return found;
  };
}
