import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(100), height: z.int().min(100) });
export type Bounds = z.infer<typeof bounds>;

/** By the screens that were there, as `screensNow` names them. */
const places = z.record(z.string().max(500), bounds);

/** Sets of screens that a place is kept for: desk, meeting rooms, the road. */
const MAX_PLACES = 12;

/** Where the window was on these screens; undefined at the first start and for a file that makes no sense. */
export function readBounds(file: string, screens: string): Bounds | undefined {
  return readPlaces(file)[screens];
}

/** A place that could not be kept costs nobody anything: the caller is told by `false`. */
export function writeBounds(file: string, screens: string, value: Bounds): boolean {
  const { [screens]: _, ...others } = readPlaces(file);
  const kept = [...Object.entries(others).slice(1 - MAX_PLACES), [screens, value]];
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(kept)));
    renameSync(`${file}.new`, file);
    return true;
  } catch {
    return false;
  }
}

function readPlaces(file: string): z.infer<typeof places> {
  try {
    return places.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? {};
  } catch {
    return {};
  }
}
