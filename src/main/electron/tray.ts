import { Menu, type MenuItemConstructorOptions, Tray, app, nativeImage } from "electron";
import { type CoreNews, type TrayAction, type TrayEntry, trayModel } from "./tray-model.ts";

export interface TrayIcon extends Disposable {
  /** Undefined while the core cannot be reached. */
  show(news: CoreNews | undefined): void;
}

/** Keeps counts where the user sees them with the window closed: in the tray, on the badge, in the dock's menu on a Mac. */
export function createTray(icon: string, act: (action: TrayAction) => void): TrayIcon {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 18, height: 18 }));
  tray.on("click", () => {
    act({ do: "open" });
  });
  const options = (entry: TrayEntry): MenuItemConstructorOptions => {
    switch (entry.kind) {
      case "separator":
        return { type: "separator" };
      case "text":
        return { label: entry.label, enabled: false };
      case "action":
        return {
          label: entry.label,
          click() {
            act(entry.action);
          },
        };
    }
  };
  return {
    show(news) {
      const model = trayModel(news);
      tray.setToolTip(model.tooltip);
      const menu = Menu.buildFromTemplate(model.entries.map(options));
      tray.setContextMenu(menu);
      app.setBadgeCount(model.badge);
      // Quitting is in every dock's menu already.
      const isForDock = (entry: TrayEntry) => entry.kind !== "action" || entry.action.do !== "quit";
      app.dock?.setMenu(Menu.buildFromTemplate(model.entries.filter(isForDock).map(options)));
    },
    [Symbol.dispose]() {
      tray.destroy();
    },
  };
}
