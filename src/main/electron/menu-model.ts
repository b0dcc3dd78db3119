import { menuAccelerator } from "../../shared/commands/accelerator.ts";
import { type KeyChoices, boundCommands } from "../../shared/commands/bound-commands.ts";
import { type CommandId, commandCatalogue, commandInfo } from "../../shared/commands/catalogue.ts";
import type { CommandInfo } from "../../shared/commands/command.ts";

/** The menu of the app, without what only Electron knows. */
export interface MenuSection {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

export type MenuEntry =
  /** Runs one of the window's commands, so that menu, palette and keys mean the same. `keys` are shown; the window hears them itself. */
  | { readonly kind: "command"; readonly id: CommandId; readonly label: string; readonly keys?: string }
  | { readonly kind: "role"; readonly role: MenuRole; readonly label?: string }
  | { readonly kind: "quit"; readonly label: string; readonly keys: string }
  | { readonly kind: "updates"; readonly label: string }
  | { readonly kind: "separator" };

export type MenuRole = "close" | "resetZoom" | "zoomIn" | "zoomOut" | "togglefullscreen";

export interface MenuFacts {
  readonly isMac: boolean;
  /** What the user says of keys: the menu shows the keys that commands have now. */
  readonly keys: KeyChoices;
}

const separator = { kind: "separator" } as const;

/** What stands in the menu: a command by its id, everything else as it is. */
type Listed = CommandId | MenuEntry;

/** The sections of our own; the system's (app, edit, window) stand around them. On a Mac quitting is in the app's. */
export function menuModel({ isMac, keys }: MenuFacts): readonly MenuSection[] {
  const bound = new Map(
    boundCommands<CommandInfo>(commandCatalogue, keys).map((command) => [command.id, command.keys]),
  );
  const section = (label: string, listed: readonly Listed[]): MenuSection => ({
    label,
    entries: listed.map((one) => (typeof one === "string" ? command(one) : one)),
  });
  const command = (id: CommandId): MenuEntry => {
    const shown = bound
      .get(id)
      ?.map((one) => menuAccelerator(one, isMac))
      .find((one) => one !== undefined);
    const entry = { kind: "command", id, label: commandInfo(id).title } as const;
    return shown === undefined ? entry : { ...entry, keys: shown };
  };
  return [
    section("&File", [
      "item.create",
      "item.quick-create",
      "convoy.create",
      "items.import",
      separator,
      "project.add",
      "crew.create",
      "demo.start",
      separator,
      { kind: "role", role: "close", label: "Close window" },
      ...(isMac ? [] : [{ kind: "quit", label: "Quit…", keys: "Ctrl+Q" } as const]),
    ]),
    section("&View", [
      "palette.open",
      "attention.next",
      separator,
      "view.board",
      "view.items",
      "view.agents",
      "view.merge-queue",
      "view.feed",
      "view.ledger",
      "view.salvage",
      "view.notifications",
      "time.travel",
      separator,
      "sidebar.toggle",
      "theme.toggle",
      { kind: "role", role: "resetZoom" },
      { kind: "role", role: "zoomIn" },
      { kind: "role", role: "zoomOut" },
      { kind: "role", role: "togglefullscreen" },
    ]),
    section("&Panes", [
      "pane.next-tab",
      "pane.previous-tab",
      "pane.next-group",
      "pane.previous-group",
      separator,
      "pane.maximise",
      "pane.close",
      "layout.reset",
    ]),
    section("&Help", ["help.keys", "keys.edit", separator, { kind: "updates", label: "Check for updates…" }]),
  ];
}
