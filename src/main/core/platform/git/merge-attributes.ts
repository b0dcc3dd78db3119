import { createHash, randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { exists } from "../fs/exists.ts";
import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { emptyTree } from "./replay.ts";

/** How the contents of a tree are to be merged: its `.gitattributes`, laid out where git can read them. */
export interface MergeAttributes {
  /**
   * A folder with nothing but the `.gitattributes` of that tree, for `mergeTreeGuarded`; undefined where it has none. They choose among
   * what git does by itself (`text`, `eol`, `merge=union`, `binary`); drivers that they name are never run.
   */
  of(tree: ObjectId): Promise<string | undefined>;
}

interface Entry {
  readonly path: string;
  readonly id: ObjectId;
}

/** Longer ones are no attributes; git itself stops reading at 100 MB. */
const MAX_BYTES = 1024 * 1024;
/** Trees whose folder is known at once. */
const REMEMBERED = 64;

/**
 * Keeps them in a bare repository of Drover's alone, a folder for each state that its attributes were in: they seldom change. What changed since the tree that was asked for last is asked of git,
 * so that a large tree is walked through once.
 */
export function createMergeAttributes(git: Git, repository: string): MergeAttributes {
  const folder = path.join(path.resolve(repository), "merge-attributes");
  const made = new Map<string, Promise<string | undefined>>();
  let last: { readonly tree: ObjectId; readonly entries: ReadonlyMap<string, Entry> } | undefined;
  let order: Promise<unknown> = Promise.resolve();

  async function entriesOf(tree: ObjectId): Promise<readonly Entry[]> {
    if (last?.tree !== tree) {
      const from = last?.tree ?? (await emptyTree(git, repository));
      const entries = new Map(last?.entries);
      for (const change of await changes(git, repository, [from, tree])) {
        if (change.id === undefined) entries.delete(change.path);
        else entries.set(change.path, { path: change.path, id: change.id });
      }
      last = { tree, entries };
    }
    return [...last.entries.values()];
  }

  async function lay(entries: readonly Entry[]): Promise<string | undefined> {
    if (entries.length === 0) return undefined;
    const key = createHash("sha256").update(JSON.stringify(entries)).digest("hex").slice(0, 32);
    const target = path.join(folder, key);
    if (await exists(target)) return target;
    const draft = await draftOf(target, entries);
    await rename(draft, target).catch(async (error: unknown) => {
      // Somebody else was faster; what is there is the same.
      if (!(await exists(target))) throw error;
      await rm(draft, { recursive: true, force: true });
    });
    return target;
  }

  async function draftOf(target: string, entries: readonly Entry[]): Promise<string> {
    const draft = `${target}.${randomUUID()}.part`;
    await mkdir(draft, { recursive: true, mode: 0o700 });
    for (const { path: name, id } of entries) {
      const { stdout, exitCode } = await git.run(["cat-file", "blob", objectId(id)], {
        cwd: repository,
        okCodes: [0, 128],
      });
      if (exitCode !== 0 || stdout.length > MAX_BYTES) continue;
      await mkdir(path.join(draft, path.dirname(name)), { recursive: true });
      await writeFile(path.join(draft, name), stdout);
    }
    return draft;
  }

  return {
    of(tree) {
      const known = made.get(tree);
      if (known !== undefined) return known;
      if (made.size >= REMEMBERED) made.clear();
      // One after the other: each goes on from where the one before came to.
      const answer = order.then(async () => await lay(await entriesOf(tree)));
      order = answer.catch(() => made.delete(tree));
      made.set(tree, answer);
      return answer;
    },
  };
}

interface Change {
  readonly path: string;
  readonly id: ObjectId | undefined;
}

async function changes(
  git: Git,
  repository: string,
  [from, to]: readonly [ObjectId, ObjectId],
): Promise<readonly Change[]> {
  const range = [objectId(from), objectId(to)];
  const args = ["diff-tree", "-r", "-z", "--no-renames", "--raw", ...range, "--", ":(glob)**/.gitattributes"];
  const { stdout } = await git.run(args, { cwd: repository });
  const fields = stdout.toString().split("\0");
  const found: Change[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = "", , id = ""] = (fields[at] ?? "").split(" ");
    const name = fields[at + 1] ?? "";
    if (isPlain(name)) found.push({ path: name, id: mode.startsWith("100") ? id : undefined });
  }
  return found;
}

/** Whoever can write objects can write any name into a tree, also one that leads out of it. */
function isPlain(name: string): boolean {
  const parts = name.split("/");
  return !path.isAbsolute(name) && parts.every((part) => !["", ".", "..", ".git"].includes(part.toLowerCase()));
}
