import type { Git, ObjectId } from "./git.ts";

export interface ListRefsOptions {
  /** Only refs from which that commit can be reached. */
  readonly contains?: ObjectId;
  readonly count?: number;
}

/** Refs by full name with what they name. A prefix is a whole ref or ends with a slash: `refs/drover/salvage/`. */
export async function listRefs(
  git: Git,
  repository: string,
  prefix: string,
  { contains, count }: ListRefsOptions = {},
): Promise<ReadonlyMap<string, ObjectId>> {
  const filters = [
    ...(contains === undefined ? [] : [`--contains=${contains}`]),
    ...(count === undefined ? [] : [`--count=${count}`]),
  ];
  const args = ["for-each-ref", "--format=%(objectname) %(refname)", ...filters, prefix];
  const { stdout, reason } = await git.run(args, { cwd: repository, expect: ["unknown-revision"] });
  if (reason !== undefined) return new Map();
  const lines = stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "");
  return new Map(lines.map((line) => [line.slice(line.indexOf(" ") + 1), line.slice(0, line.indexOf(" "))]));
}
