import { type CommandId, commandCatalogue } from "../../lib/commands/catalogue.ts";
import type { Overview } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import type { RunCommand } from "../../lib/services.tsx";
import type { ThemeChoice } from "../../lib/preferences/preference-store.ts";
import type { CommandDeps } from "./command-deps.ts";
import { nextPlace, waitingPlaces } from "./next-waiting.ts";
import { queueCommands } from "./queue-commands.ts";
import { reviewCommands } from "./review-commands.ts";
import { type ItemField, withSelected } from "../../lib/ui-state.ts";

const NEXT_THEME: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: "light", light: "dark", dark: "system" };

/** What every command of the catalogue does. */
export function createCommandRunner(deps: CommandDeps): RunCommand {
  const handlers = commandHandlers(deps);
  const known = new Map<string, () => void>(commandCatalogue.map(({ id }) => [id, handlers[id]]));
  return (id) => known.get(id)?.();
}

function commandHandlers(deps: CommandDeps): Readonly<Record<CommandId, () => void>> {
  const { ui, preferences, panes, actions, toasts } = deps;
  const ofItem = (act: (item: string) => void) => () => {
    const item = ui.store.getState().focusedItem;
    if (item !== undefined) act(item);
  };
  const ofItems = (act: (items: readonly string[]) => void) =>
    ofItem((item) => {
      act(withSelected(item, ui.store.getState()));
    });
  const ofAgent = (act: (agent: string) => void) => () => {
    const agent = ui.store.getState().focusedAgent;
    if (agent !== undefined) act(agent);
  };
  const setField = (field: ItemField) =>
    ofItems((items) => {
      ui.openDialog({ kind: "set-field", field, items });
    });
  const theme = (choice: ThemeChoice) => () => {
    preferences.set({ look: { theme: choice } });
  };
  const askFocus = (which: "filter" | "tree") => {
    const { focusRequests } = ui.store.getState();
    ui.set({ focusRequests: { ...focusRequests, [which]: focusRequests[which] + 1 } });
  };

  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => {
        toasts.say(`Copied ${text}`);
      },
      () => {
        toasts.say(text, { detail: "The browser does not let the page copy it." });
      },
    );
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
      askFocus("tree");
    },
    "view.notifications": () => {
      ui.set({ notificationsOpen: true });
    },
    "attention.next": () => {
      showNextWaiting(deps);
    },
    "item.create": () => {
      ui.openDialog({ kind: "create-item" });
    },
    "item.quick-create": () => {
      ui.openDialog({ kind: "quick-create" });
    },
    "items.undo": actions.undoLastChange,
    "items.import": () => {
      ui.openDialog({ kind: "import" });
    },
    "item.open": ofItem((item) => {
      panes.open({ kind: "item", item });
    }),
    "item.priority": setField("priority"),
    "item.status": setField("status"),
    "item.labels": setField("labels"),
    "item.epic": setField("parent"),
    "item.due": setField("dueAt"),
    "item.defer": setField("deferredUntil"),
    "item.estimate": setField("estimateMinutes"),
    "item.type": setField("type"),
    "item.sling": ofItems((items) => {
      ui.openDialog({ kind: "sling", items });
    }),
    "item.claim": ofItem((item) => void actions.claim(item)),
    "item.give-back": ofItems((items) => void actions.assign(items, null)),
    "item.assign": ofItems((items) => {
      ui.openDialog({ kind: "assign", items });
    }),
    "item.link": ofItem((item) => {
      ui.openDialog({ kind: "link-item", item });
    }),
    "item.create-child": ofItem((parent) => {
      ui.openDialog({ kind: "create-item", parent });
    }),
    "item.select": ofItem(ui.toggleSelected),
    "item.unsling": ofItems(actions.unsling),
    "item.close": ofItems(actions.closeItems),
    "item.reopen": ofItem(actions.reopenItem),
    "item.copy-id": ofItem(copy),
    "item.copy-link": ofItem((item) => {
      copy(`drover://item/${item}`);
    }),
    "item.graph": ofItem((item) => {
      panes.open({ kind: "graph", item });
    }),
    "item.comment": ofItem((item) => {
      panes.open({ kind: "item", item });
      ui.set({ commentOn: item });
    }),
    "item.delete": ofItems(actions.deleteItems),
    "board.filter": () => {
      panes.open({ kind: "board" });
      askFocus("filter");
    },
    "convoy.create": () => {
      ui.openDialog({ kind: "create-convoy", items: ui.store.getState().selected });
    },
    "convoy.add": ofItems((items) => {
      ui.openDialog({ kind: "add-to-convoy", items });
    }),
    "project.settings": () => {
      ui.openDialog({ kind: "project-settings" });
    },
    "project.add": () => {
      ui.openDialog({ kind: "add-project" });
    },
    "demo.start": () => void actions.startDemo(),
    "integration.create": ofItem(actions.gatherOnBranch),
    "integration.land": ofItem((epic) => void actions.landIntegration(epic)),
    "integration.update": ofItem((epic) => void actions.updateIntegration(epic)),
    "integration.drop": ofItem((epic) => void actions.dropIntegration(epic)),
    ...queueCommands(deps),
    ...reviewCommands(deps),
    "crew.create": () => {
      ui.openDialog({ kind: "create-crew" });
    },
    "agent.open": ofAgent((agent) => {
      panes.open({ kind: "terminal", agent });
    }),
    "agent.start": ofAgent((agent) => void actions.startAgent(agent)),
    "agent.nudge": ofAgent((agent) => {
      ui.openDialog({ kind: "nudge", agent });
    }),
    "agent.show": ofAgent((agent) => {
      panes.open({ kind: "agent", agent });
    }),
    "agent.peek": ofAgent((agent) => {
      ui.openDialog({ kind: "peek", agent });
    }),
    "agent.snoop": ofAgent((agent) => {
      ui.set({ snoopOn: agent });
      panes.open({ kind: "terminal", agent });
    }),
    "agents.broadcast": () => {
      ui.openDialog({ kind: "broadcast", agents: [] });
    },
    "agent.take-over": ofAgent((agent) => void actions.takeOver(agent)),
    "agent.hand-back": ofAgent((agent) => {
      ui.openDialog({ kind: "hand-back", agent });
    }),
    "agent.hand-off": ofAgent((agent) => {
      ui.openDialog({ kind: "hand-off", agent });
    }),
    "agent.checkpoint": ofAgent((agent) => void actions.checkpoint(agent)),
    "agent.seance": ofAgent((agent) => {
      ui.openDialog({ kind: "seance", agent });
    }),
    "agent.pause": ofAgent((agent) => void actions.pauseAgent(agent)),
    "agent.resume": ofAgent((agent) => void actions.resumeAgent(agent)),
    "agent.interrupt": ofAgent(actions.interruptAgent),
    "agent.restart": ofAgent(actions.restartAgent),
    "agent.stop": ofAgent(actions.stopAgent),
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
