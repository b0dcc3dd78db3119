import {
  type BigIntStats,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { type Failure, type Result, err, fail } from "../../../../shared/model/result.ts";

export type LockFailure = Failure<"workspace-in-use" | "workspace-not-writable">;

/** Who holds the lock, for people. Informational only: that the lock is held is known from SQLite alone. */
const holderSchema = z.object({ pid: z.int(), holder: z.string(), since: z.number() });

/**
 * Proof that this process alone may write the workspace. It is an open exclusive SQLite transaction, so the system
 * takes it back when the process ends, however it ends. Held until disposed.
 */
export class WorkspaceLock {
  readonly workspaceDir: string;
  readonly #file: BigIntStats;
  #database: DatabaseSync | undefined;

  private constructor(workspaceDir: string, database: DatabaseSync) {
    this.workspaceDir = workspaceDir;
    this.#database = database;
    this.#file = statSync(lockFile(workspaceDir), { bigint: true });
  }

  /**
   * Takes the lock or says at once who has it. `holder` is what the others are told, e.g. `the desktop app`.
   * Nothing else in the process may open `lock.db`: closing a second descriptor of it would drop the lock on POSIX systems.
   */
  static acquire(workspaceDir: string, holder: string): Result<WorkspaceLock, LockFailure> {
    const dir = path.join(workspaceDir, ".drover");
    const info = path.join(dir, "lock.json");
    let database: DatabaseSync;
    try {
      mkdirSync(dir, { recursive: true });
      // Somebody deleted the lock under its holder, who still has the file that is gone.
      if (!existsSync(lockFile(workspaceDir)) && isAlive(readHolder(info)?.pid)) return err(inUse(workspaceDir, dir));
      const taken = lockDatabase(workspaceDir, 0);
      // Of several that try at the same moment each may be in another's way. Whoever waits a little then finds a winner.
      const found = taken ?? (isAlive(readHolder(info)?.pid) ? undefined : lockDatabase(workspaceDir, RACE_MS));
      if (found === undefined) return err(inUse(workspaceDir, dir));
      database = found;
    } catch (error) {
      return err(notWritable(workspaceDir, error));
    }
    try {
      writeFileSync(`${info}.new`, JSON.stringify({ pid: process.pid, holder, since: Date.now() }));
      renameSync(`${info}.new`, info);
      return { ok: true, value: new WorkspaceLock(workspaceDir, database) };
    } catch (error) {
      database.close();
      return err(notWritable(workspaceDir, error));
    }
  }

  get isHeld(): boolean {
    return this.#database !== undefined;
  }

  /**
   * Why the lock keeps others out no longer: its file was deleted or replaced, so that another process may have taken a
   * new one. Undefined while all is well. Cheap enough to be asked before every write.
   */
  get intruded(): string | undefined {
    const found = statSync(lockFile(this.workspaceDir), { bigint: true, throwIfNoEntry: false });
    if (found?.ino === this.#file.ino && found.dev === this.#file.dev) return undefined;
    return `the lock of the workspace, ${lockFile(this.workspaceDir)}, was deleted or replaced`;
  }

  /** Idempotent. */
  [Symbol.dispose](): void {
    if (this.#database === undefined) return;
    // It may be another one's by now.
    if (this.intruded === undefined) rmSync(path.join(this.workspaceDir, ".drover", "lock.json"), { force: true });
    this.#database.close();
    this.#database = undefined;
  }
}

/** Taking the lock takes well under a millisecond; nobody but a holder that is not known is waited for that long. */
const RACE_MS = 100;

/** Undefined while somebody else has it. Throws where the file cannot be written. */
function lockDatabase(workspaceDir: string, timeout: number): DatabaseSync | undefined {
  const database = new DatabaseSync(lockFile(workspaceDir), { timeout });
  try {
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

function lockFile(workspaceDir: string): string {
  return path.join(workspaceDir, ".drover", "lock.db");
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED, with their extended codes. */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return false;
  const primary = error.errcode & 0xff;
  return primary === 5 || primary === 6;
}

function inUse(workspaceDir: string, dir: string): LockFailure {
  const known = readHolder(path.join(dir, "lock.json"));
  const who = known === undefined ? "another process" : `${known.holder} (process ${known.pid})`;
  return {
    code: "workspace-in-use",
    message: `The workspace ${workspaceDir} is in use by ${who}.`,
    remedy: `Connect to the running Drover, or end that process and try again. If it has nothing to do with Drover, delete ${path.join(dir, "lock.json")}.`,
    ...(known === undefined ? {} : { details: known }),
  };
}

function readHolder(file: string): z.infer<typeof holderSchema> | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    // It is written after the lock is taken and removed before it is given back: not there, or half there, is a normal state.
    return undefined;
  }
}

function notWritable(workspaceDir: string, error: unknown): LockFailure {
  return fail(
    "workspace-not-writable",
    `The workspace ${workspaceDir} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    { remedy: "Check the folder's permissions and the free space, or choose another folder with DROVER_WORKSPACE." },
  ).error;
}
