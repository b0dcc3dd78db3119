import { writeFile } from "node:fs/promises";
import path from "node:path";
import { exists } from "../fs/exists.ts";
import type { Trash } from "../fs/trash.ts";
import { fetchRefs } from "./fetch.ts";
import type { Git, ObjectId } from "./git.ts";
import { initBare } from "./init-bare.ts";
import { listRefs } from "./list-refs.ts";
import { listRemote } from "./ls-remote.ts";
import { moveIntoPlace } from "../fs/move-into-place.ts";
import type { RemoteFailure } from "./remote-failure.ts";
import { updateRefs } from "./update-refs.ts";

export interface MakeVaultRequest {
  /** Absolute path for the bare repository; nothing may be there. */
  readonly path: string;
  /** URL or absolute path. */
  readonly origin: string;
  readonly trash: Trash;
  readonly signal?: AbortSignal;
}

export type MakeVaultOutcome =
  | {
      readonly kind: "made";
      /** What the origin's HEAD names; undefined for an empty or detached one that does not say. */
      readonly head: string | undefined;
      /** Short names of the origin's branches with what they name. */
      readonly branches: ReadonlyMap<string, ObjectId>;
    }
  | { readonly kind: "exists" }
  | RemoteFailure;

/**
 * Makes a project's vault: a bare repository of Drover's alone, with the origin's branches as `refs/remotes/origin/…` and
 * its tags. It appears under its path only when it is whole.
 */
export async function makeVault(git: Git, request: MakeVaultRequest): Promise<MakeVaultOutcome> {
  const { path: target, origin, trash, signal } = request;
  if (await exists(target)) return { kind: "exists" };
  const draft = `${target}.part`;
  await trash.discard(draft);
  const more = signal === undefined ? {} : { signal };
  const remote = await listRemote(git, { cwd: path.dirname(target), url: origin, ...more });
  if (remote.kind !== "listed") return remote;
  await initBare(git, draft, { format: formatOf([...remote.refs.values()][0]) });
  const refspecs = ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"];
  const fetched = await fetchRefs(git, { into: draft, from: origin, refspecs, ...more });
  if (fetched.kind !== "fetched" && fetched.kind !== "no-such-ref") {
    await trash.discard(draft);
    return fetched;
  }
  const prefix = "refs/remotes/origin/";
  const refs = await listRefs(git, draft, prefix);
  await moveIntoPlace(draft, target);
  return {
    kind: "made",
    head: remote.head,
    branches: new Map([...refs].map(([ref, commit]) => [ref.slice(prefix.length), commit])),
  };
}

/** One without commits does not say, and is taken for what git makes by itself. */
function formatOf(id: ObjectId | undefined): "sha1" | "sha256" | undefined {
  return id === undefined ? undefined : id.length === 64 ? "sha256" : "sha1";
}

export interface MakeCloneRequest {
  /** Absolute path for the bare repository; nothing may be there. */
  readonly path: string;
  readonly vault: string;
  readonly trash: Trash;
}

/**
 * Makes the clone that carries agents' work trees. It borrows the vault's objects, so nothing may ever be pruned there; it
 * starts with the vault's `refs/remotes/origin/…` and tags, and has no remote: what agents make leaves it through Drover.
 */
export async function makeClone(git: Git, request: MakeCloneRequest): Promise<{ readonly kind: "made" | "exists" }> {
  const { path: target, vault, trash } = request;
  if (await exists(target)) return { kind: "exists" };
  const draft = `${target}.part`;
  await trash.discard(draft);
  const inVault = await listRefs(git, vault, "refs/");
  await initBare(git, draft, { format: formatOf([...inVault.values()][0]) });
  const objects = path.join(vault, "objects");
  // A path that starts with a quote is read in C style; others are taken as they are, up to the line's end.
  const line = /^"|[\n]/.test(objects) ? JSON.stringify(objects) : objects;
  await writeFile(path.join(draft, "objects", "info", "alternates"), `${line}\n`);
  // Bare repositories have none by default; here people and agents look for what they lost.
  await git.run(["config", "core.logAllRefUpdates", "true"], { cwd: draft });
  const refs = [...inVault].filter(([ref]) => /^refs\/(?:remotes\/origin|tags)\//.test(ref));
  await updateRefs(
    git,
    draft,
    refs.map(([ref, to]) => ({ ref, from: undefined, to })),
  );
  await moveIntoPlace(draft, target);
  return { kind: "made" };
}
