import type { paneCatalogue } from "../../../shared/commands/pane-catalogue.ts";
import type { PaneDeed, PaneSide } from "../../lib/panes.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** What is done to panes. */
export function paneCommands({ panes }: Pick<CommandDeps, "panes">): HandlersOf<typeof paneCatalogue> {
  const deed = (one: PaneDeed) => () => {
    panes.arrange(one);
  };
  const move = (side: PaneSide) => deed({ kind: "move", side });
  const focus = (side: PaneSide) => deed({ kind: "focus", side });
  return {
    "pane.close": panes.closeActive,
    "pane.close-others": deed({ kind: "close-others" }),
    "pane.reopen": deed({ kind: "reopen" }),
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
    "pane.focus-left": focus("left"),
    "pane.focus-right": focus("right"),
    "pane.focus-above": focus("above"),
    "pane.focus-below": focus("below"),
    "pane.move-left": move("left"),
    "pane.move-right": move("right"),
    "pane.move-up": move("above"),
    "pane.move-down": move("below"),
    "pane.split-right": deed({ kind: "split", side: "right" }),
    "pane.split-down": deed({ kind: "split", side: "below" }),
    "pane.grow": deed({ kind: "resize", by: 1 }),
    "pane.shrink": deed({ kind: "resize", by: -1 }),
    "pane.maximise": deed({ kind: "maximise" }),
    "pane.float": deed({ kind: "float" }),
    "pane.pop-out": deed({ kind: "pop-out" }),
  };
}
