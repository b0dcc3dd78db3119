import { type ReactNode, createContext, use } from "react";
import { useStore } from "zustand";
import type { Actions } from "./actions.ts";
import type { AttentionStore } from "./attention/attention-store.ts";
import type { CellSource } from "./cells/cell-source.ts";
import type { CommandId } from "./commands/catalogue.ts";
import type { KeyMap } from "./commands/key-map.ts";
import type { Connection } from "./connection/connection.ts";
import type { LayoutBook } from "./layouts/layout-book.ts";
import type { PageNotices } from "./notifications/page-notices.ts";
import type { PaneHost } from "./panes.ts";
import type { Platform } from "./platform.ts";
import type { Preferences } from "../../shared/model/preferences.ts";
import type { PreferenceStore } from "./preferences/preference-store.ts";
import type { SettingsLink } from "./preferences/settings-link.ts";
import type { FeedStore } from "./server-state/feed-store.ts";
import type { NotificationStore } from "./server-state/notification-store.ts";
import type { SessionStore } from "./server-state/session-store.ts";
import type { KeyValueStorage } from "./storage.ts";
import type { KnownCommands } from "./tips/known-commands.ts";
import type { Toasts } from "./toasts.ts";
import type { UiState, UiStore } from "./ui-state.ts";

/**
 * Runs a command of the one registry, as palette, keys and menus do. A name it does not know does nothing. `target` is what
 * it acts on, by id; without it that is what has the focus, and where nothing has, it is asked for.
 */
export type RunCommand = (id: CommandId | (string & {}), target?: string) => void;

/** What the page is made of, built once in app/bootstrap and handed down by context. */
export interface Services {
  readonly platform: Platform;
  readonly storage: KeyValueStorage;
  readonly connection: Connection;
  readonly sessions: SessionStore;
  /** The screens of all agents, small and live. */
  readonly cells: CellSource;
  readonly feed: FeedStore;
  readonly attention: AttentionStore;
  readonly notifications: NotificationStore;
  readonly notices: PageNotices;
  readonly ui: UiStore;
  readonly preferences: PreferenceStore;
  readonly settings: SettingsLink;
  /** Whose tips are not shown any more. */
  readonly knownCommands: KnownCommands;
  readonly keyMap: KeyMap;
  readonly panes: PaneHost;
  readonly layouts: LayoutBook;
  readonly toasts: Toasts;
  readonly actions: Actions;
  readonly runCommand: RunCommand;
}

const ServicesContext = createContext<Services | undefined>(undefined);

export function ServicesProvider({ services, children }: { services: Services; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === undefined) throw new Error("useServices stands outside of ServicesProvider");
  return services;
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useServices().ui.store, select);
}

/** What the user prefers; `select` takes as little of it as is drawn. */
export function usePreferences<T>(select: (preferences: Preferences) => T): T {
  return useStore(useServices().preferences.store, select);
}
