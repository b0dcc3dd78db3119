import type { FlagFile } from "../../../shared/model/conflict-flag.ts";
import { isAncestor } from "../platform/git/ancestry.ts";
import type { Git, ObjectId } from "../platform/git/git.ts";
import { type CommitPair, type MergeAnswer, mergeMany } from "../platform/git/merge-many.ts";
import { changesBetween, ownChanges } from "../platform/git/own-changes.ts";
import { type SideObjects, openSideObjects } from "../platform/git/side-objects.ts";
import { type Footprint, footprintOf, mayCollide } from "./footprint.ts";
import { filesOf, problemFiles } from "./problem-files.ts";
import { Remembered } from "./remembered.ts";

/** A branch as it stands. */
export interface ProbedBranch {
  /** Says which it is, whatever its tip. */
  readonly key: string;
  readonly tip: ObjectId;
  /** Short name of the branch that it is to land on. */
  readonly lands: string;
  /** It is not compared with that. */
  readonly knowsTarget?: boolean | undefined;
}

export interface ProbeRequest {
  readonly branches: readonly ProbedBranch[];
  /** By short name: where the branches that things land on stand. */
  readonly targets: ReadonlyMap<string, ObjectId>;
}

/** Two branches that do not merge; `other` is a key, or undefined for what the first is to land on. */
export interface Collision {
  readonly key: string;
  readonly other: string | undefined;
  readonly files: readonly FlagFile[];
}

