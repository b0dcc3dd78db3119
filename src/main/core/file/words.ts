import type { WordLink } from "../../../shared/contract/file.ts";
import { findFile } from "./place.ts";

export interface WordPorts {
  /** The agent's worktree; undefined while it has none. */
  readonly worktree: string | undefined;
  /** An item by its full id. */
  item(id: string): { readonly id: string; readonly title: string } | undefined;
  /** Full names of those that are commits, by how they were asked for. */
  commits(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const COMMIT = /^[0-9a-f]{7,64}$/;

/** Which words lead somewhere. An item goes before a file, and a file before a commit. */
export async function linksOf(words: readonly string[], ports: WordPorts): Promise<readonly WordLink[]> {
  const { worktree } = ports;
  const commits = await ports.commits(words.filter((word) => COMMIT.test(word) && /[0-9]/.test(word)));
  const found = await Promise.all(
    words.map(async (word): Promise<WordLink | undefined> => {
      const item = ports.item(word);
      if (item !== undefined) return { kind: "item", word, item: item.id, title: item.title };
      const file = worktree === undefined ? undefined : await findFile(worktree, word);
      if (file?.ok === true) return { kind: "file", word, path: file.value.path };
      const commit = commits.get(word);
      return commit === undefined ? undefined : { kind: "commit", word, commit };
    }),
  );
  return found.filter((link) => link !== undefined);
}
