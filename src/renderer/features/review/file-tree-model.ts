import type { ReviewedFile } from "../../../shared/contract/review.ts";

export type FileRow =
  | { readonly kind: "folder"; readonly path: string; readonly name: string; readonly depth: number }
  | { readonly kind: "file"; readonly file: ReviewedFile; readonly name: string; readonly depth: number };

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: ReviewedFile[];
}

/** Files under their folders, folders first, both by name; folders that hold nothing but another one are one row. */
export function fileRows(files: readonly ReviewedFile[]): readonly FileRow[] {
  const root: Folder = { name: "", path: "", folders: new Map(), files: [] };
  for (const file of files) {
    let at = root;
    for (const name of file.path.split("/").slice(0, -1)) {
      const path = at.path === "" ? name : `${at.path}/${name}`;
      const next = at.folders.get(name) ?? { name, path, folders: new Map(), files: [] };
      at.folders.set(name, next);
      at = next;
    }
    at.files.push(file);
  }
  const rows: FileRow[] = [];
  addRows(rows, root, 0);
  return rows;
}

function addRows(rows: FileRow[], folder: Folder, depth: number): void {
  for (const one of [...folder.folders.values()].toSorted((a, b) => order(a.name, b.name))) {
    let inner = one;
    let { name } = one;
    for (;;) {
      const [only] = inner.folders.values();
      if (only === undefined || inner.folders.size > 1 || inner.files.length > 0) break;
      name += `/${only.name}`;
      inner = only;
    }
    rows.push({ kind: "folder", path: inner.path, name, depth });
    addRows(rows, inner, depth + 1);
  }
  for (const file of folder.files.toSorted((a, b) => order(a.path, b.path))) {
    rows.push({ kind: "file", file, name: file.path.slice(file.path.lastIndexOf("/") + 1), depth });
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The file a step behind (1) or before (-1) one, as they are listed; from nowhere, the first or the last. */
export function fileAfter(rows: readonly FileRow[], path: string | undefined, direction: 1 | -1): string | undefined {
  const paths = rows.flatMap((row) => (row.kind === "file" ? [row.file.path] : []));
  const at = path === undefined ? -1 : paths.indexOf(path);
  if (at < 0) return direction === 1 ? paths[0] : paths.at(-1);
  return paths[at + direction];
}
