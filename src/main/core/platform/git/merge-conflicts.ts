import type { ConflictFile } from "../../../../shared/model/submission.ts";
import type { ObjectId } from "./git.ts";

/** A path of which a merge left more than one version. */
export interface ConflictedPath extends ConflictFile {
  /** The path's bytes, one a character: paths need not be UTF-8, and `path` may have lost some of them. */
  readonly rawPath: string;
  /** Octal modes of the versions there are. */
  readonly modes: { readonly base?: string; readonly ours?: string; readonly theirs?: string };
}

export interface MergedTree {
  /** The conflicts are written into it. */
  readonly tree: ObjectId;
  readonly conflicts: readonly ConflictedPath[];
}

const SIDES = ["base", "ours", "theirs"] as const;
const SUBMODULE = "160000";

/** Takes apart what `git merge-tree --write-tree -z` prints: a tree, versions that conflict, an empty field, and what it has to say. */
export function parseMergedTree(stdout: Buffer): MergedTree {
  const fields = stdout.toString("latin1").split("\0");
  const [tree = ""] = fields;
  const versions = new Map<string, Version[]>();
  let at = 1;
  for (; at < fields.length; at++) {
    const match = /^(\d{6}) ([0-9a-f]+) ([1-3])\t([^]+)$/.exec(fields[at] ?? "");
    if (match === null) break;
    const [, mode = "", id = "", stage = "", rawPath = ""] = match;
    const side = SIDES[Number(stage) - 1];
    if (side === undefined) continue;
    const known = versions.get(rawPath) ?? [];
    known.push({ side, mode, id });
    versions.set(rawPath, known);
  }
  const said = readMessages(fields.slice(at + 1));
  const conflicts = [...versions].map(([rawPath, all]) => conflictedPath(rawPath, all, said.get(rawPath) ?? []));
  return { tree: tree.trim(), conflicts };
}

interface Version {
  readonly side: (typeof SIDES)[number];
  readonly mode: string;
  readonly id: ObjectId;
}

/** Each is: how many paths, the paths, its type (which is stable), and a text (which is not). Types by path. */
function readMessages(fields: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const types = new Map<string, string[]>();
  for (let at = 0; at < fields.length;) {
    const count = Number(fields[at]);
    if (!Number.isInteger(count) || count < 1) break;
    const paths = fields.slice(at + 1, at + 1 + count);
    const type = fields[at + 1 + count] ?? "";
    for (const name of paths) types.set(name, [...(types.get(name) ?? []), type]);
    at += count + 3;
  }
  return types;
}

function conflictedPath(rawPath: string, versions: readonly Version[], types: readonly string[]): ConflictedPath {
  const ids = Object.fromEntries(versions.map(({ side, id }) => [side, id]));
  const modes = Object.fromEntries(versions.map(({ side, mode }) => [side, mode]));
  return { path: readable(rawPath), rawPath, kind: kindOf(versions, types), ...ids, modes };
}

function kindOf(versions: readonly Version[], types: readonly string[]): ConflictFile["kind"] {
  const has = (part: RegExp) => types.some((type) => type.startsWith("CONFLICT") && part.test(type));
  const [base, ours, theirs] = SIDES.map((side) => versions.find((version) => version.side === side));
  if (versions.some(({ mode }) => mode === SUBMODULE)) return "submodule";
  if (has(/file.directory|directory.file/)) return "file-directory";
  if (has(/rename/)) return "rename";
  if (has(/modify.delete/)) return "modify-delete";
  if (has(/distinct/)) return "mode";
  if (has(/binary/)) return "binary";
  if (ours === undefined || theirs === undefined) return "modify-delete";
  if (base === undefined) return "add-add";
  return ours.id === theirs.id && ours.mode !== theirs.mode ? "mode" : "content";
}

/** As people and records have it. */
export function readable(rawPath: string): string {
  return Buffer.from(rawPath, "latin1").toString();
}

/** For those who keep records of it. */
export function conflictFile({ rawPath: _raw, modes: _modes, ...file }: ConflictedPath): ConflictFile {
  return file;
}
