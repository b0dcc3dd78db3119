import { randomBytes } from "node:crypto";
import { copyFile, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { writeFileAtomic } from "../fs/atomic-write.ts";
import { exists } from "../fs/exists.ts";
import { type Git, GitError } from "./git.ts";

/** A bare repository in which agents and gates may write what they like. */
export interface MendableClone {
  readonly path: string;
  /** Made in the same way, and written by Drover alone. */
  readonly vault: string;
  /** The file in which its settings were kept as Drover made them; may not be there. */
  readonly kept: string;
}

/** What nobody can find by the name of a branch that is there: nothing is checked out in a bare repository. */
const HEAD = "ref: refs/heads/main\n";

/** Keeps the settings of a clone when it is first seen. */
export async function keepCloneSettings({ path: clone, kept }: MendableClone): Promise<void> {
  const config = path.join(clone, "config");
  if (!(await exists(kept)) && (await exists(config))) await copyFile(config, kept);
}

/**
 * Makes git understand a clone again whose own settings it cannot read, and says what was done; the settings as they were are set
 * aside beside it. Undefined where git understands it, or where it cannot be helped in this way: then its settings stay.
 */
export async function mendClone(git: Git, clone: MendableClone): Promise<string | undefined> {
  if (!(await exists(clone.path)) || (await isSound(git, clone))) return undefined;
  const told: string[] = [];
  const head = path.join(clone.path, "HEAD");
  if (!(await exists(head))) {
    await writeFileAtomic(head, HEAD, { mode: 0o644 });
    told.push("its HEAD was missing");
    if (await isSound(git, clone)) return words(clone, told);
  }
  const config = path.join(clone.path, "config");
  const aside = `${config}.${randomBytes(3).toString("hex")}.set-aside`;
  const isSetAside = await exists(config);
  if (isSetAside) {
    await rename(config, aside);
    told.push(`the settings in it were none that git can read, and are now in ${aside}`);
  }
  for (const good of [clone.kept, path.join(clone.vault, "config")]) {
    const text = await readFile(good, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    await writeFileAtomic(config, text, { mode: 0o644 });
    if (await isSound(git, clone)) return words(clone, told);
  }
  if (isSetAside) {
    // Git fails of something else, and will again: each time would leave another file behind, and what the settings said.
    await rm(config, { force: true });
    await rename(aside, config);
  }
  return undefined;
}

function words(clone: MendableClone, told: readonly string[]): string {
  return `${clone.path} was mended, since ${told.join("; ")}. A gate or an agent has written there; Drover's own settings are back.`;
}

/** Whether git reads all that it always reads, and names objects as the vault does. */
async function isSound(git: Git, { path: clone, vault }: MendableClone): Promise<boolean> {
  const format = ["rev-parse", "--show-object-format"];
  try {
    await git.run(["update-ref", "--stdin"], { cwd: clone, env: { GIT_DIR: clone }, stdin: "" });
    const [own, wanted] = await Promise.all([
      git.run(format, { cwd: clone, env: { GIT_DIR: clone } }),
      git.run(format, { cwd: vault, env: { GIT_DIR: vault } }),
    ]);
    return own.stdout.equals(wanted.stdout);
  } catch (error) {
    if (error instanceof GitError && error.exitCode === 128) return false;
    throw error;
  }
}
