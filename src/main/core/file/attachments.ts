import { randomBytes } from "node:crypto";
import { type FileHandle, lstat, mkdir, open, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { MAX_ATTACHED_BYTES } from "../../../shared/model/attachment.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import { shortId } from "../base/short-id.ts";
import { isMissing } from "../platform/fs/exists.ts";

/** Within the worktree, since agents may not look outside of it; it tells git itself not to look inside. */
export const ATTACHMENT_FOLDER = ".drover-files";
/** Time after the last piece in which the next is waited for. */
const KEPT_MS = 5 * 60_000;

export interface Piece {
  readonly worktree: string;
  readonly name: string;
  /** What the first piece answered. */
  readonly attachment: string | undefined;
  readonly data: Uint8Array;
  readonly isLast: boolean;
}

export type AttachFailure = Failure<
  "attachment-not-found" | "attachment-too-large" | "attachment-not-written" | "outside-worktree"
>;

/** Files on their way to agents, piece by piece, straight to the disk. */
export interface Attachments extends AsyncDisposable {
  add(
    piece: Piece,
  ): Promise<Result<{ readonly attachment: string; readonly bytes: number; readonly file?: string }, AttachFailure>>;
}

interface UnderWay {
  readonly handle: FileHandle;
  readonly draft: string;
  readonly worktree: string;
  bytes: number;
  timer: Disposable;
}

export function createAttachments(clock: Clock): Attachments {
  const underWay = new Map<string, UnderWay>();

  async function giveUp(id: string): Promise<void> {
    const one = underWay.get(id);
    underWay.delete(id);
    if (one === undefined) return;
    one.timer[Symbol.dispose]();
    await one.handle.close();
    await rm(one.draft, { force: true });
  }
  const expire = (id: string) => clock.after(KEPT_MS, () => void giveUp(id));

  async function begin(worktree: string): Promise<Result<string, AttachFailure>> {
    const folder = path.join(worktree, ATTACHMENT_FOLDER);
    const made = await ownFolder(worktree, folder);
    if (!made.ok) return made;
    const id = shortId("att", (taken) => underWay.has(taken), 10);
    const draft = path.join(folder, `.${id}`);
    const handle = await open(draft, "wx", 0o600);
    underWay.set(id, { handle, draft, worktree, bytes: 0, timer: expire(id) });
    return ok(id);
  }

  return {
    async add({ worktree, name, attachment, data, isLast }) {
      const id = attachment === undefined ? await begin(worktree) : ok(attachment);
      if (!id.ok) return id;
      const one = underWay.get(id.value);
      if (one === undefined || one.worktree !== worktree) {
        return fail("attachment-not-found", `Nothing of an attachment ${id.value} is under way for that agent.`, {
          remedy: "Hand the file over again.",
        });
      }
      if (one.bytes + data.length > MAX_ATTACHED_BYTES) {
        await giveUp(id.value);
        return fail("attachment-too-large", `A file for an agent has at most ${MAX_ATTACHED_BYTES / 1024 / 1024} MB.`, {
          remedy: "Put it where the agent can read it, and tell it the path.",
        });
      }
      const written = await writeAll(one.handle, data);
      if (!written.ok) {
        await giveUp(id.value);
        return written;
      }
      one.bytes += data.length;
      one.timer[Symbol.dispose]();
      if (!isLast) {
        one.timer = expire(id.value);
        return ok({ attachment: id.value, bytes: one.bytes });
      }
      underWay.delete(id.value);
      await one.handle.close();
      const file = await placeFor(path.dirname(one.draft), name);
      await rename(one.draft, file);
      return ok({ attachment: id.value, bytes: one.bytes, file });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...underWay.keys()].map(giveUp));
    },
  };
}

async function writeAll(handle: FileHandle, data: Uint8Array): Promise<Result<void, AttachFailure>> {
  try {
    await handle.appendFile(data);
    return ok();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail("attachment-not-written", `The file could not be written: ${why}`, {
      remedy: "Make room on the disk of the worktree, and hand the file over again.",
    });
  }
}

/** Ours, within the worktree, and no link that an agent put in its place. */
async function ownFolder(worktree: string, folder: string): Promise<Result<void, AttachFailure>> {
  await mkdir(folder, { mode: 0o755 }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  const found = await lstat(folder);
  const isOurs =
    found.isDirectory() && (await realpath(folder)) === path.join(await realpath(worktree), ATTACHMENT_FOLDER);
  if (!isOurs) {
    return fail("outside-worktree", `${ATTACHMENT_FOLDER} in the worktree is no folder of its own.`, {
      remedy: "Remove what is there under that name, and try again.",
    });
  }
  // Made anew, never written through: an agent may have put a link there that leads to a file of the user's.
  const ignore = path.join(folder, ".gitignore");
  await rm(ignore, { recursive: true, force: true });
  await writeFile(ignore, "*\n", { flag: "wx" });
  return ok();
}

/** The name it came with, as far as it is one, with a number where that is taken. */
async function placeFor(folder: string, given: string): Promise<string> {
  const plain = path.basename(given.replaceAll("\\", "/")).replaceAll(/[^\p{L}\p{N}._ -]/gu, "_");
  const name = plain.replace(/^[.\s]+/, "") || `file-${randomBytes(3).toString("hex")}`;
  const { name: stem, ext } = path.parse(name.slice(-120));
  for (let count = 1; ; count += 1) {
    const file = path.join(folder, count === 1 ? `${stem}${ext}` : `${stem}-${count}${ext}`);
    if (await isFree(file)) return file;
  }
}

async function isFree(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return false;
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
}
