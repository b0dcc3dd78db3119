import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { spawn as spawnPty } from "node-pty";
import { type Place, PROGRAMS } from "./place.ts";

export const CLI = join(PROGRAMS, "cli.js");

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `drover` for the workspace of the place. */
export async function drover(place: Place, args: readonly string[], env: Place["env"] = place.env): Promise<Said> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: place.root,
    env: { ...env, DROVER_WORKSPACE: place.workspace },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, out, err };
}

/** The answer of a command that is not expected to fail, from its JSON. */
export async function droverJson(place: Place, ...args: string[]): Promise<unknown> {
  const { code, out, err } = await drover(place, [...args, "--json"]);
  if (code !== 0) throw new Error(`drover ${args.join(" ")} ended with ${String(code)}: ${err}`);
  return JSON.parse(out);
}

/** `drover` in a terminal of its own, as a person sees it. */
export interface InTerminal extends Disposable {
  /** Resolves once that has been printed, from the start on. */
  shows(wanted: string): Promise<void>;
  type(keys: string): void;
  readonly exited: Promise<number>;
}

export function droverInTerminal(place: Place, ...args: string[]): InTerminal {
  const pty = spawnPty(process.execPath, [CLI, ...args], {
    cwd: place.root,
    env: { ...place.env, DROVER_WORKSPACE: place.workspace, TERM: "xterm-256color" },
    cols: 120,
    rows: 30,
  });
  let printed = "";
  let looks: (() => void)[] = [];
  pty.onData((data) => {
    printed += data;
    for (const look of looks) look();
  });
  const exited = Promise.withResolvers<number>();
  let isOver = false;
  pty.onExit(({ exitCode }) => {
    isOver = true;
    exited.resolve(exitCode);
  });
  return {
    exited: exited.promise,
    type(keys) {
      pty.write(keys);
    },
    shows(wanted) {
      return new Promise((resolve) => {
        const look = () => {
          if (!printed.includes(wanted)) return;
          looks = looks.filter((other) => other !== look);
          resolve();
        };
        looks.push(look);
        look();
      });
    },
    [Symbol.dispose]() {
      if (!isOver) pty.kill("SIGKILL");
    },
  };
}
