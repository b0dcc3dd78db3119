import path from "node:path";
import type { ConflictFlag, ConflictSide, WorkSide } from "../../../shared/model/conflict-flag.ts";
import { ok } from "../../../shared/model/result.ts";
import { KeyedReconciler } from "../base/keyed-reconciler.ts";
import { listRefs } from "../platform/git/list-refs.ts";
import { readLog } from "../platform/git/log.ts";
import { resolveCommit } from "../platform/git/resolve.ts";
import { placeOf } from "../platform/git/worktree-files.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { type FlagSides, type Found, decideFlags, flagId, sideKey, workKey } from "./decide.ts";
import type { ActiveBranch, ConflictDeps } from "./ports.ts";
import { type Collision, type Prober, createProber } from "./prober.ts";
import { letterBody, warning } from "./words.ts";
import { type WorktreeWatch, createWorktreeWatch } from "./worktree-watch.ts";

/** What happens at about the same time, such as the commits of a rebase, is looked at together. */
const SETTLE_MS = 200;
/** Nothing tells of a branch that is moved in some other way than by its worktree's HEAD; it is found so late at most. */
const LOOK_MS = 60_000;
/** Processes that merge at the same time, over all projects: agents and gates need the machine more. */
const PROCESSES = 2;
const CHANGES_NAMED = 3;

/** What in the ledger may begin, end or move a branch. */
const STIRRING = new Set([
  "submissionQueued",
  "submissionLanded",
  "submissionSentBack",
  "submissionDiscarded",
  "submissionSuperseded",
  "submissionResolved",
  "submissionConflicted",
  "projectEdited",
]);

type Deps = ConflictDeps & { readonly table: RecordTable<ConflictFlag> };

/** A branch with the commit that counts. */
interface Standing extends ActiveBranch {
  readonly key: string;
  readonly tip: string;
}

