import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Role } from "../../../shared/model/identity.ts";
import { isMissing } from "../platform/fs/exists.ts";

/** A prompt longer than this is a mistake (a log, a dump) and would crowd out the work. */
const MAX_PROMPT_CHARS = 32_000;

export interface Prompt {
  /** Absolute path of the file that it is from. */
  readonly file: string;
  readonly text: string;
}

export interface PromptsOrder {
  readonly role: Role;
  readonly project?: string | undefined;
  /** The agent's own, whose prompt parts follow the role's. */
  readonly specialities?: readonly string[];
}

export type Prompts = (order: PromptsOrder) => Promise<readonly Prompt[]>;

/**
 * The prompt parts of an agent: the rules of the house, the role's own text, then one for each speciality. A file of the
 * same name in the workspace's `prompts/<project>/`, else in its `prompts/`, takes the place of the one that comes with
 * Drover; a role without a text has the rules alone. Throws for a file that is there and cannot be read.
 */
export function createPrompts(deps: { readonly resourcesDir: string; readonly workspaceDir: string }): Prompts {
  const own = path.join(deps.workspaceDir, "prompts");
  const ours = path.join(deps.resourcesDir, "prompts");

  async function part(name: string, project: string | undefined): Promise<Prompt | undefined> {
    const folders = [...(project === undefined ? [] : [path.join(own, project)]), own, ours];
    for (const folder of folders) {
      const file = path.join(folder, `${name}.md`);
      const text = await readIfThere(file);
      if (text !== undefined) return { file, text: text.slice(0, MAX_PROMPT_CHARS) };
    }
    return undefined;
  }

  return async ({ role, project, specialities = [] }) => {
    const names = ["common", role, ...specialities.map((one) => path.join("specialities", one))];
    const parts = await Promise.all(names.map((name) => part(name, project)));
    return parts.filter((found) => found !== undefined);
  };
}

/** The texts alone, as a priming is made of them. */
export function promptTexts(prompts: Prompts): (order: PromptsOrder) => Promise<readonly string[]> {
  return async (order) => (await prompts(order)).map(({ text }) => text);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
