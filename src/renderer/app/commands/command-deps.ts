import type { QueryClient } from "@tanstack/react-query";
import type { Actions } from "../../lib/actions.ts";
import type { AttentionStore } from "../../lib/attention/attention-store.ts";
import type { LayoutBook } from "../../lib/layouts/layout-book.ts";
import type { PaneHost } from "../../lib/panes.ts";
import type { Platform } from "../../lib/platform.ts";
import type { SessionStore } from "../../lib/server-state/session-store.ts";
import type { KnownCommands } from "../../lib/tips/known-commands.ts";
import type { Toasts } from "../../lib/toasts.ts";
import type { PreferenceStore } from "../../lib/preferences/preference-store.ts";
import type { UiStore } from "../../lib/ui-state.ts";

/** What commands act with. */
export interface CommandDeps {
  readonly ui: UiStore;
  readonly preferences: PreferenceStore;
  readonly knownCommands: KnownCommands;
  readonly panes: PaneHost;
  readonly layouts: LayoutBook;
  readonly actions: Actions;
  readonly toasts: Toasts;
  readonly queries: QueryClient;
  readonly sessions: SessionStore;
  readonly attention: AttentionStore;
  readonly platform: Platform;
}
