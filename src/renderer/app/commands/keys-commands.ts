import type { keysCatalogue } from "../../../shared/commands/keys-catalogue.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** As tmux has it. */
const USUAL_PREFIX = "Ctrl+B";

/** The palette's modes, tabs by number, and keys themselves. */
export function keysCommands({
  ui,
  panes,
  preferences,
  platform,
  toasts,
}: Pick<CommandDeps, "ui" | "panes" | "preferences" | "platform" | "toasts">): HandlersOf<typeof keysCatalogue> {
  const palette = (text: string) => () => {
    ui.openDialog({ kind: "palette", text });
  };
  const tab = (nth: number) => () => {
    panes.arrange({ kind: "tab", nth });
  };
  return {
    "palette.commands": palette(">"),
    "palette.agents": palette("@"),
    "palette.items": palette("#"),
    "palette.convoys": palette(":"),
    "palette.submissions": palette("!"),
    "pane.tab-1": tab(1),
    "pane.tab-2": tab(2),
    "pane.tab-3": tab(3),
    "pane.tab-4": tab(4),
    "pane.tab-5": tab(5),
    "pane.tab-6": tab(6),
    "pane.tab-7": tab(7),
    "pane.tab-8": tab(8),
    "pane.tab-9": tab(Number.POSITIVE_INFINITY),
    "window.close": () => {
      // A browser keeps a tab that the user opened; then they close it.
      if (platform.isDesktop) window.close();
      else toasts.say("Close this tab of your browser", { detail: "Agents go on without it." });
    },
    "keys.edit": () => {
      panes.open({ kind: "keys" });
    },
    "keys.toggle-prefix": () => {
      const isOn = preferences.store.getState().keys.prefix !== "";
      preferences.set({ keys: { prefix: isOn ? "" : USUAL_PREFIX } });
      toasts.say(isOn ? "No prefix any more" : "Control+B, then another key", {
        detail: isOn ? "Control+B goes to the terminal." : "Wait a moment after it to see what may follow.",
      });
    },
  };
}
