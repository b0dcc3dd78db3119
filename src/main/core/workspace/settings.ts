import { readFile, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { writeFileAtomic } from "../platform/fs/atomic-write.ts";
import { isMissing } from "../platform/fs/exists.ts";

const SETTINGS_VERSION = 1;

/** Seconds, for people; whoever uses them turns them into milliseconds. */
const seconds = (least: number, most: number) => z.number().min(least).max(most);

const settingsSchema = z.looseObject({
  version: z.literal(SETTINGS_VERSION).default(SETTINGS_VERSION),
  /** Who owns the workspace; what is not set is taken from git's own settings. */
  owner: z.looseObject({ name: z.string().max(200).optional(), email: z.string().max(200).optional() }).default({}),
  /** Runtime of agents for whom neither they nor their project name one. */
  defaultRuntime: z.string().default("scripted"),
  /** Runtimes of your own; see docs/runtimes.md. Checked one by one, so that a bad one does not hide the others. */
  runtimes: z.array(z.unknown()).default([]),
  /** What workers for items with that label are hired with: a runtime and a model of their own. */
  specialities: z
    .record(z.string(), z.looseObject({ runtime: z.string().optional(), model: z.string().optional() }))
    .default({}),
  /** Prices of models, over those that come with Drover; see docs/usage.md. Checked one by one. */
  prices: z.record(z.string(), z.unknown()).default({}),
  /** How each runtime is paid, where its environment does not tell: by the token, or by a subscription. */
  billing: z.record(z.string(), z.enum(["billable", "equivalent"])).default({}),
  /** Variables of your environment that every session is given. */
  passEnv: z.array(z.string()).default([]),
  /** Silence after which an agent that has not begun is nudged. */
  nudgeAfterSeconds: seconds(5, 3_600).default(45),
  /** Pause before the second restart of an agent that crashes; doubled by each that follows. */
  restartPauseSeconds: seconds(0.1, 600).default(2),
  /** Silence after which an agent at work is asked whether it lives. */
  stallAfterSeconds: seconds(5, 3_600).default(30),
  /** Time an agent may stay after its work is done. */
  zombieAfterSeconds: seconds(2, 3_600).default(15),
  /** Time an agent whose context is nearly full has to hand off by itself, before Drover does it between two turns. */
  handOffAfterSeconds: seconds(5, 3_600).default(240),
  /** Time after a change until a ledger whose project has sync switched on is pushed. */
  syncAfterSeconds: seconds(1, 3_600).default(10),
  /** Time between looks at the origins of such ledgers while nothing changes here. */
  syncEverySeconds: seconds(10, 86_400).default(180),
  /** Days after which closed items far from open ones are compacted, once a day; not at all without it. */
  compactAfterDays: z.number().min(1).max(36_500).optional(),
});
export type Settings = z.output<typeof settingsSchema>;

export interface LoadedSettings {
  readonly settings: Settings;
  /** What is wrong with the file, in words. It was kept aside, and defaults count. */
  readonly problem?: string;
}

export function settingsFile(workspaceDir: string): string {
  return path.join(workspaceDir, "settings.json");
}

/** Reads the workspace's settings; a file that is missing is made, one that makes no sense is kept aside and told. */
export async function loadSettings(workspaceDir: string): Promise<LoadedSettings> {
  const file = settingsFile(workspaceDir);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (text === undefined) return { settings: await writeDefaults(file) };
  const problem = (what: string) =>
    `${file} cannot be used: ${what}. It was kept as ${path.basename(file)}.bad, and defaults count.`;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { settings: await replace(file), problem: problem(error instanceof Error ? error.message : String(error)) };
  }
  const parsed = settingsSchema.safeParse(raw);
  if (parsed.success) return { settings: parsed.data };
  return { settings: await replace(file), problem: problem(z.prettifyError(parsed.error)) };
}

/** The settings as far as they make sense, for those who may not write. */
export async function peekSettings(workspaceDir: string): Promise<Settings> {
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(await readFile(settingsFile(workspaceDir), "utf8")));
    if (parsed.success) return parsed.data;
  } catch {
    // Missing or damaged: defaults count, as they will at the next start.
  }
  return settingsSchema.parse({});
}

async function replace(file: string): Promise<Settings> {
  await rename(file, `${file}.bad`);
  return writeDefaults(file);
}

async function writeDefaults(file: string): Promise<Settings> {
  const settings = settingsSchema.parse({});
  await writeFileAtomic(file, `${JSON.stringify(settings, null, 2)}\n`);
  return settings;
}
