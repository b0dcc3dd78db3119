import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { LedgerEvent, NewEvent } from "../../../../shared/model/event.ts";
import { USER } from "../../../../shared/model/identity.ts";
import { ok } from "../../../../shared/model/result.ts";
import { type Clock, ManualClock } from "../../base/clock.ts";
import { type StoreLimits, createRecordStore } from "./create-record-store.ts";
import type { GitRunner } from "./git-access.ts";
import type { JournalDisk } from "./journal-disk.ts";
import type { RecordKind, RecordStore, StoreNotice } from "./record-store.ts";
import { WorkspaceLock } from "./workspace-lock.ts";

/** A record as simple as can be, for tests of the store: a name and how often it was changed. */
const noteSchema = z.looseObject({ id: z.string(), text: z.string(), changes: z.int() });
export type Note = z.infer<typeof noteSchema>;

const noteData = z.object({ text: z.string().default("") });

export const noteKind: RecordKind<Note> = {
  kind: "note",
  schema: noteSchema,
  reduce(note, event: LedgerEvent) {
    const { text } = noteData.parse(event.data);
    switch (event.type) {
      case "noteWritten":
        return { ...note, id: event.subject, text, changes: (note?.changes ?? 0) + 1 };
      case "noteRemoved":
        return undefined;
      default:
        return note;
    }
  },
};

export function written(subject: string, text: string, ledger = "workspace"): NewEvent {
  return { ledger, kind: "note", subject, type: "noteWritten", actor: USER, data: { text } };
}

export function removed(subject: string, ledger = "workspace"): NewEvent {
  return { ledger, kind: "note", subject, type: "noteRemoved", actor: USER, data: {} };
}

/** Commits events and waits until they are durable; throws when they are refused. */
export async function append(store: RecordStore, ...events: NewEvent[]): Promise<readonly LedgerEvent[]> {
  const done = await store.commit(() => ok({ events, result: (appended) => appended }));
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

/** Git as a plain child process, without the settings of the machine. */
export const nodeGit: GitRunner = (args, { cwd, stdin }) =>
  new Promise((resolve, reject) => {
    const child = spawn("git", [...args], { cwd, env: GIT_ENV, stdio: "pipe" });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (exitCode) => {
      resolve({ exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8") });
    });
    child.stdin.on("error", () => {
      // It ended without reading all; its exit code says why.
    });
    child.stdin.end(stdin);
  });

const GIT_ENV = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Someone",
  GIT_AUTHOR_EMAIL: "someone@example.org",
  GIT_COMMITTER_NAME: "Someone",
  GIT_COMMITTER_EMAIL: "someone@example.org",
};

export function git(gitDir: string, ...args: string[]): string {
  return execFileSync("git", ["--git-dir", gitDir, ...args], { env: GIT_ENV, encoding: "utf8" }).trim();
}

/** A workspace in a temporary folder, whose store can be closed and opened again. */
export interface StoreFixture {
  readonly dir: string;
  readonly journalDir: string;
  readonly gitDir: string;
  readonly clock: ManualClock;
  readonly notices: StoreNotice[];
  /** Makes a bare repository in the folder; answers its path. */
  makeRepository(name: string, ...options: string[]): string;
  /** With the kind `note` and the ledger `workspace`, unless told otherwise. */
  open(options?: OpenOptions): Promise<RecordStore>;
  /** What is durable stays; nothing is flushed to git, as after a crash. */
  crash(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface OpenOptions {
  readonly limits?: Partial<StoreLimits>;
  readonly git?: GitRunner;
  readonly clock?: Clock;
  readonly disk?: JournalDisk;
  /** Default true. */
  readonly declare?: boolean;
}

/** The repository lies in the workspace, unless it gets a folder of its own. */
export function createStoreFixture(parent = tmpdir(), repositories?: string): StoreFixture {
  const dir = mkdtempSync(path.join(parent, "drover-store-"));
  const gitDir = path.join(repositories ?? dir, "ledger.git");
  execFileSync("git", ["init", "-q", "--bare", gitDir], { env: GIT_ENV });
  const clock = new ManualClock();
  const notices: StoreNotice[] = [];
  const noGit = { broken: false };
  let open: { readonly store: RecordStore; readonly lock: WorkspaceLock } | undefined;

  async function close(): Promise<void> {
    await open?.store[Symbol.asyncDispose]();
    open?.lock[Symbol.dispose]();
    open = undefined;
  }

  return {
    dir,
    gitDir,
    clock,
    notices,
    makeRepository(name, ...options) {
      const made = path.join(dir, name);
      execFileSync("git", ["init", "-q", "--bare", ...options, made], { env: GIT_ENV });
      return made;
    },
    journalDir: path.join(dir, ".drover", "journal"),
    async open(options = {}) {
      await close();
      noGit.broken = false;
      const lock = WorkspaceLock.acquire(dir, "a test");
      if (!lock.ok) throw new Error(lock.error.message);
      const run = options.git ?? nodeGit;
      const made = createRecordStore({
        lock: lock.value,
        git: (args, more) =>
          noGit.broken
            ? Promise.resolve({ exitCode: 128, stdout: Buffer.alloc(0), stderr: "crashed" })
            : run(args, more),
        clock: options.clock ?? clock,
        owner: { name: "Olga Owner", email: "olga@example.org" },
        notice: (notice) => {
          if (!noGit.broken) notices.push(notice);
        },
        ...(options.limits === undefined ? {} : { limits: options.limits }),
        ...(options.disk === undefined ? {} : { disk: options.disk }),
      });
      if (!made.ok) throw new Error(made.error.message);
      open = { store: made.value, lock: lock.value };
      if (options.declare !== false) made.value.table(noteKind);
      const ledger = await made.value.openLedger("workspace", gitDir);
      if (!ledger.ok) throw new Error(ledger.error.message);
      return made.value;
    },
    async crash() {
      noGit.broken = true;
      await close();
    },
    async [Symbol.asyncDispose]() {
      await close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
