import type { TreeFile } from "./git-access.ts";
import type { ObjectWriter } from "./git-objects.ts";

/** A tree held in memory, so that only directories with a change in them are written again. */
export interface Directory {
  readonly entries: Map<string, Directory | TreeLeaf>;
  /** Known while nothing below has changed. */
  oid: string | undefined;
}

export interface TreeLeaf {
  readonly mode: string;
  readonly leaf: string;
}

export function emptyDirectory(): Directory {
  return { entries: new Map(), oid: undefined };
}

export function treeOf(files: readonly TreeFile[]): Directory {
  const root = emptyDirectory();
  for (const file of files) setFile(root, file.path, file.oid, file.mode);
  return root;
}

export function setFile(root: Directory, path: string, oid: string, mode = "100644"): void {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  let directory = root;
  directory.oid = undefined;
  for (const part of parts) {
    let next = directory.entries.get(part);
    if (next === undefined || "leaf" in next) directory.entries.set(part, (next = emptyDirectory()));
    directory = next;
    directory.oid = undefined;
  }
  directory.entries.set(name, { mode, leaf: oid });
}

export function entryAt(root: Directory, path: string): Directory | TreeLeaf | undefined {
  let at: Directory | TreeLeaf | undefined = root;
  for (const part of path.split("/")) at = at !== undefined && "entries" in at ? at.entries.get(part) : undefined;
  return at;
}

/** The name of a file's content. */
export function fileAt(root: Directory, path: string): string | undefined {
  const found = entryAt(root, path);
  return found !== undefined && "leaf" in found ? found.leaf : undefined;
}

/** Removes a file or a directory with all that is in it, and directories that it leaves empty. */
export function removePath(root: Directory, path: string): void {
  const slash = path.indexOf("/");
  root.oid = undefined;
  if (slash < 0) {
    root.entries.delete(path);
    return;
  }
  const child = root.entries.get(path.slice(0, slash));
  if (child === undefined || "leaf" in child) return;
  removePath(child, path.slice(slash + 1));
  if (child.entries.size === 0) root.entries.delete(path.slice(0, slash));
}

/** Stages what is not written yet; answers the root's name. */
export function writeTree(directory: Directory, writer: ObjectWriter): string {
  if (directory.oid !== undefined) return directory.oid;
  const rows: { readonly key: string; readonly head: Buffer; readonly oid: string }[] = [];
  for (const [name, entry] of directory.entries) {
    const isLeaf = "leaf" in entry;
    const oid = isLeaf ? entry.leaf : writeTree(entry, writer);
    // Git sorts a directory as if its name ended in a slash.
    rows.push({
      key: isLeaf ? name : `${name}/`,
      head: Buffer.from(`${isLeaf ? entry.mode : "40000"} ${name}\0`),
      oid,
    });
  }
  rows.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const body = Buffer.concat(rows.flatMap((row) => [row.head, Buffer.from(row.oid, "hex")]));
  directory.oid = writer.stage("tree", body);
  return directory.oid;
}
