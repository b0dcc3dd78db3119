import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { TerminalRig } from "./terminal-rigs.ts";

export interface PtyRig extends TerminalRig {
  /** Milliseconds from a key pressed in that terminal to its echo, for each sample. */
  echo(name: string, samples: number): Promise<readonly number[]>;
}

/** Terminals in a process that has node-pty and nothing else, and throws away what they print. */
export async function ptyRig(): Promise<PtyRig> {
  const child = fork(join(import.meta.dirname, "pty-rig-child.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  async function ask(question: object): Promise<unknown> {
    const answer = once(child, "message");
    child.send(question);
    return (await answer)[0];
  }
  return {
    async start(name, file, args) {
      await ask({ start: name, file, args });
    },
    async go(names) {
      await ask({ type: names, keys: "\r" });
    },
    pids: async () => [child.pid ?? 0],
    async echo(name, samples) {
      return (await ask({ echo: name, samples })) as readonly number[];
    },
    async end() {
      const exited = once(child, "exit");
      child.send({ end: true });
      await exited;
    },
  };
}
