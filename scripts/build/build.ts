import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { build as bundle } from "vite";
import { bundles } from "./bundles.ts";
import { digestInputs, readStamp, writeStamp } from "./stamp.ts";

/**
 * Brings `out/` up to date; answers whether anything had to be built.
 * The bundles are made aside and put in place at the end, so that a failed or interrupted build leaves the old ones.
 */
export async function build(root: string, options: { readonly force: boolean }): Promise<boolean> {
  const out = join(root, "out");
  const digest = await digestInputs(root);
  if (!options.force && (await readStamp(out)) === digest) return false;
  const aside = await mkdtemp(join(root, ".out-"));
  // A folder of its own: the temporary one is closed to everybody else.
  const made = join(aside, "out");
  try {
    await mkdir(made);
    for (const config of bundles(root, made)) await bundle(config);
    await writeStamp(made, digest);
    await rm(out, { recursive: true, force: true });
    await rename(made, out);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return true;
}
