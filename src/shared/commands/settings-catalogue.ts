import type { CommandInfo } from "./command.ts";

/** Commands of the settings. */
export const settingsCatalogue = [
  {
    id: "view.settings",
    title: "Go to the settings",
    group: "Go to",
    keys: ["Mod+,"],
    words: "preferences options configuration",
  },
  {
    id: "settings.text",
    title: "Open settings.toml",
    group: "Go to",
    words: "preferences options configuration file text toml",
  },
] as const satisfies readonly CommandInfo[];