export interface ProberDeps {
  readonly git: Git;
  /** Drover's own bare repository, whose settings count. */
  readonly vault: string;
  /** Where agents commit: nothing but objects is read there, and nothing is written. */
  readonly clone: string;
  /** A folder of the prober's own, absolute; emptied when it begins. */
  readonly folder: string;
  /** Bounds how many processes merge at the same time, also over several probers. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** One project's trial merges: each pair of tips is merged once. */
export interface Prober {
  /** One at a time. */
  probe(request: ProbeRequest, signal?: AbortSignal): Promise<readonly Collision[]>;
  /** Merges made so far, for measuring. */
  readonly merges: number;
}

/** Pairs in one process: more would keep the others of a core waiting for their turn. */
const AT_ONCE = 32;
/** What trial merges wrote is thrown away after so many, some ten objects each. */
const MERGES_KEPT = 2_000;
/** Forty agents make 800 pairs; each commit makes forty new ones. */
const PAIRS_REMEMBERED = 20_000;
const BRANCHES_REMEMBERED = 1_000;

const NONE: readonly FlagFile[] = [];

/** Where trial merges are made: a repository whose settings count, and the environment that leads to all objects. */
interface Place {
  readonly repository: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Pair {
  readonly id: string;
  readonly commits: CommitPair;
  /** Undefined for what is to be landed on: then everything that conflicts counts. */
  readonly footprints: readonly [Footprint, Footprint] | undefined;
}

export function createProber({ git, vault, clone, folder, inTurn }: ProberDeps): Prober {
  const verdicts = new Remembered<string, readonly FlagFile[]>(PAIRS_REMEMBERED);
  const footprints = new Remembered<string, Footprint>(BRANCHES_REMEMBERED);
  /** Where each target stood at the last probe. */
  const stood = new Map<string, ObjectId>();
  let objects: SideObjects | undefined;
  let kept = 0;
  let merges = 0;

  /** In the vault, with the clone's objects beside its own. Asked once a probe: no git may run while the folder is emptied. */
  async function prepare(): Promise<Place> {
    objects ??= await openSideObjects(folder, [vault, clone]);
    if (kept > MERGES_KEPT) {
      await objects.clear();
      kept = 0;
    }
    return { repository: vault, env: objects.env };
  }

  async function footprint(at: Place, { tip, lands }: ProbedBranch, target: ObjectId): Promise<Footprint> {
    const key = `${tip} ${lands}`;
    const known = footprints.get(key);
    if (known !== undefined) return known;
    const changes = await inTurn(() => ownChanges(git, { ...at, tip, from: target }));
    return footprints.put(key, footprintOf(changes ?? []));
  }

  /**
   * A target that moved on leaves what branches did of their own as it was, and those that it merged with before and that touch
   * nothing of what has landed still merge with it.
   */
  async function follow(at: Place, lands: string, branches: readonly ProbedBranch[], target: ObjectId): Promise<void> {
    const before = stood.get(lands);
    stood.set(lands, target);
    if (before === undefined || before === target) return;
    if (!(await isAncestor(git, vault, [before, target]))) return footprints.clear();
    const landed = footprintOf(await inTurn(() => changesBetween(git, { ...at, tip: target, from: before })));
    for (const { tip } of branches) {
      const own = footprints.get(`${tip} ${lands}`);
      const merged = verdicts.get(`${tip} ${before}`)?.length === 0;
      if (own !== undefined && merged && !mayCollide(own, landed)) verdicts.put(`${tip} ${target}`, NONE);
    }
  }

  async function merge(at: Place, guarded: Git, pairs: readonly Pair[], signal?: AbortSignal): Promise<void> {
    const answers = await inTurn(() =>
      mergeMany(
        guarded,
        pairs.map(({ commits }) => commits),
        { ...at, ...(signal === undefined ? {} : { signal }) },
      ),
    );
    merges += pairs.length;
    kept += pairs.length;
    for (const [index, pair] of pairs.entries()) verdicts.put(pair.id, verdict(pair, answers[index]));
  }

  return {
    get merges() {
      return merges;
    },
    async probe({ branches, targets }, signal) {
      const at = await prepare();
      const placed = branches.filter(({ lands }) => targets.has(lands));
      for (const [lands, target] of targets) {
        const branchesOfIt = placed.filter((one) => one.lands === lands);
        await follow(at, lands, branchesOfIt, target);
      }
      const all = await Promise.all(
        placed.map(async (one) => {
          const target = targets.get(one.lands) ?? "";
          return { ...one, target, own: await footprint(at, one, target) };
        }),
      );
      const active = all.filter(({ own }) => own.changes.size > 0);
      const asked: { readonly key: string; readonly other: string | undefined; readonly pair: Pair }[] = [];
      for (const [index, one] of active.entries()) {
        const onTarget = {
          id: `${one.tip} ${one.target}`,
          commits: [one.target, one.tip],
          footprints: undefined,
        } as const;
        if (one.knowsTarget !== true) asked.push({ key: one.key, other: undefined, pair: onTarget });
        for (const other of active.slice(index + 1)) {
          const [a, b] = one.tip < other.tip ? [one, other] : [other, one];
          const pair = { id: `${a.tip} ${b.tip}`, commits: [a.tip, b.tip], footprints: [a.own, b.own] } as const;
          if (verdicts.get(pair.id) === undefined && !mayCollide(one.own, other.own)) verdicts.put(pair.id, NONE);
          asked.push({ key: one.key, other: other.key, pair });
        }
      }
      const unknown = new Map(asked.map(({ pair }) => [pair.id, pair]));
      for (const id of unknown.keys()) if (verdicts.get(id) !== undefined) unknown.delete(id);
      const guarded = unknown.size === 0 ? git : await git.guard({ cwd: vault });
      await Promise.all(chunks([...unknown.values()]).map((some) => merge(at, guarded, some, signal)));
      return asked.flatMap(({ key, other, pair }) => {
        const files = verdicts.get(pair.id) ?? NONE;
        return files.length === 0 ? [] : [{ key, other, files }];
      });
    },
  };
}

/** One that cannot be merged at all is nothing that its agents could settle between them. */
function verdict({ footprints }: Pair, answer: MergeAnswer | undefined): readonly FlagFile[] {
  if (answer?.kind !== "conflict") return NONE;
  return footprints === undefined ? filesOf(answer.problems, () => false) : problemFiles(answer.problems, footprints);
}

/** In two halves while there are few, so that two processes share them. */
function chunks(pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  const size = Math.max(4, Math.min(AT_ONCE, Math.ceil(pairs.length / 2)));
  return Array.from({ length: Math.ceil(pairs.length / size) }, (_, index) =>
    pairs.slice(index * size, (index + 1) * size),
  );
}
