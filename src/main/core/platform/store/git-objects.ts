import { createHash, randomBytes } from "node:crypto";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";

export type ObjectFormat = "sha1" | "sha256";

/**
 * Writes loose objects itself: in a batch of a dozen small ones starting git costs several times the work. Each is synced
 * before its name is given away. One at a time, so that the journal's syncs find a free thread.
 */
export interface ObjectWriter {
  readonly format: ObjectFormat;
  write(type: "blob" | "tree" | "commit", body: Uint8Array): Promise<string>;
  /** Makes the names of what was written, and of our refs, durable, which syncing the files alone does not promise. */
  syncNames(): Promise<void>;
}

const compress = promisify(deflate);

export function createObjectWriter(gitDir: string, format: ObjectFormat): ObjectWriter {
  const objects = path.join(gitDir, "objects");
  let unsynced = new Set<string>();
  return {
    format,
    async write(type, body) {
      const raw = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
      const oid = createHash(format).update(raw).digest("hex");
      const file = path.join(objects, oid.slice(0, 2), oid.slice(2));
      if (await exists(file)) return oid;
      // Level 1: objects are small, and git compresses anew when it packs.
      const bytes = await compress(raw, { level: 1 });
      for (let attempt = 1; ; attempt += 1) {
        try {
          await writeObject(file, bytes);
          unsynced.add(path.dirname(file));
          return oid;
        } catch (error) {
          // Git takes folders away that packing has left empty, also between our making one and writing into it.
          if (attempt === FOLDER_ATTEMPTS || codeOf(error) !== "ENOENT") throw error;
        }
      }
    },
    async syncNames() {
      const folders = [...unsynced, ...REF_FOLDERS.map((name) => path.join(gitDir, name))];
      unsynced = new Set();
      for (const folder of folders) await syncFolder(folder);
    },
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
  try {
    // Not `recursive`, which calls a file system that may not be written one without the folder above.
    await mkdir(dir);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
  // Git clears files of this name away when they are old, should we die in between.
  const temporary = path.join(dir, `tmp_obj_${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(temporary, "wx", 0o444);
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

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