/** Keeps a project's flags as its branches stand: looks whenever one of them moved, and at nothing while none does. */
export class ConflictKeeper implements AsyncDisposable {
  readonly #deps: Deps;
  readonly #reconciler: KeyedReconciler<string>;
  readonly #probers = new Map<string, Prober>();
  readonly #watches = new Map<string, WorktreeWatch>();
  readonly #timers = new Map<string, Disposable>();
  readonly #stop = new AbortController();
  readonly #inTurn = turns(PROCESSES);
  #subscription: Disposable | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#reconciler = new KeyedReconciler({
      clock: deps.clock,
      reconcile: (project, again) => this.#look(project, again),
      report: (error) => {
        if (!this.#stop.signal.aborted) deps.report(error);
      },
    });
  }

  start(): void {
    this.#subscription = this.#deps.store.subscribe(({ kind, type }) => {
      if (kind !== "hook" && !STIRRING.has(type)) return;
      for (const project of this.#deps.projects()) this.#stirred(project);
    });
    for (const project of this.#deps.projects()) this.wake(project);
  }

  /** Looks now. */
  wake(project: string): void {
    this.#reconciler.wake(project);
  }

  /** Resolves when nothing is being looked at; what just happened may still be about to be. */
  idle(): Promise<void> {
    return this.#reconciler.idle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#subscription?.[Symbol.dispose]();
    for (const timer of this.#timers.values()) timer[Symbol.dispose]();
    for (const watch of this.#watches.values()) watch[Symbol.dispose]();
    await this.#reconciler[Symbol.asyncDispose]();
  }

  #stirred(project: string): void {
    if (this.#stop.signal.aborted || this.#timers.has(project)) return;
    this.#timers.set(
      project,
      this.#deps.clock.after(SETTLE_MS, () => {
        this.#timers.delete(project);
        this.wake(project);
      }),
    );
  }

  async #look(project: string, again: (ms: number) => void): Promise<void> {
    const { projects, isOn, branches } = this.#deps;
    if (!projects().includes(project)) return;
    const active = isOn(project) ? branches(project) : [];
    await this.#follow(project, active);
    const isQuiet = active.length === 0 && this.#flagsOf(project).every((flag) => flag.cleared !== undefined);
    if (isQuiet) return;
    const { standing, targets } = await this.#stand(project, active);
    const request = { branches: standing, targets };
    const collisions = standing.length === 0 ? [] : await this.#proberOf(project).probe(request, this.#stop.signal);
    await this.#record(project, standing, await this.#found(project, collisions, { standing, targets }));
    if (active.length > 0) again(LOOK_MS);
  }

  async #follow(project: string, active: readonly ActiveBranch[]): Promise<void> {
    const { clone } = this.#deps.place(project);
    const paths = active.flatMap(({ worktree }) => (worktree === undefined ? [] : [worktree]));
    const places = await Promise.all(paths.map((worktree) => placeOf(clone, worktree)));
    let watch = this.#watches.get(project);
    if (watch === undefined) {
      watch = createWorktreeWatch(() => {
        this.#stirred(project);
      });
      this.#watches.set(project, watch);
    }
    if (!this.#stop.signal.aborted) watch.follow(new Set(places.flatMap((place) => place?.gitDir ?? [])));
  }

  async #stand(project: string, active: readonly ActiveBranch[]) {
    const { git, place, targetRef } = this.#deps;
    const { vault, clone } = place(project);
    const targets = new Map<string, string>();
    for (const lands of new Set(active.map((one) => one.lands))) {
      const commit = await resolveCommit(git, vault, targetRef(lands));
      if (commit !== undefined) targets.set(lands, commit);
    }
    const tips = active.length === 0 ? new Map<string, string>() : await listRefs(git, clone, "refs/heads/");
    const standing = active.flatMap((one): readonly Standing[] => {
      const tip = one.tip ?? tips.get(`refs/heads/${one.branch}`);
      return tip === undefined ? [] : [{ ...one, tip, key: workKey(one) }];
    });
    return { standing, targets };
  }

  async #found(
    project: string,
    collisions: readonly Collision[],
    { standing, targets }: { readonly standing: readonly Standing[]; readonly targets: ReadonlyMap<string, string> },
  ): Promise<readonly Found[]> {
    const byKey = new Map(standing.map((one) => [one.key, one]));
    const found: Found[] = [];
    for (const { key, other, files } of collisions) {
      const one = byKey.get(key);
      if (one === undefined) continue;
      const across = other === undefined ? undefined : byKey.get(other);
      if (across !== undefined) {
        found.push({ sides: [workSide(one), workSide(across)], files });
        continue;
      }
      const commit = targets.get(one.lands) ?? "";
      const bare: ConflictSide = { kind: "target", branch: one.lands, commit, changes: [] };
      const up = this.#deps.table.get(flagId(project, [workSide(one), bare]));
      const isKnown = up !== undefined && up.cleared === undefined && up.fileCount === files.length;
      const changes = isKnown
        ? []
        : await this.#changes(
            project,
            one.tip,
            commit,
            files.map(({ path: file }) => file),
          );
      found.push({ sides: [workSide(one), { ...bare, changes }], files });
    }
    return found;
  }

  /** What on the target is new to a branch and changed those files. */
  async #changes(project: string, tip: string, target: string, files: readonly string[]) {
    const { git, place } = this.#deps;
    const { clone } = place(project);
    const log = await readLog(git, clone, { from: target, notIn: [tip], limit: CHANGES_NAMED, paths: files });
    return log.map(({ id, subject }) => ({ commit: id, subject: subject.slice(0, 200) }));
  }

  async #record(project: string, standing: readonly Standing[], found: readonly Found[]): Promise<void> {
    const { store, table, titleOf, letter, isOn } = this.#deps;
    const active = new Set(standing.map(({ key }) => key));
    const done = await store.commit<readonly string[], never>(() => {
      const { events, news } = decideFlags(project, this.#flagsOf(project), {
        found,
        whyCleared: ({ sides }) => (isOn(project) ? this.#whyCleared(project, sides, active) : "off"),
      });
      const told = found.filter(({ sides }) => news.includes(flagId(project, sides)));
      const subject = `Early warning in ${project}: ${told.length === 1 ? "two branches" : `${told.length} pairs of branches`} would conflict`;
      const flags = told.map(({ sides, files }) => ({ sides, files: [...files], fileCount: files.length }));
      const sent = news.length === 0 ? undefined : letter({ project, subject, body: letterBody(flags, titleOf) });
      return ok({ events: [...events, ...(sent === undefined ? [] : [sent])], result: () => news });
    });
    if (!done.ok) throw new Error(`Flags of ${project} could not be recorded: ${done.error.message}`);
    for (const id of done.value) {
      const flag = table.get(id);
      if (flag !== undefined) this.#tell(flag);
    }
  }

  #whyCleared(project: string, sides: FlagSides, active: ReadonlySet<string>) {
    const gone = sides.filter((side): side is WorkSide => side.kind === "work" && !active.has(sideKey(side)));
    if (gone.length === 0) return "merges";
    return gone.some((side) => this.#deps.whyEnded(project, side) === "landed") ? "landed" : "ended";
  }

  #tell(flag: ConflictFlag): void {
    for (const side of flag.sides) {
      if (side.kind !== "work") continue;
      const { agent, item } = side;
      this.#deps.tell({ agent, item, text: warning(flag, agent, this.#deps.titleOf) });
    }
  }

  #flagsOf(project: string): readonly ConflictFlag[] {
    return [...this.#deps.table.values()].filter((flag) => flag.project === project);
  }

  #proberOf(project: string): Prober {
    const known = this.#probers.get(project);
    if (known !== undefined) return known;
    const { git, folder, place } = this.#deps;
    const own = path.join(folder, project);
    const prober = createProber({ git, ...place(project), folder: own, inTurn: this.#inTurn });
    this.#probers.set(project, prober);
    return prober;
  }
}

function workSide({ agent, item, branch, tip, submission }: Standing): ConflictSide {
  return { kind: "work", agent, item, branch, commit: tip, ...(submission === undefined ? {} : { submission }) };
}

/** Lets so many run at the same time; the others wait in line. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
