import type { layoutCatalogue } from "../../../shared/commands/layout-catalogue.ts";
import { layoutEntries } from "../../lib/layouts/layout-book.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** What is done to layouts of panes. */
export function layoutCommands({
  layouts,
  panes,
  toasts,
  ui,
}: Pick<CommandDeps, "layouts" | "panes" | "toasts" | "ui">): HandlersOf<typeof layoutCatalogue> {
  const nth = (number: number) => () => {
    layouts.showNth(number);
  };
  /** The saved layout that was shown last. */
  const own = (act: (layout: { readonly id: string; readonly name: string }) => void) => () => {
    const { saved, shown } = layouts.store.getState();
    const found = layoutEntries(saved).find(({ id }) => id === shown)?.saved;
    if (found === undefined) toasts.say("No layout of your own is shown", { detail: "Show one first, or save one." });
    else act(found);
  };
  return {
    "layout.1": nth(1),
    "layout.2": nth(2),
    "layout.3": nth(3),
    "layout.4": nth(4),
    "layout.5": nth(5),
    "layout.6": nth(6),
    "layout.7": nth(7),
    "layout.8": nth(8),
    "layout.9": nth(9),
    "layout.save-as": () => {
      ui.openDialog({
        kind: "layout-name",
        title: "Save the layout",
        deed: "Save layout",
        confirm: (name) => void layouts.saveAs(name),
      });
    },
    "layout.update": own(({ id }) => void layouts.update(id)),
    "layout.rename": own(({ id, name }) => {
      ui.openDialog({
        kind: "layout-name",
        title: `Rename ${name}`,
        deed: "Rename",
        initial: name,
        confirm: (wanted) => void layouts.rename(id, wanted),
      });
    }),
    "layout.remove": own(({ id }) => void layouts.remove(id)),
    "layout.reset": panes.reset,
  };
}
