import { keepCommit } from "../../platform/git/fetch.ts";
import type { Git, ObjectId } from "../../platform/git/git.ts";
import { listRefs } from "../../platform/git/list-refs.ts";
import { updateRefs } from "../../platform/git/update-refs.ts";

const BROUGHT = "refs/drover/verifying/";

/** A project's repositories: Drover's own, and the agents'. */
export interface BringPlace {
  readonly vault: string;
  readonly clone: string;
}

/**
 * Brings commits of the agents' clone to the vault, where each stays until what came back for it is disposed of. What a core that
 * was killed left there is let go of with the next.
 */
export function createBringer(git: Git): (place: BringPlace, commit: ObjectId) => Promise<AsyncDisposable> {
  const users = new Map<string, number>();

  function use(key: string, change: 1 | -1): void {
    const left = (users.get(key) ?? 0) + change;
    if (left > 0) users.set(key, left);
    else users.delete(key);
  }

  async function letGo(vault: string): Promise<void> {
    const all = [...(await listRefs(git, vault, `${BROUGHT}*`))];
    const idle = all.filter(([, commit]) => !users.has(`${vault}\0${commit}`));
    const changes = idle.map(([ref, from]) => ({ ref, from, to: undefined }));
    // Somebody may come for one of them just now: then it goes another time.
    await updateRefs(git, vault, changes);
  }

  return async ({ vault, clone }, commit) => {
    const key = `${vault}\0${commit}`;
    use(key, 1);
    const kept = await keepCommit(git, { from: clone, into: vault, commit, ref: BROUGHT + commit });
    if (kept.kind !== "kept") {
      use(key, -1);
      throw new Error(`The commit ${commit} of ${clone} could not be brought to ${vault}: ${kept.kind}`);
    }
    return {
      async [Symbol.asyncDispose]() {
        use(key, -1);
        await letGo(vault);
      },
    };
  };
}
