import type { windowCatalogue } from "../../../shared/commands/window-catalogue.ts";
import type { Preferences } from "../../../shared/model/preferences.ts";
import type { ThemeChoice } from "../../lib/preferences/preference-store.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

const NEXT_THEME: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: "light", light: "dark", dark: "system" };

/** What is done to the window as a whole. */
export function windowCommands({
  ui,
  preferences,
  knownCommands,
  toasts,
}: Pick<CommandDeps, "ui" | "preferences" | "knownCommands" | "toasts">): HandlersOf<typeof windowCatalogue> {
  const theme = (choice: ThemeChoice) => () => {
    preferences.set({ look: { theme: choice } });
  };
  const density = (choice: Preferences["look"]["density"]) => () => {
    preferences.set({ look: { density: choice } });
  };
  return {
    "sidebar.toggle": () => {
      ui.set({ sidebarOpen: !ui.store.getState().sidebarOpen });
    },
    "sidebar.rail": () => {
      const { isSidebarRail } = ui.store.getState();
      ui.set({ sidebarOpen: true, isSidebarRail: !isSidebarRail });
      ui.announce(isSidebarRail ? "Wide sidebar" : "Narrow sidebar");
    },
    "theme.toggle": () => {
      const next = NEXT_THEME[preferences.store.getState().look.theme];
      preferences.set({ look: { theme: next } });
      toasts.say(next === "system" ? "Theme of the system" : `${next === "light" ? "Light" : "Dark"} theme`);
    },
    "theme.light": theme("light"),
    "theme.dark": theme("dark"),
    "theme.system": theme("system"),
    "contrast.toggle": () => {
      const isHigh = preferences.store.getState().look.contrast === "high";
      preferences.set({ look: { contrast: isHigh ? "system" : "high" } });
      toasts.say(isHigh ? "Contrast of the system" : "High contrast");
    },
    "density.compact": density("compact"),
    "density.comfortable": density("comfortable"),
    "density.spacious": density("spacious"),
    "messages.dismiss": () => {
      ui.announce(toasts.dismiss() ? "Messages dismissed" : "There are no messages");
    },
    "messages.act": () => {
      if (!toasts.act()) ui.announce("No message offers anything");
    },
    "tips.again": () => {
      preferences.set({ look: { tips: true } });
      knownCommands.forget();
      toasts.say("Tips are shown again", {
        detail: "At the foot of the window, one at a time, where they are of use.",
      });
    },
    "help.keys": () => {
      ui.openDialog({ kind: "keys" });
    },
  };
}
