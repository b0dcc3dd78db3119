import type { BatchMember } from "../../../../shared/model/batch.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { disjointFirst } from "./order.ts";
import type { Change, MergeRepository, Preparation } from "../repository/repository.ts";

/** What a stack is put on: a batch that has not landed yet, or, with neither, the newest target. */
export interface StackBase {
  readonly after?: string;
  readonly onto?: string;
}

/** Submissions put on top of one another, not frozen yet. Only objects were written for it. */
export interface Stack {
  /** Of what it was asked for. */
  readonly key: string;
  readonly onto: string;
  readonly after?: string;
  readonly members: readonly (BatchMember & { readonly tip: string })[];
}

/** One that cannot be put on the target as it is now, whoever else lands. */
export interface LeftOut {
  readonly one: Submission;
  readonly preparation: Exclude<Preparation, { readonly kind: "prepared" }>;
  /** The commit by which it has landed, where that is known. */
  readonly landed?: string;
}

export interface StackerDeps {
  readonly repository: Pick<MergeRepository, "prepare" | "changedFiles" | "isAncestor">;
  /** What an item is called: the merge by which an epic's branch lands is named after it. Without it, after its newest commit. */
  titleOf?(item: string): string | undefined;
}

export interface StackRequest {
  readonly key: string;
  readonly project: string;
  /** The newest commit of the branch. */
  readonly target: string;
  readonly base: StackBase;
  /** In the order in which they are to be taken. */
  readonly candidates: readonly Submission[];
  readonly size: number;
  readonly now: number;
  /** One that its author has had verified on the target may go ahead alone. */
  readonly preVerified: boolean;
  /** Has to be gated on its own, since runs of a batch it was in contradicted one another. */
  isAlone(one: Submission): boolean;
  isStopped(): boolean;
  /** Told of those that are about to be put on the stack, before the first is. */
  picked(ones: readonly Submission[]): void;
}

/** Preparations are the same as long as tip and base are; so many are remembered. */
const REMEMBERED = 400;

export interface Stacker {
  stack(request: StackRequest): Promise<{ readonly stack: Stack; readonly left: readonly LeftOut[] }>;
  /** What was prepared may be gone. */
  forget(): void;
}

/**
 * Puts submissions on top of one another. One that does not go on top of those before it is left for later and holds nobody back;
 * only what does not go onto the target itself is told of as left out.
 */
export function createStacker({ repository, titleOf }: StackerDeps): Stacker {
  const prepared = new Map<string, Promise<Preparation>>();
  const files = new Map<string, Promise<readonly string[]>>();

  function changeOf({ tip, base, kind, item, branch }: Submission): Change {
    const title = kind === "integration" && branch === undefined ? titleOf?.(item) : undefined;
    return { tip, base, kind, ...(title === undefined ? {} : { title }) };
  }

  function prepare(project: string, one: Submission, onto: string): Promise<Preparation> {
    return remember(prepared, `${one.id} ${one.tip} ${onto}`, () => repository.prepare(project, changeOf(one), onto));
  }

  async function arrange({ project, candidates, size, now }: StackRequest): Promise<readonly Submission[]> {
    if (candidates.length <= size) return candidates;
    const touched = new Map<string, readonly string[]>();
    await Promise.all(
      candidates.map(async (one) => {
        const key = `${one.tip} ${one.base}`;
        touched.set(one.id, await remember(files, key, () => repository.changedFiles(project, one.base, one.tip)));
      }),
    );
    return disjointFirst(candidates, ({ id }) => touched.get(id) ?? [], now);
  }

  async function verifiedOne({ base, candidates, preVerified, project, target }: StackRequest) {
    if (!preVerified || base.after !== undefined) return undefined;
    for (const one of candidates) {
      const { verified, tip } = one;
      if (verified === undefined || verified.commit !== tip || verified.onto !== target) continue;
      if (tip !== target && (await repository.isAncestor(project, target, tip))) return one;
    }
    return undefined;
  }

  /** A landing that was pushed and never recorded is found again by its commit. */
  async function leftOut(
    project: string,
    one: Submission,
    { preparation, target }: Pick<LeftOut, "preparation"> & { readonly target: string },
  ): Promise<LeftOut> {
    const { prepared: commit } = one;
    const isIt =
      preparation.kind === "nothing-left" &&
      commit !== undefined &&
      (await repository.isAncestor(project, commit, target));
    return { one, preparation, ...(isIt ? { landed: commit } : {}) };
  }

  return {
    async stack(request) {
      const { key, project, target, base, size, isStopped, isAlone, picked } = request;
      const onto = base.onto ?? target;
      const start = { key, onto, ...(base.after === undefined ? {} : { after: base.after }) };
      const verified = await verifiedOne(request);
      if (verified !== undefined) {
        const { id: submission, tip } = verified;
        return { stack: { ...start, members: [{ submission, from: onto, commit: tip, tip }] }, left: [] };
      }
      const arranged = await arrange(request);
      const [first] = arranged;
      const line = first !== undefined && isAlone(first) ? [first] : arranged.filter((one) => !isAlone(one));
      picked(line.slice(0, size));
      const members: Stack["members"][number][] = [];
      const left: LeftOut[] = [];
      for (const one of line) {
        if (members.length === size || isStopped()) break;
        const from = members.at(-1)?.commit ?? onto;
        const here = await prepare(project, one, from);
        if (here.kind === "prepared") {
          members.push({ submission: one.id, from, commit: here.commit, tip: one.tip });
          continue;
        }
        const alone = from === target ? here : await prepare(project, one, target);
        if (alone.kind !== "prepared") left.push(await leftOut(project, one, { preparation: alone, target }));
      }
      return { stack: { ...start, members }, left };
    },
    forget() {
      prepared.clear();
    },
  };
}

/** Failures are not remembered; what was asked for longest ago is forgotten first. */
function remember<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const asked = ask();
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return asked;
}
