import { EventEmitter } from "node:events";
import type * as Electron from "electron";

/** An entry, as far as it can be looked at and clicked. */
export class MenuItem implements Pick<Electron.MenuItem, "label" | "type" | "enabled" | "id"> {
  readonly id = "";
  readonly label: string;
  readonly type: Electron.MenuItem["type"];
  readonly role: string | undefined;
  readonly enabled: boolean;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly #click: (() => void) | undefined;

  constructor(options: Electron.MenuItemConstructorOptions) {
    const { label, role, type, submenu, enabled = true, accelerator, click } = options;
    this.label = label ?? role ?? "";
    this.role = role;
    this.type = type ?? (submenu === undefined ? "normal" : "submenu");
    this.enabled = enabled;
    this.accelerator = accelerator ?? undefined;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined;
    // The shell's own callbacks take nothing.
    this.#click = click === undefined ? undefined : (click as () => void);
  }

  click(): void {
    if (this.enabled) this.#click?.();
  }
}

export class Menu extends EventEmitter {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): Menu {
    const menu = new Menu();
    menu.items.push(...template.map((options) => new MenuItem(options)));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }
}
