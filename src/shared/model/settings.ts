import { z } from "zod";
import { preferences } from "./preferences.ts";

/** Seconds, for people; whoever uses them turns them into milliseconds. */
const seconds = (least: number, most: number) => z.number().min(least).max(most);

/**
 * A workspace's settings, whole. In settings.toml each may be missing; then its default counts (setting-defaults.ts).
 * What each does is said in setting-words.ts, of which the file's comments, the settings view and the command line are made.
 */
export const settings = z.strictObject({
  owner: z.strictObject({ name: z.string().max(200).optional(), email: z.string().max(200).optional() }),
  /** Runtime of agents for whom neither they nor their project name one. */
  defaultRuntime: z.string().min(1).max(60),
  /** Runtimes of the user's own, by id. Their shape is the runtimes' own; a bad one does not hide the others. */
  runtimes: z.array(z.looseObject({ id: z.string().min(1) })),
  /** What workers for items with that label are hired with. */
  specialities: z.record(
    z.string().min(1),
    z.strictObject({ runtime: z.string().optional(), model: z.string().optional() }),
  ),
  /** By model, over the prices that come with Drover. Their shape is that of the price list; checked one by one. */
  prices: z.record(z.string().min(1), z.record(z.string(), z.unknown())),
  /** How each runtime is paid, where its environment does not tell: by the token, or by a subscription. */
  billing: z.record(z.string().min(1), z.enum(["billable", "equivalent"])),
  /** Names of variables of the user's environment that every session is given; `*` at the end stands for anything. */
  passEnv: z.array(z.string().min(1).max(200)).max(200),
  nudgeAfterSeconds: seconds(5, 3_600),
  stallAfterSeconds: seconds(5, 3_600),
  zombieAfterSeconds: seconds(2, 3_600),
  handOffAfterSeconds: seconds(5, 3_600),
  restartPauseSeconds: seconds(0.1, 600),
  syncAfterSeconds: seconds(1, 3_600),
  syncEverySeconds: seconds(10, 86_400),
  /** Not at all without it. */
  compactAfterDays: z.number().min(1).max(36_500).optional(),
  ...preferences.shape,
});
export type Settings = z.infer<typeof settings>;

/** Parts of which each field is a setting of its own: tables in settings.toml. */
export const SETTING_PARTS = ["owner", "look", "terminal", "keys", "notifications", "app", "editor"] as const;
type Part = (typeof SETTING_PARTS)[number];
type PartKey = { readonly [P in Part]: `${P}.${keyof Settings[P] & string}` }[Part];
/** A setting by its dotted key, as in `look.theme` and `stallAfterSeconds`. */
export type SettingKey = PartKey | Exclude<keyof Settings, Part>;
