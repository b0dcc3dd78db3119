import type { Git } from "./git.ts";

/** The value git would use there, with all of its files taken into account; undefined when there is none. */
export async function readConfig(git: Git, cwd: string, key: string): Promise<string | undefined> {
  const { exitCode, stdout } = await git.run(["config", "-z", "--get", key], { cwd, okCodes: [0, 1] });
  return exitCode === 0 ? stdout.toString().split("\0", 1)[0] : undefined;
}

/** In the repository's own file. */
export async function writeConfig(git: Git, cwd: string, [key, value]: readonly [string, string]): Promise<void> {
  await git.run(["config", "--local", "--replace-all", key, value], { cwd });
}

/** Whom git would name as author there, as far as it was told. */
export async function readUser(
  git: Git,
  cwd: string,
): Promise<{ readonly name: string | undefined; readonly email: string | undefined }> {
  const [name, email] = await Promise.all([readConfig(git, cwd, "user.name"), readConfig(git, cwd, "user.email")]);
  return { name, email };
}
