import type { settingsCatalogue } from "../../../shared/commands/settings-catalogue.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** Shows the settings, as a view and as text. */
export function settingsCommands({ panes }: Pick<CommandDeps, "panes">): HandlersOf<typeof settingsCatalogue> {
  return {
    "view.settings": () => {
      panes.open({ kind: "settings" });
    },
    "settings.text": () => {
      panes.open({ kind: "settings-text" });
    },
  };
}
