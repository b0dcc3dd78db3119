/** In the order of the settings view. */
export const SETTING_SECTIONS = [
  "Look",
  "Terminal",
  "Keys",
  "Notifications",
  "App",
  "Editor",
  "Agents and runtimes",
  "Prices and billing",
  "Patrol timings",
  "Sync and compaction",
  "Workspace owner",
] as const;
export type SettingSection = (typeof SETTING_SECTIONS)[number];

/** How a setting is entered. A `table` has entries under names of the user's and is written as TOML, as its example shows. */
export type SettingShape =
  | { readonly kind: "switch" }
  | { readonly kind: "choice"; readonly choices: Readonly<Record<string, string>> }
  | { readonly kind: "text"; readonly example?: string }
  | { readonly kind: "number"; readonly min: number; readonly max: number; readonly step: number }
  | { readonly kind: "list"; readonly example: string }
  | { readonly kind: "table"; readonly example: string };

export interface SettingWords {
  readonly section: SettingSection;
  readonly title: string;
  /** What it does, in whole sentences. */
  readonly about: string;
  readonly shape: SettingShape;
  readonly unit?: string;
  /** What counts without it, where that is no value. */
  readonly otherwise?: string;
  /** Counts from the next start of the core on. */
  readonly restart?: true;
  /** More words it is found by. */
  readonly words?: string;
}
