import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endProcesses, processesIn } from "./processes.ts";

export const ROOT = join(import.meta.dirname, "../..");
export const PROGRAMS = join(ROOT, "out/main");
export const CHROMIUM = process.env["DROVER_CHROMIUM"] ?? "/usr/bin/chromium";
/** As stack.md found them to work in containers, and no network of its own. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--disable-dev-shm-usage",
  // Terminals are drawn as DOM then, so that their text can be read.
  "--disable-3d-apis",
];

/** Who the tests are, to git and to Drover. */
export const OWNER = { name: "Ada Lovelace", email: "ada@example.org" };

/** A user's corner of the machine: a home, a runtime folder for sockets, a workspace, room for repositories. */
export interface Place extends Disposable {
  readonly root: string;
  readonly workspace: string;
  /** For every process that is started in it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Sockets have short paths, so the place has one too. `pace` stretches the pauses of scripted agents. */
export function makePlace(pace = 0.05): Place {
  const root = mkdtempSync(join(tmpdir(), "dr-"));
  const home = join(root, "home");
  const runtime = join(root, "run");
  const temporary = join(root, "tmp");
  for (const folder of [home, runtime, temporary]) mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(home, ".gitconfig"), `[user]\n\tname = ${OWNER.name}\n\temail = ${OWNER.email}\n`);
  return {
    root,
    workspace: join(root, "work"),
    env: {
      PATH: process.env["PATH"] ?? "",
      LANG: "C.UTF-8",
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      XDG_CONFIG_HOME: join(home, ".config"),
      TMPDIR: temporary,
      DROVER_SCRIPTED_PACE: String(pace),
    },
    [Symbol.dispose]() {
      endProcesses(processesIn(root));
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
