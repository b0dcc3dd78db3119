import type { goToCatalogue } from "../../../shared/commands/go-to-catalogue.ts";
import type { Overview } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";
import { nextPlace, waitingPlaces } from "./next-waiting.ts";

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
    "view.feed": () => {
      panes.open({ kind: "feed" });
    },
    "view.tree": () => {
      ui.set({ sidebarOpen: true });
      askFocus();
    },
    "view.notifications": () => {
      ui.set({ notificationsOpen: true });
    },
    "attention.next": () => {
      showNextWaiting(deps);
    },
  };
}

/** Goes around those who wait for the user, behind the one that was looked at last. */
function showNextWaiting({ ui, panes, toasts, queries, sessions }: CommandDeps): void {
  const overview = queries.getQueryData<Overview>(queryKeys.overview);
  const { byAgent } = sessions.store.getState();
  const places = waitingPlaces({
    agents: overview?.agents ?? [],
    byAgent,
    needsUser: overview?.counts.needsUser ?? 0,
  });
  const next = nextPlace(places, ui.store.getState().focusedAgent);
  if (next === undefined) {
    toasts.say("Nobody waits for you");
    return;
  }
  // Behind the queue it begins anew.
  if (next.kind === "queue") ui.set({ focusedAgent: undefined });
  panes.open(next);
}
