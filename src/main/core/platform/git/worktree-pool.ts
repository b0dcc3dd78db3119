import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type Clock, systemClock } from "../../base/clock.ts";
import { exists } from "../fs/exists.ts";
import { createPrivateDirectory } from "../fs/private-directory.ts";
import { createTrash } from "../fs/trash.ts";
import { addEmptyWorktree, fillWorktree } from "./add-worktree.ts";
import { bringBackWorktree } from "./bring-back-worktree.ts";
import { checkout } from "./checkout.ts";
import type { Git, ObjectId } from "./git.ts";
import { DROVER_PERSON } from "./person.ts";
import { isUntouched, KEPT, keepAside, keptPlace } from "./kept-worktree.ts";
import { branchRef } from "./ref-name.ts";
import { findUnsaved, isKept, type SavedWork } from "./saved-work.ts";
import { switchCleanWorktree } from "./switch-clean-worktree.ts";
import {
  discardWorktree,
  finishMove,
  moveWorktree,
  placeEnv,
  placeOf,
  type WorktreePlace,
  worktreePlaces,
} from "./worktree-files.ts";
import { recycleWorktree, settleWorktree } from "./worktree-recycling.ts";
import { branchInWork } from "./worktree-state.ts";

export interface WorktreePoolDeps {
  readonly git: Git;
  /** Carries the work trees. */
  readonly clone: string;
  /** Where what is given up has to be found. */
  readonly vault: string;
  /** Folder of the work trees, on the same file system throughout. Names that begin with a dot in it are the pool's own. */
  readonly root: string;
  /** So many unused ones are kept ready. */
  readonly keep: number;
  /** Trouble in the background; the work trees concerned are not used any more. */
  readonly onError: (error: unknown) => void;
  readonly clock?: Clock;
  /** As of `TrashDeps`. */
  readonly remove?: ((folder: string) => Promise<void>) | undefined;
}

export interface AcquireRequest {
  /** Of the folder below `root`: one segment. */
  readonly name: string;
  /** Short name. A new one begins at `base`; one that is there is taken as it is. */
  readonly branch: string;
  readonly base: ObjectId;
}

export type AcquireOutcome =
  | { readonly kind: "ready"; readonly path: string; readonly isNewBranch: boolean }
  /** That folder is there, for another branch. */
  | { readonly kind: "name-taken" }
  /** The branch is checked out in another work tree. */
  | { readonly kind: "branch-in-use" }
  | { readonly kind: "no-such-commit" };

export type ReleaseOutcome =
  | { readonly kind: "released" }
  /** There are repositories in it that no vault can hold: it lies there now, whole, and its branch is free. */
  | { readonly kind: "kept"; readonly path: string }
  /** Something in it is not in the vault; it was left as it is. */
  | { readonly kind: "unsaved"; readonly what: string }
  | { readonly kind: "not-found" };

/**
 * Work trees for agents, ready at once: used ones are made like new in the background and given out again, which costs a
 * tenth of a fresh one. Nothing in a work tree is given up before it was found in the vault.
 *
 * Folders below `root`: `<name>` in use · `.leaving/<name>` being released, not yet found safe · `.proven/<id>` found safe, to
 * be made like new · `.making/<id>` not yet whole · `.pool/<id>` unused · `.kept/<id>` what no vault can hold, until the user gives it up · `.trash` being
 * deleted.
 */
export interface WorktreePool extends AsyncDisposable {
  /** Asked again for a branch that it gave out under that name, it answers with the same one, in whatever state that is. */
  acquire(request: AcquireRequest): Promise<AcquireOutcome>;
  release(saved: SavedWork): Promise<ReleaseOutcome>;
  /** Says where the next ones will begin: brings unused ones there and makes more, in the background. */
  prepare(base: ObjectId): void;
  /** Resolves when nothing is left to do in the background. */
  drain(): Promise<void>;
}

