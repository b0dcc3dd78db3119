import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, access, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";

export type ObjectFormat = "sha1" | "sha256";

/**
 * Writes loose objects itself: in a batch of a dozen small ones starting git costs several times the work. Each is synced, a
 * few at a time, so that disks that can sync several at once do, and the journal's syncs still find a free thread.
 */
export interface ObjectWriter {
  readonly format: ObjectFormat;
  /** Names an object at once and writes it meanwhile; `written` tells when it is durable, or why it is not. */
  stage(type: "blob" | "tree", body: Uint8Array): string;
  /** All that was staged is durable. Must be awaited before a name is put into a commit that counts. Throws the first failure. */
  written(): Promise<void>;
  /** Writes one behind all that was staged; durable when it resolves. */
  write(type: "blob" | "tree" | "commit", body: Uint8Array): Promise<string>;
  /** Makes the names of what was written, and of our refs, durable, which syncing the files alone does not promise. */
  syncNames(): Promise<void>;
}

const compress = promisify(deflate);

/** Of the four threads that file calls share. */
const AT_ONCE = 3;

export function createObjectWriter(gitDir: string, format: ObjectFormat): ObjectWriter {
  const objects = path.join(gitDir, "objects");
  const slots = createSlots(AT_ONCE);
  let unsynced = new Set<string>();
  let staged: Promise<void>[] = [];

  function encode(type: string, body: Uint8Array): { readonly oid: string; readonly raw: Buffer } {
    const raw = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
    return { oid: createHash(format).update(raw).digest("hex"), raw };
  }

  async function store(oid: string, raw: Buffer): Promise<void> {
    const file = path.join(objects, oid.slice(0, 2), oid.slice(2));
    if (await exists(file)) return;
    // Level 1: objects are small, and git compresses anew when it packs.
    const bytes = await compress(raw, { level: 1 });
    for (let attempt = 1; ; attempt += 1) {
      try {
        await writeObject(file, bytes);
        unsynced.add(path.dirname(file));
        return;
      } catch (error) {
        // Git takes folders away that packing has left empty, also between our making one and writing into it.
        if (attempt === FOLDER_ATTEMPTS || codeOf(error) !== "ENOENT") throw error;
      }
    }
  }

  async function written(): Promise<void> {
    const waiting = staged;
    staged = [];
    const failed = (await Promise.allSettled(waiting)).find((one) => one.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  return {
    format,
    written,
    stage(type, body) {
      const { oid, raw } = encode(type, body);
      const storing = slots(() => store(oid, raw));
      // Whoever asks whether all is written is told.
      storing.catch(() => undefined);
      staged.push(storing);
      return oid;
    },
    async write(type, body) {
      await written();
      const { oid, raw } = encode(type, body);
      await store(oid, raw);
      return oid;
    },
    async syncNames() {
      const folders = [...unsynced, ...REF_FOLDERS.map((name) => path.join(gitDir, name))];
      unsynced = new Set();
      for (const folder of folders) await syncFolder(folder);
    },
  };
}

/** Runs so many at once; the others wait for their turn, in order. */
function createSlots(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else {
      await new Promise<void>((resume) => {
        waiting.push(resume);
      });
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** Where our refs and packs are, and what holds those folders. */
const REF_FOLDERS = ["refs/heads/drover", "refs/heads", "refs/drover", "refs", "objects/pack", "objects", "."];

/** A folder that is gone held objects that have been packed since. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** More than git could come in between. */
const FOLDER_ATTEMPTS = 5;

async function writeObject(file: string, bytes: Uint8Array): Promise<void> {
  const dir = path.dirname(file);
  // Git clears files of this name away when they are old, should we die in between.
  const temporary = path.join(dir, `tmp_obj_${randomBytes(6).toString("hex")}`);
  try {
    const handle = await openNew(temporary);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Makes the folder where it is not there: mostly it is. */
async function openNew(file: string): Promise<FileHandle> {
  try {
    return await open(file, "wx", 0o444);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
  try {
    // Not `recursive`, which calls a file system that may not be written one without the folder above.
    await mkdir(path.dirname(file));
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
  return open(file, "wx", 0o444);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
