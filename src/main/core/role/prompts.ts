import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Role } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { isMissing } from "../platform/fs/exists.ts";

/** A prompt longer than this is a mistake (a log, a dump) and would crowd out the work. */
const MAX_PROMPT_CHARS = 32_000;
const SPECIALITIES = "specialities";

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

export interface Prompts {
  of(order: PromptsOrder): Promise<readonly Prompt[]>;
  /** Names of the specialities that there is a prompt part for, in alphabetical order. Looks into three small folders. */
  specialities(project?: string): readonly string[];
}

/**
 * The prompt parts of an agent: the rules of the house, the role's own text, then one for each speciality. A file of the
 * same name in the workspace's `prompts/<project>/`, else in its `prompts/`, takes the place of the one that comes with
 * Drover; a role without a text has the rules alone. Throws for a file that is there and cannot be read.
 */
export function createPrompts(deps: { readonly resourcesDir: string; readonly workspaceDir: string }): Prompts {
  const own = path.join(deps.workspaceDir, "prompts");
  const ours = path.join(deps.resourcesDir, "prompts");
  const folders = (project?: string) => [...(project === undefined ? [] : [path.join(own, project)]), own, ours];

  async function part(name: string, project: string | undefined): Promise<Prompt | undefined> {
    for (const folder of folders(project)) {
      const file = path.join(folder, `${name}.md`);
      const text = await readIfThere(file);
      if (text !== undefined) return { file, text: text.slice(0, MAX_PROMPT_CHARS) };
    }
    return undefined;
  }

  return {
    async of({ role, project, specialities = [] }) {
      const names = ["common", role, ...specialities.map((one) => path.join(SPECIALITIES, one))];
      const parts = await Promise.all(names.map((name) => part(name, project)));
      return parts.filter((found) => found !== undefined);
    },
    specialities(project) {
      const files = folders(project).flatMap((folder) => filesIn(path.join(folder, SPECIALITIES)));
      const names = files.filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -".md".length));
      return [...new Set(names)].toSorted();
    },
  };
}

/** The texts alone, as a priming is made of them. */
export function promptTexts(prompts: Prompts): (order: PromptsOrder) => Promise<readonly string[]> {
  return async (order) => (await prompts.of(order)).map(({ text }) => text);
}

/** Whether there is a prompt part for each of these; the failure names those there are. */
export function specialityCheck(prompts: Prompts) {
  return (ids: readonly string[], project: string | undefined): Result<void, Failure<"speciality-not-found">> => {
    if (ids.length === 0) return ok();
    const known = prompts.specialities(project);
    const unknown = ids.find((id) => !known.includes(id));
    if (unknown === undefined) return ok();
    return fail("speciality-not-found", `There is no speciality ${JSON.stringify(unknown)}.`, {
      remedy: `Known are ${known.join(", ")}. Make one: write its prompt part to prompts/specialities/${unknown}.md.`,
    });
  };
}

export interface PreferredSpeciality {
  readonly id: string;
  readonly runtime?: string | undefined;
  readonly model?: string | undefined;
}

/** Those of an item's labels that are specialities, with what the settings prefer for each. */
export function preferredSpecialities(
  prompts: Pick<Prompts, "specialities">,
  settings: Readonly<Record<string, Omit<PreferredSpeciality, "id">>>,
  { labels, project }: { readonly labels: readonly string[]; readonly project: string },
): readonly PreferredSpeciality[] {
  if (labels.length === 0) return [];
  const known = new Set([...prompts.specialities(project), ...Object.keys(settings)]);
  return labels.filter((label) => known.has(label)).map((id) => ({ id, ...settings[id] }));
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
