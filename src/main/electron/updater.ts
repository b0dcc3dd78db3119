import { existsSync } from "node:fs";
import path from "node:path";
import { app } from "electron";
import type { ReleaseSource } from "./updates.ts";

/** electron-updater, where this copy of the app was installed and told where releases are published. */
export function findReleases(): ReleaseSource | { readonly missing: string } {
  if (!app.isPackaged) return { missing: "this copy runs from its sources" };
  if (!existsSync(path.join(process.resourcesPath, "app-update.yml"))) {
    return { missing: "it was packaged without an address for updates" };
  }
  if (process.platform === "linux" && process.env["APPIMAGE"] === undefined) {
    return { missing: "your package manager keeps it up to date" };
  }
  // Loaded when it is first needed: most starts need none of it.
  const loading = () => import("electron-updater");
  return {
    async check(channel) {
      const { autoUpdater } = (await loading()).default;
      autoUpdater.autoDownload = false;
      autoUpdater.autoInstallOnAppQuit = false;
      autoUpdater.logger = null;
      autoUpdater.allowPrerelease = channel === "beta";
      autoUpdater.channel = channel === "beta" ? "beta" : "latest";
      autoUpdater.allowDowngrade = false;
      const found = await autoUpdater.checkForUpdates();
      return found?.isUpdateAvailable === true ? found.updateInfo.version : undefined;
    },
    async download(progress) {
      const { autoUpdater } = (await loading()).default;
      const tell = ({ percent }: { readonly percent: number }) => {
        progress(Math.round(percent));
      };
      autoUpdater.on("download-progress", tell);
      try {
        await autoUpdater.downloadUpdate();
      } finally {
        autoUpdater.off("download-progress", tell);
      }
    },
    install() {
      // Silent, and without starting the app again: the user wanted to quit.
      void loading().then(({ default: { autoUpdater } }) => {
        autoUpdater.quitAndInstall(true, false);
      });
    },
  };
}
