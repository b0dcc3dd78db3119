import type { paneCatalogue } from "../../../shared/commands/pane-catalogue.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** What is done to panes and their layout. */
export function paneCommands({ panes }: Pick<CommandDeps, "panes">): HandlersOf<typeof paneCatalogue> {
  return {
    "pane.close": panes.closeActive,
    "pane.next-tab": () => {
      panes.showTab(1);
    },
    "pane.previous-tab": () => {
      panes.showTab(-1);
    },
    "pane.next-group": () => {
      panes.focusGroup(1);
    },
    "pane.previous-group": () => {
      panes.focusGroup(-1);
    },
    "pane.maximise": panes.toggleMaximised,
    "layout.reset": panes.reset,
  };
}
