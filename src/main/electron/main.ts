import path from "node:path";
import { app } from "electron";
import packageJson from "../../../package.json" with { type: "json" };
import { DEFAULT_PREFERENCES } from "../../shared/model/preference-defaults.ts";
import { systemClock } from "../core/base/clock.ts";
import { createRestartLimit } from "../core/base/restart-limit.ts";
import { createCore, findPlaces } from "../core/orchestrator.ts";
import { placeOfWorkspace } from "../core/workspace/index.ts";
import { registerAppScheme, serveApp } from "./app-protocol.ts";
import { type CoreLink, openCoreLink } from "./core-link.ts";
import { belongsOnDesktop } from "./desktop-notice.ts";
import { askQuit, confirmLink, tellFailure } from "./dialogs.ts";
import { keepCore } from "./keep-core.ts";
import { type LaunchArguments, parseLaunchArguments, profileFolder } from "./launch-arguments.ts";
import { createMainWindow } from "./main-window.ts";
import { setMenu } from "./menu.ts";
import { createNotices } from "./notices.ts";
import { createQuitFlow } from "./quit-flow.ts";
import { createTray } from "./tray.ts";
import type { TrayAction } from "./tray-model.ts";
import { liveSessions, watchCore } from "./watch-core.ts";
import { servePorts } from "./window-port.ts";

/** The desktop app's process: the window, and the core with it unless one runs already. */
const { version } = packageJson;
const { env } = process;
const clock = systemClock;
const launch = argumentsOf(process.argv);
const workspace = placeOfWorkspace({ given: launch.workspace, env, cwd: process.cwd() });

app.setName("Drover");
const profile = profileFolder(app.getPath("appData"), workspace);
app.setPath("userData", profile);
registerAppScheme();
// The one that runs is told, and shows itself.
if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.exit(0);

function run(): void {
  const places = findPlaces();
  const icon = path.join(places.resources, "icon.png");
  let exitCode = 0;
  const tray = createTray(icon, (action) => {
    act[action]();
  });

  const quit = createQuitFlow({
    agentsAtWork: async () => (core.link?.kind === "own" ? await liveSessions(core.link.client) : 0),
    ask: (question) => askQuit(main.window, question),
    async end(agents) {
      main.saveBounds();
      tray[Symbol.dispose]();
      await core.close(agents);
    },
    leave() {
      app.exit(exitCode);
    },
  });
  const main = createMainWindow({
    icon,
    preload: path.join(places.page, "../preload/preload.cjs"),
    boundsFile: path.join(profile, "window.json"),
    reloads: createRestartLimit({ count: 3, withinMs: 60_000, clock }),
    confirmLink,
    isQuitting: () => quit.isEnding,
  });
  const notices = createNotices(icon);

  function use({ client }: CoreLink): Disposable {
    return watchCore({
      client,
      clock,
      counted(now) {
        if (!quit.isEnding) tray.show(now);
      },
      notified(notice) {
        if (!belongsOnDesktop(notice, main.isFocused)) return;
        notices.show(notice, () => {
          if (notice.about === undefined) main.show();
          else main.send({ kind: "show", about: notice.about });
        });
      },
    });
  }

  let wantsDemo = launch.demo;
  const core = keepCore({
    clock,
    open: () =>
      openCoreLink({
        workspace,
        version,
        clock,
        env,
        openCore: () => createCore({ workspace, version, places, env, holder: "the desktop app", create: true }),
      }),
    use(link) {
      if (wantsDemo) void link.client.call("demo.start", {});
      wantsDemo = false;
      return use(link);
    },
    stopRequested: (agents) => void quit.endNow(agents),
    failed(failure) {
      tellFailure(failure);
      exitCode = 1;
      void quit.endNow("keep");
    },
  });

  const act: Readonly<Record<TrayAction, () => void>> = {
    open: main.show,
    attention() {
      main.send({ kind: "run", command: "attention.next" });
    },
    quit: () => void quit.request(),
  };
  serveApp(places.page);
  servePorts(
    () => main.window,
    () => core.link,
  );
  setMenu(
    DEFAULT_PREFERENCES.keys,
    (command) => {
      main.send({ kind: "run", command });
    },
    () => void quit.request(),
  );
  tray.show(undefined);
  main.show();

  app.on("second-instance", (_event, argv) => {
    main.show();
    if (argumentsOf(argv).demo) void core.link?.client.call("demo.start", {});
  });
  app.on("activate", main.show);
  // Electron's own answer would be to quit.
  app.on("window-all-closed", () => {});
  app.on("before-quit", (event) => {
    if (quit.isEnding) return;
    event.preventDefault();
    void quit.request();
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void quit.endNow("keep"));
}

/** What stands behind the executable and, in a checkout, behind the app's folder. */
function argumentsOf(argv: readonly string[]): LaunchArguments {
  return parseLaunchArguments(argv.slice(app.isPackaged ? 1 : 2));
}
