import { createHash } from "node:crypto";
import { type Git, GitError, type ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { createObjectReader } from "./object-reader.ts";

export interface Verified {
  /** What is missing or is not what its name says, in words. */
  readonly problems: readonly string[];
  /** Objects that were read, and their bytes. */
  readonly objects: number;
  readonly bytes: number;
}

/** Larger ones are not held in memory. */
const LARGE_BYTES = 16 * 1024 * 1024;
/** Problems told; one more says that there are more. */
const TOLD = 20;

/**
 * Reads back what a commit is made of, beyond what the origin's branches have, and compares each object's contents with its name:
 * what git says it has written is believed once it was read.
 */
export async function verifyObjects(git: Git, repository: string, commit: ObjectId): Promise<Verified> {
  const listed = await listObjects(git, repository, commit);
  if (typeof listed === "string") return { problems: [listed], objects: 0, bytes: 0 };
  const problems: string[] = [];
  const reader = createObjectReader({ git, repository });
  let bytes = 0;
  try {
    for (const { id, type, size } of listed) {
      if (problems.length > TOLD) break;
      if (size === undefined) problems.push(`${id} is missing.`);
      else {
        bytes += size;
        const known = { id, type, size };
        const name = size > LARGE_BYTES ? await hashStream(git, repository, known) : await hashRead(reader, known);
        if (name !== id) problems.push(`The ${type} ${id} is damaged.`);
      }
    }
  } finally {
    await reader[Symbol.asyncDispose]();
  }
  const told = problems.length > TOLD ? [...problems.slice(0, TOLD), "There are more."] : problems;
  return { problems: told, objects: listed.length, bytes };
}

interface Listed {
  readonly id: ObjectId;
  readonly type: string;
  /** Undefined when it is not there. */
  readonly size: number | undefined;
}

/** A text when they cannot even be listed. */
async function listObjects(git: Git, repository: string, commit: ObjectId): Promise<readonly Listed[] | string> {
  const args = ["rev-list", "--objects", "--no-object-names", objectId(commit), "--not", "--remotes"];
  try {
    const { stdout } = await git.run(args, { cwd: repository });
    const check = ["cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"];
    const checked = await git.run(check, { cwd: repository, stdin: stdout });
    const lines = checked.stdout.toString().split("\n");
    return lines
      .filter((line) => line !== "")
      .map((line) => {
        const [id = "", type = "", size] = line.split(" ");
        return { id, type, size: size === undefined ? undefined : Number(size) };
      });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return `What ${commit} is made of cannot be listed: ${error.stderr.trim()}`;
  }
}

type Known = Listed & { readonly size: number };

async function hashRead(reader: ReturnType<typeof createObjectReader>, known: Known): Promise<string | undefined> {
  const found = await reader.read(known.id).catch(() => undefined);
  return found === undefined ? undefined : nameOf(known, found.content);
}

async function hashStream(git: Git, repository: string, known: Known): Promise<string> {
  const hash = begin(known);
  const reading = await git.open(["cat-file", known.type, known.id], { cwd: repository }, (stream, chunk) => {
    if (stream === "stdout") hash.update(chunk);
  });
  reading.end();
  await reading.ended;
  return hash.digest("hex");
}

function nameOf(known: Known, content: Uint8Array): string {
  return begin(known).update(content).digest("hex");
}

/** Git names an object by the hash of its type, its length, and its contents. */
function begin({ id, type, size }: Known) {
  return createHash(id.length === 64 ? "sha256" : "sha1").update(`${type} ${size}\0`);
}
