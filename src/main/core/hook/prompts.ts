import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Role } from "../../../shared/model/identity.ts";

/** A prompt longer than this is a mistake (a log, a dump) and would crowd out the work. */
const MAX_PROMPT_CHARS = 32_000;

/**
 * The prompt parts for a role: the rules of the house, then the role's own text. A file of the same name in the
 * workspace's `prompts/` takes the place of the one that comes with Drover; a role without a text has the rules alone.
 */
export function createPrompts(deps: { readonly resourcesDir: string; readonly workspaceDir: string }) {
  const folders = [path.join(deps.workspaceDir, "prompts"), path.join(deps.resourcesDir, "prompts")];

  async function part(name: string): Promise<string | undefined> {
    for (const folder of folders) {
      const text = await readIfThere(path.join(folder, `${name}.md`));
      if (text !== undefined) return text.slice(0, MAX_PROMPT_CHARS);
    }
    return undefined;
  }

  return async (role: Role): Promise<readonly string[]> => {
    const parts = await Promise.all([part("common"), part(role)]);
    return parts.filter((text) => text !== undefined);
  };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
