import type { workCatalogue } from "../../../shared/commands/work-catalogue.ts";
import type { ItemField } from "../../lib/ui-state.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";
import { commandTargets } from "./command-targets.ts";

/** What is done to items, convoys and projects. */
export function workCommands({ ui, panes, actions, toasts }: CommandDeps): HandlersOf<typeof workCatalogue> {
  const { ofItem, ofItems } = commandTargets(ui);
  const setField = (field: ItemField) =>
    ofItems((items) => {
      ui.openDialog({ kind: "set-field", field, items });
    });
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
  const askFocus = () => {
    const { focusRequests } = ui.store.getState();
    ui.set({ focusRequests: { ...focusRequests, filter: focusRequests.filter + 1 } });
  };
  return {
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
    "item.move": ofItems((items) => {
      ui.openDialog({ kind: "move", items });
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
      askFocus();
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
  };
}
