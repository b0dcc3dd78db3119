import { rename } from "node:fs/promises";
import path from "node:path";
import { syncDirectory } from "./atomic-write.ts";

/** Gives a finished folder its name, durably. Throws when something not empty has that name. */
export async function moveIntoPlace(draft: string, target: string): Promise<void> {
  await rename(draft, target);
  await syncDirectory(path.dirname(target));
}
