import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What the bundles are made of; a change of any of it makes `out/` stale. */
const INPUTS = ["src", "scripts/build", "scripts/build.ts", "tsconfig.base.json", "package-lock.json", "package.json"];

const STAMP = ".built-from";

/** A digest of names and contents, so that it survives checkouts and copies. Tests are no part of the product. */
export async function digestInputs(root: string): Promise<string> {
  const files = (await Promise.all(INPUTS.map((input) => filesOf(root, input)))).flat().toSorted();
  const hash = createHash("sha256");
  for (const file of files) {
    const content = await readFile(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

async function filesOf(root: string, input: string): Promise<readonly string[]> {
  if (/\.[a-z]+$/.test(input)) return [input];
  const entries = await readdir(join(root, input), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.tsbuildinfo$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** What `out` was built from; undefined when it was never built to its end. */
export async function readStamp(out: string): Promise<string | undefined> {
  return await readFile(join(out, STAMP), "utf8").catch(() => undefined);
}

export async function writeStamp(out: string, digest: string): Promise<void> {
  await writeFile(join(out, STAMP), digest);
}