/** One segment that is none of the pool's own. */
const NAME = /^[^./\\][^/\\]*$/;

interface Idle {
  readonly place: WorktreePlace;
  readonly head: ObjectId;
  /** Git is at work in it. Never rejects. */
  busy: Promise<void>;
}

/**
 * Git cannot tell by its times whether a file was changed that is not older, in whole seconds, than the index: it reads such
 * files again each time. After this long a rewritten index is newer than all of them.
 */
const SETTLE_MS = 1_100;

/** Takes up what an earlier process left, then resolves. */
export async function createWorktreePool(deps: WorktreePoolDeps): Promise<WorktreePool> {
  const { git, clone, vault, root, keep, onError, clock = systemClock } = deps;
  const pooled = path.join(root, ".pool");
  const proven = path.join(root, ".proven");
  const making = path.join(root, ".making");
  const leaving = path.join(root, ".leaving");
  const trash = createTrash({ folder: path.join(root, ".trash"), onError, remove: deps.remove });
  const idle: Idle[] = [];
  let base: ObjectId | undefined;
  const timers = new Set<Disposable>();
  let isDisposed = false;
  let background: Promise<void> = Promise.resolve();

  let adding: Promise<unknown> = Promise.resolve();
  /** Given out and not back yet, of this process. */
  const used = new Set<string>();

  /** What was used together is used together again: while many are out, as many are worth keeping. */
  const worthKeeping = (): number => Math.max(keep, used.size);

  /** One thing at a time: agents need the machine more than the pool does. */
  function later(work: () => Promise<void>): void {
    background = background.then(async () => (isDisposed ? undefined : await work())).catch(onError);
  }

  const newPlace = (below = pooled): string => path.join(below, randomBytes(6).toString("hex"));

  function offer(place: WorktreePlace, head: ObjectId): void {
    const entry: Idle = { place, head, busy: Promise.resolve() };
    idle.push(entry);
    const timer = clock.after(SETTLE_MS, () => {
      timers.delete(timer);
      later(async () => {
        if (!idle.includes(entry)) return;
        entry.busy = settleWorktree(git, place).catch(onError);
        await entry.busy;
      });
    });
    timers.add(timer);
  }

  /** For one in which nothing is that is not safe. */
  async function recycle(place: WorktreePlace): Promise<void> {
    // A crash in the middle leaves it where nothing is asked for any more.
    const safe = path.dirname(place.path) === proven ? place : await moveWorktree(place, newPlace(proven));
    const at = base ?? (await headOf(safe));
    const isNew = idle.length < worthKeeping() && (await recycleWorktree(git, safe, at));
    if (isNew) offer(await moveWorktree(safe, newPlace()), at);
    else await discardWorktree(safe, trash);
  }

  /** For an unused one, whose head is where it was left. Nobody had business there; what they left all the same is kept. */
  async function whenUntouched(
    place: WorktreePlace,
    head: ObjectId,
    then: (place: WorktreePlace) => Promise<void>,
  ): Promise<void> {
    if (await isUntouched(git, place, head)) return await then(place);
    const { path: kept } = await keepAside(git, place, path.join(root, KEPT, path.basename(place.path)));
    onError(new Error(`Somebody worked in ${place.path}, which nobody was given; it is kept as ${kept}.`));
  }
  const discard = (place: WorktreePlace): Promise<void> => discardWorktree(place, trash);

  async function detach(place: WorktreePlace): Promise<void> {
    if ((await branchInWork(place)) === undefined) return;
    const env = placeEnv(place);
    await git.run(["update-ref", "--no-deref", "HEAD", await headOf(place)], { cwd: clone, env });
  }

  async function headOf(place: WorktreePlace): Promise<ObjectId> {
    const { stdout } = await git.run(["rev-parse", "--verify", "HEAD^{commit}"], { cwd: clone, env: placeEnv(place) });
    return stdout.toString().trim();
  }

  async function refill(): Promise<void> {
    // It may become another one while git works.
    const wanted = base;
    if (wanted === undefined) return;
    const stale = idle.findIndex(({ head }) => head !== wanted);
    if (stale >= 0) {
      for (const { place, head, busy } of idle.splice(stale, 1)) {
        await busy;
        await whenUntouched(place, head, recycle);
      }
    } else if (idle.length < keep) {
      const place = await add(wanted);
      if (place === undefined) throw new Error(`No work tree could be made: ${wanted} is not there`);
      offer(await moveWorktree(place, newPlace()), wanted);
    } else {
      for (const { place, head, busy } of idle.splice(worthKeeping())) {
        await busy;
        await whenUntouched(place, head, discard);
      }
      return;
    }
    later(refill);
  }

  /** A new one. Undefined when there is no such commit. */
  async function add(commit: ObjectId): Promise<WorktreePlace | undefined> {
    const at = newPlace(making);
    // While git makes one, others that look through all work trees find a half-made one, and give up.
    const added = adding.then(() => addEmptyWorktree(git, { repository: clone, path: at, commit }));
    adding = added.catch(() => {});
    if ((await added).kind === "no-such-commit") return undefined;
    const place = await placeOf(clone, at);
    if (place === undefined) throw new Error(`No work tree could be made at ${at}`);
    await fillWorktree(git, place);
    return place;
  }

  /** Nearest to where it is wanted first. */
  function take(at: ObjectId): Idle | undefined {
    const same = idle.findIndex(({ head }) => head === at);
    return idle.splice(same < 0 ? idle.length - 1 : same, 1)[0];
  }

  /** It gets its name last: whoever was killed before finds one that was not whole yet, and nobody's. */
  async function reuse(ready: Idle, target: string, request: AcquireRequest): Promise<AcquireOutcome> {
    const { head, busy } = ready;
    const { branch, base: at } = request;
    await busy;
    const isInMaking = path.dirname(ready.place.path) === making;
    const place = isInMaking ? ready.place : await moveWorktree(ready.place, newPlace(making));
    const made = await switchCleanWorktree(git, { place, from: head, newBranch: branch, at });
    const taken =
      made.kind === "branch-exists"
        ? await checkout(git, place.path, { branch }, { env: placeEnv(place) })
        : ({ kind: made.kind } as const);
    if (taken.kind === "switched") {
      await moveWorktree(place, target);
      return { kind: "ready", path: target, isNewBranch: made.kind === "switched" };
    }
    await whenUntouched(place, head, discard);
    if (made.kind === "branch-exists") {
      if (taken.kind === "branch-in-use") return { kind: "branch-in-use" };
      throw new Error(`An unused work tree could not be put on ${branch}: ${taken.kind}`);
    }
    // Somebody was in it after all: then a fresh one.
    return made.kind === "not-clean" ? await make(target, request) : { kind: "no-such-commit" };
  }

  async function make(target: string, request: AcquireRequest): Promise<AcquireOutcome> {
    const place = await add(request.base);
    if (place === undefined) return { kind: "no-such-commit" };
    return await reuse({ place, head: request.base, busy: Promise.resolve() }, target, request);
  }

  async function recover(): Promise<void> {
    for (const folder of [root, pooled, proven, making, leaving]) await createPrivateDirectory(folder);
    trash.sweep();
    const places = await worktreePlaces(clone);
    for (const name of await readdir(leaving)) {
      const place = await locate(places, path.join(leaving, name));
      if (place !== undefined) await moveWorktree(place, path.join(root, name));
    }
    for (const at of await listed(making)) {
      const place = await locate(places, at);
      if (place === undefined) await trash.discard(at);
      else await discardWorktree(place, trash);
    }
    for (const at of await listed(proven)) {
      const place = await locate(places, at);
      if (place === undefined) await trash.discard(at);
      else later(() => recycle(place));
    }
    for (const at of await listed(pooled)) {
      const place = await locate(places, at);
      if (place === undefined) await trash.discard(at);
      else {
        // It was about to be given out: its branch has to be free before anybody asks for it.
        await detach(place);
        const head = await headOf(place);
        later(() => whenUntouched(place, head, recycle));
      }
    }
    // A crash after the rename of a move into use.
    for (const name of await readdir(root)) if (!name.startsWith(".")) await locate(places, path.join(root, name));
  }

  await recover();
  return {
    async acquire(request) {
      branchRef(request.branch);
      if (!NAME.test(request.name)) throw new TypeError(`Not a name for a folder: ${JSON.stringify(request.name)}`);
      const target = path.join(root, request.name);
      const place = await placeOf(clone, target);
      const isThere = await exists(target);
      if (isThere || place !== undefined) {
        const same = place !== undefined && (await branchInWork(place)) === request.branch;
        if (!same) return { kind: "name-taken" };
        // Somebody removed the folder: its branch and index are the clone's, and safe.
        if (!isThere) await bringBackWorktree(git, place);
        used.add(target);
        return { kind: "ready", path: target, isNewBranch: false };
      }
      const ready = take(request.base);
      const outcome = ready === undefined ? await make(target, request) : await reuse(ready, target, request);
      if (outcome.kind === "ready") used.add(target);
      later(refill);
      return outcome;
    },
    async release(saved) {
      const name = path.basename(saved.worktree);
      const place = path.dirname(saved.worktree) === root ? await placeOf(clone, saved.worktree) : undefined;
      if (place === undefined || !(await exists(place.path))) return { kind: "not-found" };
      if (!(await isKept(git, vault, saved))) {
        return { kind: "unsaved", what: "what the proof names is not in the vault" };
      }
      // Out of reach first, so that nothing is written into it after it was looked at.
      const away = await moveWorktree(place, path.join(leaving, name));
      const request = { place: away, vault, saved, person: DROVER_PERSON };
      const { unsaved, embedded } = await findUnsaved(git, request).catch(async (error: unknown) => {
        await moveWorktree(away, place.path);
        throw error;
      });
      if (unsaved !== undefined || (embedded.length > 0 && saved.ref === undefined)) {
        await moveWorktree(away, place.path);
        return { kind: "unsaved", what: unsaved ?? `a repository of its own, ${embedded[0]?.path ?? ""}` };
      }
      used.delete(saved.worktree);
      if (embedded.length > 0 && saved.ref !== undefined) {
        const { path: kept } = await keepAside(git, away, keptPlace(root, saved.ref));
        return { kind: "kept", path: kept };
      }
      const safe = await moveWorktree(away, newPlace(proven));
      later(() => recycle(safe));
      later(refill);
      return { kind: "released" };
    },
    prepare(next) {
      base = next;
      later(refill);
    },
    async drain() {
      for (let last; last !== background;) {
        last = background;
        await last;
      }
      await trash.drain();
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true;
      for (const timer of timers) timer[Symbol.dispose]();
      await background;
      await trash.drain();
    },
  };
}

async function listed(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).map((name) => path.join(folder, name));
}

/** The place of a work tree that lies there, also when a crash kept the repository from noting that it was moved. */
async function locate(places: readonly WorktreePlace[], at: string): Promise<WorktreePlace | undefined> {
  const known = places.find((place) => place.path === at) ?? (await findMoved(places, at));
  if (known === undefined) return undefined;
  const place = { path: at, gitDir: known.gitDir };
  await finishMove(place);
  return place;
}

/** By its own word, which counts only where the repository's word leads nowhere. */
async function findMoved(places: readonly WorktreePlace[], at: string): Promise<WorktreePlace | undefined> {
  const link = await readFile(path.join(at, ".git"), "utf8").catch(() => "");
  const named = places.find((place) => link === `gitdir: ${place.gitDir}\n`);
  return named === undefined || (await exists(named.path)) ? undefined : named;
}
