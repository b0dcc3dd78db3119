import path from "node:path";
import { globalShortcut } from "electron";
import type { DeepLink } from "../../shared/desktop/deep-link.ts";
import type { Mail } from "../../shared/model/mail.ts";
import { DEFAULT_PREFERENCES } from "../../shared/model/preference-defaults.ts";
import type { Preferences } from "../../shared/model/preferences.ts";
import type { Clock } from "../core/base/clock.ts";
import type { CoreLink } from "./core-link.ts";
import { desktopNotice } from "./desktop-notice.ts";
import { tellOpenFailure } from "./dialogs.ts";
import type { MainWindow } from "./main-window.ts";
import { type MenuActs, setMenu } from "./menu.ts";
import type { Notices } from "./notices.ts";
import { commandOfFile, commandOfLink } from "./open-requests.ts";
import { createSummoner } from "./summon.ts";
import type { TrayIcon } from "./tray.ts";
import type { Updates } from "./updates.ts";
import { watchCore } from "./watch-core.ts";

export interface DeskDeps {
  readonly main: MainWindow;
  readonly tray: TrayIcon;
  readonly notices: Notices;
  readonly updates: Updates;
  readonly menu: MenuActs;
  readonly clock: Clock;
  /** Full path. */
  readonly workspace: string;
  isEnding(): boolean;
}

/** What the app does around its window: it tells, is summoned, and leads to what was clicked elsewhere. */
export interface Desk extends Disposable {
  readonly preferences: Preferences;
  /** Follows a core until the answer is disposed of. */
  follow(link: CoreLink): Disposable;
  openLink(link: DeepLink): void;
  openFile(file: string): void;
}

export function createDesk(deps: DeskDeps): Desk {
  const { main, tray, notices, updates, menu, clock, workspace } = deps;
  let preferences = DEFAULT_PREFERENCES;
  let followed = 0;
  const summoner = createSummoner({
    shortcuts: globalShortcut,
    summon: main.show,
    failed(accelerator, why) {
      const body = `${accelerator} does not summon Drover: ${why}. The settings name other keys.`;
      notices.show({ title: "The keys that summon Drover", body, isSilent: true }, () => {
        main.send({ kind: "run", command: "view.settings" });
      });
    },
  });

  function lead(about: Mail["about"]): void {
    if (about === undefined) main.show();
    else main.send({ kind: "show", about });
  }

  function prefer(now: Preferences): void {
    const before = preferences;
    preferences = now;
    summoner.use(now.keys.summon);
    updates.use(now.app.updates);
    if (JSON.stringify(now.keys) !== JSON.stringify(before.keys)) setMenu(now.keys, menu);
  }

  setMenu(preferences.keys, menu);
  return {
    get preferences() {
      return preferences;
    },
    follow({ client, kind }) {
      followed += 1;
      if (followed > 1 && kind === "own") {
        const body = "The core that it showed has ended, and it runs one itself now. Agents at work were re-attached.";
        notices.show({ title: "Drover went on", body, isSilent: true }, main.show);
      }
      return watchCore({
        client,
        clock,
        told(now) {
          if (!deps.isEnding()) tray.show(now);
        },
        notified(notification) {
          const facts = { preferences: preferences.notifications, isWindowFocused: main.isFocused, now: clock.now() };
          const notice = desktopNotice(notification, facts);
          if (notice === undefined) return;
          notices.show(notice, () => {
            lead(notification.about);
          });
        },
        prefers: prefer,
        wanted: lead,
      });
    },
    openLink(link) {
      const command = commandOfLink(link, workspace);
      if (!command.ok) tellOpenFailure(command.error);
      else if (command.value === undefined) main.show();
      else main.send(command.value);
    },
    openFile(file) {
      main.show();
      void commandOfFile(path.resolve(file)).then((command) => {
        if (command.ok) main.send(command.value);
        else tellOpenFailure(command.error);
      });
    },
    [Symbol.dispose]() {
      summoner[Symbol.dispose]();
      updates[Symbol.dispose]();
    },
  };
}
