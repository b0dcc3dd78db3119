import { createPrivateDirectory } from "../fs/private-directory.ts";
import type { Git } from "./git.ts";

/** Makes an empty bare repository readable by the user alone. One that is there already stays as it is. */
export async function initBare(git: Git, directory: string, { branch = "main" } = {}): Promise<void> {
  await createPrivateDirectory(directory);
  await git.run(["init", "-q", "--bare", `--initial-branch=${branch}`, "--", directory], { cwd: directory });
}
