import path from "node:path";
import { app } from "electron";
import packageJson from "../../../package.json" with { type: "json" };
import { LINK_SCHEME, parseDeepLink } from "../../shared/desktop/deep-link.ts";
import { systemClock } from "../core/base/clock.ts";
import { createRestartLimit } from "../core/base/restart-limit.ts";
import { createCore, findPlaces } from "../core/orchestrator.ts";
import { placeOfWorkspace } from "../core/workspace/index.ts";
import { registerAppScheme, serveApp } from "./app-protocol.ts";
import { openCoreLink } from "./core-link.ts";
import { createDesk } from "./desk.ts";
import { askQuit, askUpdate, confirmLink, tellFailure, tellUpdate } from "./dialogs.ts";
import { keepCore } from "./keep-core.ts";
import { type LaunchArguments, parseLaunchArguments, profileFolder } from "./launch-arguments.ts";
import { createMainWindow } from "./main-window.ts";
import { createNotices } from "./notices.ts";
import { createQuitFlow } from "./quit-flow.ts";
import { createTray } from "./tray.ts";
import type { TrayAction } from "./tray-model.ts";
import { createUpdates } from "./updates.ts";
import { findReleases } from "./updater.ts";
import { liveSessions } from "./watch-core.ts";
import { servePorts } from "./window-port.ts";

/** The desktop app's process: the window, and the core with it unless one runs already. */
const { version } = packageJson;
const { env } = process;
const clock = systemClock;
const launch = argumentsOf(process.argv);
const workspace = placeOfWorkspace({ given: launch.workspace, env, cwd: process.cwd() });

/** What a Mac opens with the app: told before the app is ready, where that started it. */
const opened = { links: [] as string[], files: [] as string[] };
app.on("open-url", (event, url) => {
  event.preventDefault();
  opened.links.push(url);
  hearOpened();
});
app.on("open-file", (event, file) => {
  event.preventDefault();
  opened.files.push(file);
  hearOpened();
});
let hearOpened = () => {};

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
  const tray = createTray(icon, act);
  const notices = createNotices(icon);

  const quit = createQuitFlow({
    agentsAtWork: async () => (core.link?.kind === "own" ? await liveSessions(core.link.client) : 0),
    preferred: () => desk.preferences.app.quit,
    ask: (question) => askQuit(main.window, question),
    remember: async (choice) => core.link?.client.call("settings.set", { changes: { "app.quit": choice } }),
    async handOff(when) {
      // Where it is shown who has handed off.
      main.show();
      await core.link?.client.call("core.stop", { agents: "hand-off", ...(when === "now" ? { withinMs: 0 } : {}) });
    },
    async end(agents) {
      main.saveBounds();
      desk[Symbol.dispose]();
      tray[Symbol.dispose]();
      await core.close(agents);
    },
    leave() {
      if (!updates.installIfReady()) app.exit(exitCode);
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
  const updates = createUpdates({
    source: findReleases(),
    clock,
    changed: main.tell,
    ask: askUpdate,
    tell: tellUpdate,
  });
  main.tell(updates.state);
  const desk = createDesk({
    main,
    tray,
    notices,
    updates,
    clock,
    workspace,
    isEnding: () => quit.isEnding,
    menu: {
      run(command) {
        main.send({ kind: "run", command });
      },
      checkForUpdates: () => void updates.checkNow(),
      quit: () => void quit.request(),
    },
  });

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
      return desk.follow(link);
    },
    stopRequested: (agents) => void quit.endNow(agents),
    failed(failure) {
      tellFailure(failure);
      exitCode = 1;
      void quit.endNow("keep");
    },
  });

  function act(action: TrayAction): void {
    switch (action.do) {
      case "open":
        return main.show();
      case "attention":
        return main.send({ kind: "run", command: "attention.next" });
      case "new-item":
        return main.send({ kind: "run", command: "item.create" });
      case "show":
        return main.send({ kind: "show", about: action.about });
      case "freeze":
        return void core.link?.client.call("workspace.freeze", {});
      case "thaw":
        return void core.link?.client.call("workspace.thaw", {});
      case "quit":
        return void quit.request();
    }
  }

  /** What was clicked elsewhere: on the command line of a start, or told by the system. */
  function open({ link, file }: Pick<LaunchArguments, "link" | "file">): void {
    if (link !== undefined) desk.openLink(link);
    if (file !== undefined) desk.openFile(file);
  }

  serveApp(places.page);
  servePorts(
    () => main.window,
    () => core.link,
    main.listens,
  );
  tray.show(undefined);
  main.show();
  open(launch);
  hearOpened = () => {
    for (const url of opened.links.splice(0)) open({ link: parseDeepLink(url), file: undefined });
    for (const file of opened.files.splice(0)) open({ link: undefined, file });
  };
  hearOpened();
  // Installers do it as well; a checkout leaves the user's system as it is.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);

  app.on("second-instance", (_event, argv, cwd) => {
    main.show();
    const again = argumentsOf(argv);
    if (again.demo) void core.link?.client.call("demo.start", {});
    open({ link: again.link, file: again.file === undefined ? undefined : path.resolve(cwd, again.file) });
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
