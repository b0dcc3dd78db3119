import { readdir } from "node:fs/promises";
import type { Report } from "./report.ts";

/** How many lines were set aside and are still there. */
export async function checkQuarantine(dir: string, report: Report): Promise<number> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => name.endsWith(".json"));
  if (names.length > 0) report.add("L32", dir, `${names.length} damaged lines are kept there.`);
  return names.length;
}
