import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type RuntimeSpec, runtimeSpec } from "./spec.ts";

/** The presets that come with Drover, one file each in `resources/runtimes`. A damaged one is a broken installation: throws. */
export async function readPresets(resourcesDir: string): Promise<readonly RuntimeSpec[]> {
  const dir = path.join(resourcesDir, "runtimes");
  const files = (await readdir(dir)).filter((file) => file.endsWith(".json")).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const raw: unknown = JSON.parse(await readFile(path.join(dir, file), "utf8"));
      const parsed = runtimeSpec.safeParse(raw);
      if (!parsed.success) throw new Error(`The preset ${file} is malformed: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    }),
  );
}

/** Runtimes from the workspace's settings. A bad one is left out and told, and takes none of the others along. */
export function readCustomRuntimes(raw: readonly unknown[], tell: (problem: string) => void): readonly RuntimeSpec[] {
  const good: RuntimeSpec[] = [];
  for (const [i, one] of raw.entries()) {
    const parsed = runtimeSpec.safeParse(one);
    if (parsed.success) good.push(parsed.data);
    else tell(`Runtime ${i + 1} of the settings is left out: ${z.prettifyError(parsed.error)}`);
  }
  return good;
}
