import { QueryClient, onlineManager } from "@tanstack/react-query";
import { createActions } from "../lib/actions.ts";
import { createCellSource } from "../lib/cells/cell-source.ts";
import { pageClock } from "../lib/clock.ts";
import { type Connection, createConnection } from "../lib/connection/connection.ts";
import { createKeyMap } from "../lib/commands/key-map.ts";
import { createPageNotices } from "../lib/notifications/page-notices.ts";
import { createPreferenceStore } from "../lib/preferences/preference-store.ts";
import { createSettingsLink } from "../lib/preferences/settings-link.ts";
import { createLayoutBook } from "../lib/layouts/layout-book.ts";
import { createPaneHost } from "../lib/panes.ts";
import type { RunCommand, Services } from "../lib/services.tsx";
import { timeBoundClient } from "../lib/past/time-bound-client.ts";
import { createAttentionStore } from "../lib/attention/attention-store.ts";
import { createFeedStore } from "../lib/server-state/feed-store.ts";
import { followCore } from "../lib/server-state/live.ts";
import { createNotificationStore } from "../lib/server-state/notification-store.ts";
import { isOfItems, queryKeys } from "../lib/server-state/query-keys.ts";
import { createSessionStore } from "../lib/server-state/session-store.ts";
import { showSubject } from "../lib/show-subject.ts";
import { browserStorage, storageOfWindow } from "../lib/storage.ts";
import { createKnownCommands } from "../lib/tips/known-commands.ts";
import { createToasts } from "../lib/toasts.ts";
import { createUiStore } from "../lib/ui-state.ts";
import { createCommandRunner } from "./commands/command-runner.ts";
import { listenToKeys } from "./commands/listen-to-keys.ts";
import { followRoute } from "./follow-route.ts";
import { keepTypedAhead } from "./commands/type-ahead.ts";
import { browserWires, takeToken } from "./browser-wires.ts";
import { desktopWires } from "./desktop-wires.ts";
import { createUserTeller } from "./notify.ts";
import { pagePlatform } from "./page-platform.ts";
import { applyLook } from "./look.ts";
import { sayWhatBecomes } from "./preference-toasts.ts";

/** Told in the hello; the core refuses what it cannot serve by protocol number, not by this. */
const VERSION = "0.1.0";

/** Builds what the page is made of. The only place in the renderer that does. */
export function bootstrap(page: Window): { readonly services: Services; readonly queries: QueryClient } {
  const session = browserStorage(page.sessionStorage);
  const storage = storageOfWindow(session, browserStorage(page.localStorage));
  const platform = pagePlatform(page);
  const source =
    page.drover === undefined
      ? browserWires(page, takeToken(page, session), VERSION)
      : desktopWires(page, page.drover, VERSION);
  const clock = pageClock;
  const ui = createUiStore(storage);
  const knownCommands = createKnownCommands(storage);
  const wired = createConnection({ source, clock, random: Math.random });
  const toasts = createToasts();
  const settings = createSettingsLink({ connection: wired, clock, storage, ...sayWhatBecomes(toasts) });
  const preferences = createPreferenceStore(storage, settings.keep);
  settings.show(preferences);
  const connection = { ...wired, client: timeBoundClient(wired.client, () => ui.store.getState().past) };
  const queries = createQueries(connection);
  const keyMap = createKeyMap(preferences);
  const panes = createPaneHost();
  const sessions = createSessionStore(clock);
  const cells = createCellSource({ connection, sessions, clock });
  const feed = createFeedStore(clock);
  const attention = createAttentionStore();
  const notices = createPageNotices(window, page.drover !== undefined);
  const notifications = createNotificationStore(storage);
  const actions = createActions({ client: connection.client, queries, toasts, ui, panes });
  const { client } = connection;
  const layouts = createLayoutBook({ client, attempt: actions.attempt, panes, toasts, ui, storage });
  const run = createCommandRunner({
    ui,
    preferences,
    knownCommands,
    panes,
    layouts,
    actions,
    toasts,
    queries,
    sessions,
    attention,
    platform,
  });

  const runCommand: RunCommand = (id, target) => {
    knownCommands.add(id);
    run(id, target);
  };

  applyLook(page, preferences);
  listenToKeys(page, { runCommand, keyMap, ui, platform, clock });
  keepTypedAhead(page, ui);
  const teller = createUserTeller({ clock, toasts, panes, ui, preferences, desktop: notices });
  followCore({
    connection,
    clock,
    queries,
    sessions,
    feed,
    attention,
    notifications,
    isOfNow: () => ui.store.getState().past === undefined,
    isWanted: teller.isWanted,
    notify: teller.tell,
  });
  settings.store.subscribe((now, before) => {
    // Runtimes, and what is wrong with the file, are no events of the ledger.
    if (before === undefined || now?.changedAt === before.changedAt) return;
    for (const queryKey of [queryKeys.overview, queryKeys.runtimes, queryKeys.health]) {
      void queries.invalidateQueries({ queryKey });
    }
  });
  ui.store.subscribe(({ past }, before) => {
    if (past !== before.past) void queries.invalidateQueries({ predicate: ({ queryKey }) => isOfItems(queryKey[0]) });
  });
  page.drover?.onCommand((command) => {
    if (command.kind === "run") runCommand(command.command);
    else if (command.kind === "show") showSubject({ panes, ui }, command.about);
    else ui.openDialog({ kind: "import", file: new File([command.text], command.name) });
  });
  followRoute(page, (about) => {
    showSubject({ panes, ui }, about);
  });
  page.addEventListener("online", connection.retry);
  page.document.addEventListener("visibilitychange", () => {
    cells.setPageHidden(page.document.hidden);
  });
  connection.state.subscribe(({ phase }, before) => {
    if (phase === "connected" && before.phase !== "connected") void layouts.read();
  });
  connection.start();
  return {
    queries,
    services: {
      platform,
      storage,
      connection,
      sessions,
      cells,
      feed,
      attention,
      notifications,
      notices,
      ui,
      preferences,
      settings,
      knownCommands,
      keyMap,
      panes,
      layouts,
      toasts,
      actions,
      runCommand,
    },
  };
}

/** What events do not make stale stays fresh; while there is no connection nothing is asked. */
function createQueries(connection: Connection): QueryClient {
  onlineManager.setEventListener((setOnline) =>
    connection.state.subscribe((state) => {
      setOnline(state.phase === "connected");
    }),
  );
  onlineManager.setOnline(false);
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        retry: 1,
        refetchOnWindowFocus: false,
        refetchOnReconnect: "always",
      },
    },
  });
}
