import { Menu, type MenuItemConstructorOptions } from "electron";

/** Entries run the window's own commands by their id, so that menu, palette and keys mean the same. */
export function setMenu(run: (command: string) => void, quit: () => void): void {
  const command = (label: string, id: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    // The window hears the key itself; the menu only shows it.
    registerAccelerator: false,
    click: () => {
      run(id);
    },
  });
  const isMac = process.platform === "darwin";
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: "appMenu" } as const] : []),
    {
      label: "&File",
      submenu: [
        command("New item…", "item.create", "N"),
        command("Add a repository…", "project.add"),
        command("Try the demo", "demo.start"),
        { type: "separator" },
        { role: "close", label: "Close window" },
        ...(isMac ? [] : [{ label: "Quit…", accelerator: "Ctrl+Q", click: quit }]),
      ],
    },
    { role: "editMenu" },
    {
      label: "&View",
      submenu: [
        command("Command palette…", "palette.open", "CmdOrCtrl+K"),
        { type: "separator" },
        command("Convoy board", "view.board"),
        command("Merge queue", "view.merge-queue"),
        command("Feed", "view.feed"),
        { type: "separator" },
        command("Light, dark or as the system", "theme.toggle"),
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
    { label: "&Help", role: "help", submenu: [command("Keys", "help.keys", "?")] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
