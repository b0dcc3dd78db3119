import type { Git, ObjectId } from "./git.ts";

/** Refs by full name with what they name. A prefix is a whole ref or ends with a slash: `refs/drover/salvage/`. */
export async function listRefs(git: Git, repository: string, prefix: string): Promise<ReadonlyMap<string, ObjectId>> {
  const args = ["for-each-ref", "--format=%(objectname) %(refname)", prefix];
  const { stdout } = await git.run(args, { cwd: repository });
  const lines = stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "");
  return new Map(lines.map((line) => [line.slice(line.indexOf(" ") + 1), line.slice(0, line.indexOf(" "))]));
}
