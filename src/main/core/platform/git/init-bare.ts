import path from "node:path";
import { exists } from "../fs/exists.ts";
import { createPrivateDirectory } from "../fs/private-directory.ts";
import type { Git } from "./git.ts";

export interface InitBareOptions {
  readonly branch?: string;
  /** How objects are named; by default as git does it without being told. Repositories of two kinds share nothing. */
  readonly format?: "sha1" | "sha256" | undefined;
}

/** Makes an empty bare repository readable by the user alone. One that is there already stays as it is. */
export async function initBare(
  git: Git,
  directory: string,
  { branch = "main", format }: InitBareOptions = {},
): Promise<void> {
  await createPrivateDirectory(directory);
  // The last that git makes: what has it is whole, and every start would pay for asking git.
  if (await exists(path.join(directory, "objects", "info"))) return;
  const named = format === undefined ? [] : [`--object-format=${format}`];
  await git.run(["init", "-q", "--bare", `--initial-branch=${branch}`, ...named, "--", directory], { cwd: directory });
}
