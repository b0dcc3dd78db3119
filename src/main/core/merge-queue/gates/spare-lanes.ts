/** A project's lanes and the work trees they have just now. */
interface Trees {
  /** Numbers of work trees by lane, where a lane has another one than that of its own number. */
  readonly byLane: Map<number, number>;
  spare: number;
  ahead: Ahead | undefined;
}

/** What is made ready in the spare one. */
interface Ahead {
  readonly commit: string;
  /** Once it is there. */
  folder: string | undefined;
  readonly done: Promise<void>;
}

/** The number of the work tree that is spare at first. */
const FIRST_SPARE = 0;

/**
 * One work tree more than a project has lanes: the commit that is likely to be next is checked out there while all lanes are
 * busy. The lane that becomes free takes it over, and its own becomes the spare one.
 */
export interface SpareLanes extends AsyncDisposable {
  expect(project: string, commit: string): void;
  /** The folder with that commit in it, now that lane's; undefined where it is not ready. */
  take(project: string, lane: number, commit: string): string | undefined;
  /** The number of the work tree that lane has. */
  treeOf(project: string, lane: number): number;
}

/** `ready` puts a commit into the work tree of that number and answers its folder. */
export function createSpareLanes(
  ready: (project: string, tree: number, commit: string) => Promise<string>,
): SpareLanes {
  const projects = new Map<string, Trees>();
  let isDisposed = false;

  function treesOf(project: string): Trees {
    const trees = projects.get(project) ?? { byLane: new Map<number, number>(), spare: FIRST_SPARE, ahead: undefined };
    projects.set(project, trees);
    return trees;
  }

  const treeOf = (project: string, lane: number): number => treesOf(project).byLane.get(lane) ?? lane;

  return {
    treeOf,
    expect(project, commit) {
      const trees = treesOf(project);
      const before = trees.ahead;
      if (before?.commit === commit) return;
      async function work(): Promise<void> {
        await before?.done;
        if (isDisposed || trees.ahead !== mine) return;
        try {
          mine.folder = await ready(project, trees.spare, commit);
        } catch {
          // Only a guess was in vain: a run on that commit meets the same, and tells of it.
          if (trees.ahead === mine) trees.ahead = undefined;
        }
      }
      const begun = Promise.withResolvers<void>();
      const mine: Ahead = { commit, folder: undefined, done: begun.promise.then(work) };
      trees.ahead = mine;
      begun.resolve();
    },
    take(project, lane, commit) {
      const trees = treesOf(project);
      const { ahead } = trees;
      if (ahead?.commit !== commit || ahead.folder === undefined) return undefined;
      const left = treeOf(project, lane);
      trees.byLane.set(lane, trees.spare);
      trees.spare = left;
      trees.ahead = undefined;
      return ahead.folder;
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true;
      for (const { ahead } of projects.values()) await ahead?.done;
    },
  };
}
