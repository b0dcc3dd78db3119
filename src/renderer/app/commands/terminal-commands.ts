import type { terminalCatalogue } from "../../../shared/commands/terminal-catalogue.ts";
import type { TerminalDeed } from "../../lib/terminal/terminal-ask.ts";
import { steppedFontSize } from "../../lib/terminal/font-size.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";
import { commandTargets } from "./command-targets.ts";

/** What is done in terminals: asked of the agent's, which is opened for it. */
export function terminalCommands({ ui, panes, preferences }: CommandDeps): HandlersOf<typeof terminalCatalogue> {
  const { ofAgent } = commandTargets(ui);
  const ask = (deed: TerminalDeed) =>
    ofAgent((agent) => {
      panes.open({ kind: "terminal", agent });
      ui.set({ terminalAsk: { agent, deed } });
    });
  const size = (step: 1 | -1 | 0) => () => {
    const fontSize = steppedFontSize(preferences.store.getState().terminal.fontSize, step);
    preferences.set({ terminal: { fontSize } });
    ui.announce(`Letters of ${fontSize} pixels`);
  };
  return {
    "terminal.search-all": () => {
      panes.open({ kind: "terminal-search" });
    },
    "terminal.find": ask({ kind: "find" }),
    "terminal.copy-mode": ask({ kind: "copy-mode" }),
    "terminal.links": ask({ kind: "links" }),
    "terminal.copy-last": ask({ kind: "copy-last" }),
    "terminal.save": ask({ kind: "save" }),
    "terminal.attach": ask({ kind: "attach" }),
    "terminal.toggle-mode": ask({ kind: "toggle-mode" }),
    "terminal.larger": size(1),
    "terminal.smaller": size(-1),
    "terminal.usual-size": size(0),
  };
}
