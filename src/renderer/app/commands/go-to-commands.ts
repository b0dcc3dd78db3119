import type { goToCatalogue } from "../../../shared/commands/go-to-catalogue.ts";
import { showNextAttention } from "./attention-commands.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** Shows the views of the window. */
export function goToCommands(deps: CommandDeps): HandlersOf<typeof goToCatalogue> {
  const { ui, panes } = deps;
  const askFocus = () => {
    const { focusRequests } = ui.store.getState();
    ui.set({ focusRequests: { ...focusRequests, tree: focusRequests.tree + 1 } });
  };
  return {
    "palette.open": () => {
      ui.openDialog({ kind: "palette" });
    },
    "view.board": () => {
      panes.open({ kind: "board" });
    },
    "view.agents": () => {
      panes.open({ kind: "wall" });
    },
    "view.items": () => {
      panes.open({ kind: "items" });
    },
    "view.merge-queue": () => {
      panes.open({ kind: "queue" });
    },
    "view.ledger": () => {
      panes.open({ kind: "ledger" });
    },
    "time.travel": () => {
      const { past, isTimeBarOpen } = ui.store.getState();
      if (past !== undefined) ui.announce("Back to now");
      ui.set({ past: undefined, isTimeBarOpen: past === undefined && !isTimeBarOpen });
    },
    "view.salvage": () => {
      panes.open({ kind: "salvage" });
    },
    "view.cost": () => {
      panes.open({ kind: "cost" });
    },
    "view.feed": () => {
      panes.open({ kind: "feed" });
    },
    "view.tree": () => {
      ui.set({ sidebarOpen: true, isSidebarRail: false });
      askFocus();
    },
    "view.notifications": () => {
      ui.set({ notificationsOpen: true });
    },
    "attention.next": () => {
      showNextAttention(deps);
    },
  };
}
