import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { CliSetUp } from "./clis.ts";

/** Larger ones are databases and caches of the CLI's own. */
const MAX_BYTES = 4 * 1024 * 1024;

/** What the files below a home hold, by path; links and sockets are left out. */
export type Footprint = ReadonlyMap<string, string>;

export function footprint(home: string): Footprint {
  const found = new Map<string, string>();
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || lstatSync(path).size > MAX_BYTES) continue;
    found.set(relative(home, path), readFileSync(path, "utf8"));
  }
  return found;
}

/**
 * What Drover may have left in a user's home: changed files that the CLI does not keep for itself, and settings that name
 * Drover's hooks. What the CLI wrote of its own accord, transcripts above all, tells of `drover` as well.
 */
export function leftBehind(before: Footprint, after: Footprint, cli: CliSetUp): readonly string[] {
  const isOwn = (path: string) => cli.keeps.some((own) => path === own || path.startsWith(`${own}/`));
  const changed = [...after].filter(([path, text]) => text !== before.get(path));
  return [
    ...changed.filter(([path]) => !isOwn(path)).map(([path]) => `${path} is not the CLI's`),
    ...changed
      .filter(([path, text]) => !cli.tells.test(path) && /drover['"\\ ]+signal|\.drover\/sessions/.test(text))
      .map(([path]) => `${path} names hooks of a session`),
    ...[...before.keys()].filter((path) => !after.has(path)).map((path) => `${path} is gone`),
  ];
}
