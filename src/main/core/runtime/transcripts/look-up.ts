import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import type { TranscriptPlace } from "../adapter.ts";

/** The user's home as the core knows it: a session's own may be a folder that goes with it. */
export function homeOf(place: Pick<TranscriptPlace, "env">): string {
  return place.env["HOME"] ?? place.env["USERPROFILE"] ?? homedir();
}

/** The first of these files that is there. */
export async function firstThere(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() === true) return file;
  }
  return undefined;
}

/** Folders right below one, as absolute paths, in no order; none where there is no such folder. */
export async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name));
}

/** Files right below a folder whose names fit, as absolute paths, the last by name first. */
export async function filesIn(folder: string, fits: (name: string) => boolean): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter(fits)
    .toSorted((a, b) => (a < b ? 1 : -1))
    .map((name) => path.join(folder, name));
}

/** The day of a time in this machine's zone, and those around it: 2026, 01, 31. */
export function daysAround(at: number): readonly (readonly [string, string, string])[] {
  const day = 24 * 3_600_000;
  return [at, at + day, at - day].map((one) => {
    const date = new Date(one);
    const two = (value: number) => String(value).padStart(2, "0");
    return [String(date.getFullYear()), two(date.getMonth() + 1), two(date.getDate())];
  });
}
