import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { systemClock } from "../../src/main/core/base/clock.ts";
import { type Ledger, createLedger, describeItemEvent } from "../../src/main/core/ledger/index.ts";
import { createRecordStore } from "../../src/main/core/platform/store/create-record-store.ts";
import type { GitRunner } from "../../src/main/core/platform/store/git-access.ts";
import type { RecordStore } from "../../src/main/core/platform/store/record-store.ts";
import { WorkspaceLock } from "../../src/main/core/platform/store/workspace-lock.ts";

/** A workspace with one ledger, opened as a core opens it, without the domains beside it. */
export interface LedgerRig extends AsyncDisposable {
  readonly store: RecordStore;
  readonly ledger: Ledger;
  readonly journalDir: string;
  readonly gitDir: string;
}

export interface RigPlace {
  readonly workspace: string;
  readonly gitDir: string;
}

export function rigPlace(folder: string): RigPlace {
  return { workspace: path.join(folder, "workspace"), gitDir: path.join(folder, "ledger.git") };
}

/** Makes the folders where they are not there yet. */
export function prepareRig({ workspace, gitDir }: RigPlace): void {
  mkdirSync(workspace, { recursive: true });
  execFileSync("git", ["init", "-q", "--bare", gitDir]);
}

/** With `packs: false` the ledger's objects stay loose, as they would without its maintenance. */
export async function openRig(
  { workspace, gitDir }: RigPlace,
  say: (line: string) => void,
  { packs } = { packs: true },
): Promise<LedgerRig> {
  const lock = must(WorkspaceLock.acquire(workspace, "bench"));
  const store = must(
    createRecordStore({
      lock,
      git: (args, options) => (!packs && args.includes("repack") ? Promise.resolve(DONE) : runGit(args, options)),
      clock: systemClock,
      owner: { name: "Bench", email: "bench@example.org" },
      notice: ({ message }) => {
        say(message);
      },
    }),
  );
  const ledger = createLedger({
    store,
    clock: systemClock,
    prefixOf: () => "bench",
    surroundings: () => ({ isSlung: false, hook: undefined, submission: undefined, convoys: [], parked: undefined }),
    isInQueue: () => false,
    isOnItsWay: () => false,
    companions: () => [],
    describe: describeItemEvent,
  });
  must(await store.openLedger("workspace", gitDir));
  return {
    store,
    ledger,
    gitDir,
    journalDir: path.join(workspace, ".drover", "journal"),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      lock[Symbol.dispose]();
    },
  };
}

const DONE = { exitCode: 0, stdout: new Uint8Array(), stderr: "" };

const runGit: GitRunner = (args, { cwd, stdin }) =>
  new Promise((resolve, reject) => {
    const child = spawn("git", [...args], { cwd, stdio: "pipe" });
    const stdout: Buffer[] = [];
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (exitCode) => {
      resolve({ exitCode, stdout: Buffer.concat(stdout), stderr });
    });
    child.stdin.end(stdin);
  });

export function must<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: { readonly message: string } },
): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
