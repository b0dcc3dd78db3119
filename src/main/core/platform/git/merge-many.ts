import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

export type CommitPair = readonly [ours: ObjectId, theirs: ObjectId];

/** One thing that keeps two commits from merging. */
export interface MergeProblem {
  /** The files it is about: more than one where something was moved. */
  readonly paths: readonly string[];
  /** Git's own word for it, e.g. `contents`, `modify/delete`, `rename/rename`. Git promises not to change these. */
  readonly type: string;
}

export type MergeAnswer =
  | { readonly kind: "clean" }
  | { readonly kind: "conflict"; readonly problems: readonly MergeProblem[] }
  /** Their histories have nothing in common, or one of the commits is not there. */
  | { readonly kind: "impossible"; readonly reason: string };

export interface MergeManyOptions {
  /** A bare repository, or whatever else git can run in. */
  readonly repository: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Messages come with conflicts alone. */
const ARGS = ["merge-tree", "--write-tree", "-z", "--name-only"] as const;
/** What git answers to an option that it does not have: many merges in one process came with 2.39. */
const USAGE = 129;

/**
 * Merges each pair without a work tree, all in one process where git can. Answers in the order of the pairs. Objects are
 * written, as git merges; see `openSideObjects` for where they need not stay. `guarded` is without external merge drivers.
 */
export async function mergeMany(
  guarded: Git,
  pairs: readonly CommitPair[],
  options: MergeManyOptions,
): Promise<readonly MergeAnswer[]> {
  const { repository: cwd, env = {}, signal } = options;
  const run = { cwd, env, ...(signal === undefined ? {} : { signal }) };
  const answers: MergeAnswer[] = [];
  let canMany = true;
  while (answers.length < pairs.length) {
    const rest = pairs.slice(answers.length);
    if (canMany) {
      const stdin = rest.map(([ours, theirs]) => `${objectId(ours)} ${objectId(theirs)}\n`).join("");
      const done = await guarded.run([...ARGS, "--stdin"], { ...run, stdin, okCodes: [0, 1, 128, USAGE] });
      canMany = done.exitCode !== USAGE;
      // One that cannot be merged at all ends the process behind those before it.
      answers.push(...parseAnswers(done.stdout.toString()));
      if (answers.length >= pairs.length) break;
    }
    const next = pairs[answers.length];
    if (next !== undefined) answers.push(await mergeOne(guarded, next, run));
  }
  return answers;
}

async function mergeOne(
  guarded: Git,
  [ours, theirs]: CommitPair,
  run: Pick<MergeManyOptions, "env" | "signal"> & { readonly cwd: string },
): Promise<MergeAnswer> {
  const args = [...ARGS, objectId(ours), objectId(theirs)];
  const { exitCode, stdout, stderr } = await guarded.run(args, { ...run, okCodes: [0, 1, 128] });
  // A commit that is not there ends it with the code of a conflict, and nothing said.
  if (exitCode === 128 || (exitCode === 1 && stdout.length === 0)) return { kind: "impossible", reason: stderr.trim() };
  if (exitCode === 0) return { kind: "clean" };
  return { kind: "conflict", problems: problemsIn(fieldsOf(stdout.toString())) };
}

/** Fields end with a NUL; what stands behind the last one was cut off. */
function fieldsOf(text: string): Iterator<string> {
  return text.split("\0").slice(0, -1).values();
}

/** `<clean?> <tree> <file…> "" <messages> ""` for each merge; a clean one has no messages. One that was cut off is left out. */
function parseAnswers(text: string): readonly MergeAnswer[] {
  const fields = fieldsOf(text);
  const answers: MergeAnswer[] = [];
  for (let status = fields.next(); status.done !== true; status = fields.next()) {
    if (status.value === "1") {
      fields.next();
      if (fields.next().done === true) break;
      answers.push({ kind: "clean" });
      continue;
    }
    const problems = problemsIn(fields);
    answers.push({ kind: "conflict", problems });
  }
  return answers;
}

/** Reads tree, files and messages of one merge: `<number of paths> <path…> <type> <text>` each, and nothing to end with. */
function problemsIn(fields: Iterator<string>): readonly MergeProblem[] {
  const take = () => {
    const next = fields.next();
    return next.done === true ? "" : next.value;
  };
  while (take() !== "");
  const problems: MergeProblem[] = [];
  for (let count = take(); count !== ""; count = take()) {
    const paths = Array.from({ length: Number(count) }, take);
    const type = /^CONFLICT ?\((.+)\)$/.exec(take())?.[1];
    take();
    if (type !== undefined) problems.push({ paths, type });
  }
  return problems;
}
