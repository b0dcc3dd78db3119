import { randomBytes } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "./exists.ts";
import { createPrivateDirectory } from "./private-directory.ts";

/**
 * Removes folders at once, whatever their size: renames them, and deletes them afterwards. What a crash leaves in the
 * trash, `sweep` deletes.
 */
export interface Trash {
  /** The name is free when it resolves. Nothing there is no failure. The trash must be on the same file system. */
  discard(file: string): Promise<void>;
  /** Starts to delete what an earlier process left. */
  sweep(): void;
  /** Resolves when all that was discarded is deleted. */
  drain(): Promise<void>;
}

export interface TrashDeps {
  readonly folder: string;
  /** What could not be deleted stays in the trash. */
  readonly onError: (error: unknown) => void;
  /** Deletes a folder with all that is in it, better than Node does. */
  readonly remove?: ((folder: string) => Promise<void>) | undefined;
}

const removeHere = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });

export function createTrash({ folder, onError, remove: removeTree = removeHere }: TrashDeps): Trash {
  // One at a time: deleting is never urgent, and must not compete with the agents for the disk.
  let deleting: Promise<void> = Promise.resolve();

  function remove(file: string): void {
    deleting = deleting.then(() => removeTree(file)).catch(onError);
  }

  return {
    async discard(file) {
      await createPrivateDirectory(folder);
      const grave = path.join(folder, randomBytes(8).toString("hex"));
      try {
        await rename(file, grave);
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
      remove(grave);
    },
    sweep() {
      deleting = deleting
        .then(async () => {
          for (const name of await readdir(folder)) await removeTree(path.join(folder, name));
        })
        .catch((error: unknown) => {
          if (!isMissing(error)) onError(error);
        });
    },
    drain: () => deleting,
  };
}
