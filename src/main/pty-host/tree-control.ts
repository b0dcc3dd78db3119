import type { Clock } from "../core/base/clock.ts";
import { type ProcessEntry, type TreeRoot, processTree, readProcesses, signalAll, stillThere } from "./process-tree.ts";

/** What is done to all processes of a terminal together. */
export interface TreeControl {
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Freezes them, also those that were being made. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** Gently, and hard after the grace. Resolves when none of them is left; `exited` is the end of the leader. */
  end(graceMs: number, exited: Promise<unknown>): Promise<void>;
  /** Ends what the leader left behind when it went by itself: they have the agent's token and its worktree. */
  endRest(): Promise<void>;
}

/** A process may fork between the look and the signal, its child again, and so on: in practice two rounds do. */
const MAX_ROUNDS = 20;
/** Time between asking what was left behind and killing it. */
const REST_GRACE_MS = 1_000;
/** A killed process is gone within a moment; looked for that often. */
const LOOK_MS = 20;

export function createTreeControl(root: TreeRoot, clock: Clock): TreeControl {
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      clock.after(ms, resolve);
    });

  /** Those remembered that still are, and what is found now: who leaves the tree when its parent dies is not forgotten. */
  async function look(known: readonly ProcessEntry[]): Promise<readonly ProcessEntry[]> {
    const all = await readProcesses();
    const found = processTree(all, root);
    const left = stillThere(all, known);
    return [...new Map([...left, ...found].map((entry) => [entry.pid, entry])).values()];
  }

  async function freeze(): Promise<void> {
    const frozen = new Set<string>();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const fresh = (await look([])).filter(({ pid, born }) => !frozen.has(`${pid} ${born}`));
      if (fresh.length === 0) return;
      signalAll(fresh, "SIGSTOP");
      for (const { pid, born } of fresh) frozen.add(`${pid} ${born}`);
    }
  }

  /** Kills until nothing is left, also of what forks as fast as it is killed: stopped first, it cannot. */
  async function kill(known: readonly ProcessEntry[]): Promise<void> {
    let left = await look(known);
    for (let round = 0; round < MAX_ROUNDS && left.length > 0; round += 1) {
      if (round > 1) signalAll(left, "SIGSTOP");
      signalAll(left, "SIGKILL");
      await pause(LOOK_MS);
      left = await look(left);
    }
  }

  return {
    async signal(signal) {
      signalAll(await look([]), signal);
    },
    freeze,
    async thaw() {
      signalAll(await look([]), "SIGCONT");
    },
    async end(graceMs, exited) {
      const tree = await look([]);
      let isOver = false;
      const over = exited.then(() => {
        isOver = true;
      });
      // Ends when the leader does, so that who goes at once is not waited for.
      const wait = async (ms: number) => {
        const time = Promise.withResolvers<void>();
        const timer = clock.after(ms, time.resolve);
        await Promise.race([over, time.promise]);
        timer[Symbol.dispose]();
      };
      if (graceMs > 0) {
        signalAll(tree, "SIGTERM");
        // A stopped process does not hear anything else.
        signalAll(tree, "SIGCONT");
        await wait(graceMs / 2);
        if (!isOver) signalAll(await look(tree), "SIGHUP");
        if (!isOver) await wait(graceMs / 2);
      }
      await kill(tree);
      await over;
      await kill(tree);
    },
    async endRest() {
      const rest = await look([]);
      if (rest.length === 0) return;
      signalAll(rest, "SIGTERM");
      signalAll(rest, "SIGCONT");
      for (let waited = 0; waited < REST_GRACE_MS; waited += LOOK_MS * 5) {
        if ((await look(rest)).length === 0) break;
        await pause(LOOK_MS * 5);
      }
      await kill(rest);
    },
  };
}
