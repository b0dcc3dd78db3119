import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(100), height: z.int().min(100) });
export type Bounds = z.infer<typeof bounds>;

/** Where the window was; undefined at the first start and for a file that makes no sense. */
export function readBounds(file: string): Bounds | undefined {
  try {
    return bounds.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** A place that could not be kept costs nobody anything: the caller is told by `false`. */
export function writeBounds(file: string, value: Bounds): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(value));
    renameSync(`${file}.new`, file);
    return true;
  } catch {
    return false;
  }
}
