import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { rm } from "node:fs/promises";

/** The file calls of the journal, so that tests can have a disk that fails at any of them. All throw or reject as `node:fs` does. */
export interface JournalDisk {
  /** Opens a file to append to; with `isNew` it must not be there yet. */
  open(file: string, isNew: boolean): number;
  /** May write less than all of it; answers how many bytes. */
  write(fd: number, bytes: Uint8Array, offset: number): number;
  sync(fd: number): Promise<void>;
  truncate(fd: number, length: number): void;
  close(fd: number): void;
  /** Makes the names in a folder durable. */
  syncFolder(dir: string): void;
  remove(file: string): Promise<void>;
}

export const realDisk: JournalDisk = {
  open: (file, isNew) => openSync(file, isNew ? "ax" : "a", 0o600),
  write: (fd, bytes, offset) => writeSync(fd, bytes, offset),
  sync: (fd) =>
    new Promise((resolve, reject) => {
      fdatasync(fd, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    }),
  truncate(fd, length) {
    ftruncateSync(fd, length);
  },
  close(fd) {
    closeSync(fd);
  },
  syncFolder(dir) {
    // Windows has no such call and needs none.
    if (process.platform === "win32") return;
    const fd = openSync(dir, "r");
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  },
  remove: (file) => rm(file, { force: true }),
};
