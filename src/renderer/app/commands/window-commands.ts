import type { windowCatalogue } from "../../../shared/commands/window-catalogue.ts";
import type { ThemeChoice } from "../../lib/preferences/preference-store.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

const NEXT_THEME: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: "light", light: "dark", dark: "system" };

/** What is done to the window as a whole. */
export function windowCommands({
  ui,
  preferences,
  toasts,
}: Pick<CommandDeps, "ui" | "preferences" | "toasts">): HandlersOf<typeof windowCatalogue> {
  const theme = (choice: ThemeChoice) => () => {
    preferences.set({ look: { theme: choice } });
  };
  return {
    "sidebar.toggle": () => {
      ui.set({ sidebarOpen: !ui.store.getState().sidebarOpen });
    },
    "theme.toggle": () => {
      const next = NEXT_THEME[preferences.store.getState().look.theme];
      preferences.set({ look: { theme: next } });
      toasts.say(next === "system" ? "Theme of the system" : `${next === "light" ? "Light" : "Dark"} theme`);
    },
    "theme.light": theme("light"),
    "theme.dark": theme("dark"),
    "theme.system": theme("system"),
    "help.keys": () => {
      ui.openDialog({ kind: "keys" });
    },
  };
}
