import { type Failure, type Result, err, ok } from "../../../../shared/model/result.ts";

/** Runs git once; the orchestrator wires it to the core's choke point. It must not cut the output short. */
export type GitRunner = (
  args: readonly string[],
  options: { readonly cwd: string; readonly stdin?: string | Uint8Array },
) => Promise<{ readonly exitCode: number | null; readonly stdout: Uint8Array; readonly stderr: string }>;

export interface TreeFile {
  readonly path: string;
  /** Octal, as in the tree: `100644`, … */
  readonly mode: string;
  readonly type: string;
  readonly oid: string;
  /** 0 for what is not a blob. */
  readonly size: number;
}

export type GitFailure = Failure<"git-failed">;

/** The few questions the store asks a bare repository. */
export interface Repository {
  readonly gitDir: string;
  run(args: readonly string[], stdin?: string): Promise<Result<string, GitFailure>>;
  /** Names below a prefix, e.g. `refs/drover/`, with what they point to. */
  refs(...prefixes: string[]): Promise<Result<ReadonlyMap<string, string>, GitFailure>>;
  files(commit: string, ...paths: string[]): Promise<Result<readonly TreeFile[], GitFailure>>;
  /** Contents in the order asked, read about 8 MB ahead so that memory stays small. Undefined for a missing object. */
  blobs(files: readonly TreeFile[]): AsyncGenerator<{ readonly file: TreeFile; readonly content: Buffer | undefined }>;
  isAncestor(ancestor: string, descendant: string): Promise<Result<boolean, GitFailure>>;
}

const BATCH_BYTES = 8 * 1024 * 1024;

export function openRepository(git: GitRunner, gitDir: string): Repository {
  /** A git that cannot be started, or takes too long, is one that failed: the ledger must not end with it. */
  const call: (args: readonly string[], stdin?: string) => ReturnType<GitRunner> = async (args, stdin) => {
    try {
      const options = stdin === undefined ? { cwd: gitDir } : { cwd: gitDir, stdin };
      return await git(["--git-dir", gitDir, ...args], options);
    } catch (error) {
      const stderr = error instanceof Error ? error.message : String(error);
      return { exitCode: null, stdout: new Uint8Array(), stderr };
    }
  };

  function failed(args: readonly string[], stderr: string): Result<never, GitFailure> {
    const message = `git ${args[0] ?? ""} failed in ${gitDir}: ${stderr.trim() || "no reason given"}`;
    return err({ code: "git-failed", message, details: { args, stderr } });
  }

  async function run(args: readonly string[], stdin?: string): Promise<Result<string, GitFailure>> {
    const done = await call(args, stdin);
    return done.exitCode === 0 ? ok(text(done.stdout)) : failed(args, done.stderr);
  }

  return {
    gitDir,
    run,
    async refs(...prefixes) {
      const listed = await run(["for-each-ref", "--format=%(objectname) %(refname)", ...prefixes]);
      if (!listed.ok) return listed;
      const lines = listed.value.split("\n").filter((line) => line !== "");
      return ok(new Map(lines.map((line) => [line.slice(line.indexOf(" ") + 1), line.slice(0, line.indexOf(" "))])));
    },
    async files(commit, ...paths) {
      const listed = await run(["ls-tree", "-r", "-z", "-l", "--full-tree", commit, ...paths]);
      if (!listed.ok) return listed;
      return ok(listed.value.split("\0").flatMap((line) => parseTreeLine(line)));
    },
    async *blobs(files) {
      const batches = batchesOf(files);
      const ask = (batch: readonly TreeFile[]) =>
        call(["cat-file", "--batch", "--buffer"], batch.map((file) => `${file.oid}\n`).join(""));
      let asked = batches[0] === undefined ? undefined : ask(batches[0]);
      for (const [n, batch] of batches.entries()) {
        const done = await asked;
        if (done?.exitCode !== 0) throw new Error(`git cat-file failed in ${gitDir}: ${done?.stderr.trim() ?? ""}`);
        // Git reads on while this batch is looked at.
        const next = batches[n + 1];
        asked = next === undefined ? undefined : ask(next);
        yield* splitBatch(Buffer.from(done.stdout), batch);
      }
    },
    async isAncestor(ancestor, descendant) {
      const args = ["merge-base", "--is-ancestor", ancestor, descendant];
      const done = await call(args);
      return done.exitCode === 0 ? ok(true) : done.exitCode === 1 ? ok(false) : failed(args, done.stderr);
    },
  };
}

function batchesOf(files: readonly TreeFile[]): TreeFile[][] {
  const batches: TreeFile[][] = [];
  let bytes = BATCH_BYTES;
  for (const file of files) {
    if (bytes >= BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(file);
    bytes += file.size;
  }
  return batches;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function parseTreeLine(line: string): TreeFile[] {
  const match = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-|BAD)\t([^]+)$/.exec(line);
  if (match === null) return [];
  const [, mode = "", type = "", oid = "", size = "", path = ""] = match;
  return [{ mode, type, oid, path, size: Number(size) || 0 }];
}

/** Output of `cat-file --batch`: `<oid> <type> <size>\n<content>\n` or `<oid> missing\n`, in the order asked. */
function* splitBatch(
  output: Buffer,
  files: readonly TreeFile[],
): Generator<{ file: TreeFile; content: Buffer | undefined }> {
  let at = 0;
  for (const file of files) {
    const feed = output.indexOf(0x0a, at);
    const header = output.toString("latin1", at, feed < 0 ? output.length : feed);
    at = feed + 1;
    const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(header)?.[1];
    if (feed < 0 || size === undefined) {
      yield { file, content: undefined };
      continue;
    }
    const end = at + Number(size);
    yield { file, content: output.subarray(at, end) };
    at = end + 1;
  }
}
