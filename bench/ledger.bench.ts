import { execFileSync, spawn } from "node:child_process";
import { closeSync, fdatasync, openSync, readFileSync, readdirSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { systemClock } from "../src/main/core/base/clock.ts";
import { type Ledger, createLedger, describeItemEvent } from "../src/main/core/ledger/index.ts";
import { createRecordStore } from "../src/main/core/platform/store/create-record-store.ts";
import type { GitRunner } from "../src/main/core/platform/store/git-access.ts";
import { WorkspaceLock } from "../src/main/core/platform/store/workspace-lock.ts";
import { USER, workerPath } from "../src/shared/model/identity.ts";
import type { BenchContext, MeasuredRow } from "./bench.ts";

const WRITERS = 30;
const ROUNDS = 7;
const CHANGES = 20_000;
const ITEMS = 2_000;
const CLAIMS = 2_100;

/** Both figures with the whole ledger on: deciding, reducing, indexes, and the branch written meanwhile. */
export async function measure(context: BenchContext): Promise<readonly MeasuredRow[]> {
  const { folder } = context;
  const say = (line: string) => {
    context.say(line);
  };
  const workspace = path.join(folder, "workspace");
  const gitDir = path.join(folder, "ledger.git");
  execFileSync("git", ["init", "-q", "--bare", gitDir]);
  const lock = must(WorkspaceLock.acquire(workspace, "bench"));
  const store = must(
    createRecordStore({
      lock,
      git: runGit,
      clock: systemClock,
      owner: { name: "Bench", email: "bench@example.org" },
      notice: (notice) => {
        say(notice.message);
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
  const ids = await Promise.all(
    Array.from({ length: ITEMS }, async (_, n) => {
      const title = `Item ${n} of the bench`;
      return must(await ledger.create({ title, ledger: "workspace" }, { actor: USER })).id;
    }),
  );

  const ours: number[] = [];
  const plain: number[] = [];
  const claims: number[] = [];
  const syncs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await changesPerSecond(ledger, ids, round));
    // The baseline is to have the disk for itself.
    must(await store.flush());
    const lines = newestLines(path.join(workspace, ".drover", "journal"));
    plain.push(await appendsPerSecond(path.join(folder, `plain-${round}`), lines));
    await claimAndSync(ledger, path.join(folder, `sync-${round}`), lines[0] ?? "", { claims, syncs });
    say(`round ${round + 1} of ${ROUNDS}: ${Math.round(ours.at(-1) ?? 0)}/s of ${Math.round(plain.at(-1) ?? 0)}/s`);
  }
  await store[Symbol.asyncDispose]();
  lock[Symbol.dispose]();
  return [
    {
      id: "ledger-changes",
      value: quantile(ours, 0.5),
      unit: "/s",
      baseline: quantile(plain, 0.5),
      note: `median of ${ROUNDS}`,
    },
    {
      id: "ledger-claim-p99",
      value: quantile(claims, 0.99),
      unit: "ms",
      baseline: quantile(syncs, 0.99),
      note: `${claims.length} claims, one at a time`,
    },
  ];
}

/** Thirty writers, each with its next edit as soon as the one before is acknowledged. */
async function changesPerSecond(ledger: Ledger, ids: readonly string[], round: number): Promise<number> {
  let next = 0;
  const write = async (writer: number) => {
    const actor = workerPath("bench", `w${writer}`);
    for (let n = (next += 1); n <= CHANGES; n = next += 1) {
      must(await ledger.edit(ids[n % ids.length] ?? "", { notes: `Change ${n} of round ${round}.` }, { actor }));
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  return (CHANGES * 1_000) / (performance.now() - began);
}

/** The same bytes by the same number of writers through the plainest group commit: what waits is written, then synced. */
async function appendsPerSecond(file: string, lines: readonly string[]): Promise<number> {
  const handle = await open(file, "ax");
  let waiting: { readonly line: string; readonly settle: () => void }[] = [];
  let isRunning = false;
  const commit = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await handle.appendFile(batch.map(({ line }) => line).join(""));
      await handle.datasync();
      for (const { settle } of batch) settle();
    }
    isRunning = false;
  };
  const append = (line: string) =>
    new Promise<void>((settle) => {
      waiting.push({ line, settle });
      if (!isRunning) void commit();
    });
  let next = 0;
  const write = async () => {
    for (let n = (next += 1); n <= CHANGES; n = next += 1) await append(lines[n % lines.length] ?? "");
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: WRITERS }, write));
  const perSecond = (CHANGES * 1_000) / (performance.now() - began);
  await handle.close();
  return perSecond;
}

interface Durations {
  readonly claims: number[];
  readonly syncs: number[];
}

/** A claim, then a plain write and sync of a line as long, and so on in turn, so that both meet the same disk. */
async function claimAndSync(ledger: Ledger, file: string, line: string, { claims, syncs }: Durations): Promise<void> {
  const ids = [...ledger.readiness.ready(systemClock.now())].slice(0, CLAIMS / ROUNDS);
  const fd = openSync(file, "ax");
  for (const id of ids) {
    const claimed = performance.now();
    must(await ledger.claim(id, { actor: USER }));
    claims.push(performance.now() - claimed);
    const synced = performance.now();
    await writeAndSync(fd, line);
    syncs.push(performance.now() - synced);
  }
  closeSync(fd);
  await Promise.all(ids.map((id) => ledger.update(id, { assignee: null, mayReassign: true }, { actor: USER })));
}

function writeAndSync(fd: number, line: string): Promise<void> {
  writeSync(fd, line);
  return new Promise((resolve, reject) => {
    fdatasync(fd, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

function newestLines(journal: string): string[] {
  const newest = readdirSync(journal).toSorted().at(-2) ?? "";
  const text = readFileSync(path.join(journal, newest), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `${line}\n`);
}

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

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function must<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: { readonly message: string } },
): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
