import { Menu, type MenuItemConstructorOptions } from "electron";
import type { KeyChoices } from "../../shared/commands/bound-commands.ts";
import { type MenuEntry, menuModel } from "./menu-model.ts";

export interface MenuActs {
  /** Given the id of one of the window's commands. */
  run(command: string): void;
  checkForUpdates(): void;
  quit(): void;
}

/** Sets the app's menu, with the keys that commands have now. */
export function setMenu(keys: KeyChoices, { run, checkForUpdates, quit }: MenuActs): void {
  const isMac = process.platform === "darwin";
  const [file, view, panes, help] = menuModel({ isMac, keys }).map(
    ({ label, entries }): MenuItemConstructorOptions => ({
      label,
      submenu: entries.map(options),
    }),
  );
  const template = [
    isMac ? { role: "appMenu" as const } : undefined,
    file,
    { role: "editMenu" as const },
    view,
    panes,
    { role: "windowMenu" as const },
    help,
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template.filter((section) => section !== undefined)));

  function options(entry: MenuEntry): MenuItemConstructorOptions {
    switch (entry.kind) {
      case "separator":
        return { type: "separator" };
      case "role":
        return entry.label === undefined ? { role: entry.role } : { role: entry.role, label: entry.label };
      case "quit":
        return { label: entry.label, accelerator: entry.keys, click: quit };
      case "updates":
        return { label: entry.label, click: checkForUpdates };
      case "command": {
        const shown = entry.keys === undefined ? {} : { accelerator: entry.keys, registerAccelerator: false };
        return {
          label: entry.label,
          ...shown,
          click() {
            run(entry.id);
          },
        };
      }
    }
  }
}
