/** The menu of the app, without what only Electron knows. */
export interface MenuSection {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

export type MenuEntry =
  /** Runs one of the window's commands, so that menu, palette and keys mean the same. `keys` are shown; the window hears them itself. */
  | { readonly kind: "command"; readonly id: string; readonly label: string; readonly keys?: string }
  | { readonly kind: "role"; readonly role: MenuRole; readonly label?: string }
  | { readonly kind: "quit"; readonly label: string; readonly keys: string }
  | { readonly kind: "separator" };

export type MenuRole = "close" | "resetZoom" | "zoomIn" | "zoomOut" | "togglefullscreen";

const command = (label: string, id: string, keys?: string): MenuEntry =>
  keys === undefined ? { kind: "command", id, label } : { kind: "command", id, label, keys };
const separator: MenuEntry = { kind: "separator" };

/** The sections of our own; the system's (app, edit, window) stand around them. On a Mac quitting is in the app's. */
export function menuModel(isMac: boolean): readonly MenuSection[] {
  return [
    {
      label: "&File",
      entries: [
        command("New item…", "item.create", "N"),
        command("Add a repository…", "project.add"),
        command("Try the demo", "demo.start"),
        separator,
        { kind: "role", role: "close", label: "Close window" },
        ...(isMac ? [] : [{ kind: "quit", label: "Quit…", keys: "Ctrl+Q" } as const]),
      ],
    },
    {
      label: "&View",
      entries: [
        command("Command palette…", "palette.open", "CmdOrCtrl+K"),
        separator,
        command("Board", "view.board"),
        command("Agents", "view.agents"),
        command("Merge queue", "view.merge-queue"),
        command("Feed", "view.feed"),
        command("Ledger", "view.ledger"),
        command("Look at the Past…", "time.travel"),
        command("Notifications", "view.notifications"),
        separator,
        command("Light, dark or as the system", "theme.toggle"),
        { kind: "role", role: "resetZoom" },
        { kind: "role", role: "zoomIn" },
        { kind: "role", role: "zoomOut" },
        { kind: "role", role: "togglefullscreen" },
      ],
    },
    { label: "&Help", entries: [command("Keyboard map", "help.keys", "?")] },
  ];
}
