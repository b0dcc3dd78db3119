import { Menu, Tray, app, nativeImage } from "electron";
import { type TrayAction, type TrayCounts, trayModel } from "./tray-model.ts";

export interface TrayIcon extends Disposable {
  /** Undefined while the core cannot be reached. */
  show(counts: TrayCounts | undefined): void;
}

/** Keeps counts where the user sees them with the window closed. */
export function createTray(icon: string, act: (action: TrayAction) => void): TrayIcon {
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 18, height: 18 }));
  tray.on("click", () => {
    act("open");
  });
  return {
    show(counts) {
      const model = trayModel(counts);
      tray.setToolTip(model.tooltip);
      tray.setContextMenu(
        Menu.buildFromTemplate(
          model.entries.map((entry) => {
            switch (entry.kind) {
              case "separator":
                return { type: "separator" };
              case "text":
                return { label: entry.label, enabled: false };
              case "action":
                return {
                  label: entry.label,
                  click: () => {
                    act(entry.action);
                  },
                };
            }
          }),
        ),
      );
      app.setBadgeCount(model.badge);
    },
    [Symbol.dispose]() {
      tray.destroy();
    },
  };
}
