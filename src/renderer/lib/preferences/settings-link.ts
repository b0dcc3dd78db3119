import { type StoreApi, createStore } from "zustand/vanilla";
import type { InputOf } from "../../../shared/contract/contract.ts";
import type { SettingsView } from "../../../shared/contract/settings.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../clock.ts";
import type { Connection } from "../connection/connection.ts";
import { follow } from "../connection/follow.ts";
import type { KeyValueStorage } from "../storage.ts";
import {
  type Pending,
  type PendingChange,
  changesOf,
  isPreference,
  overlaidView,
  pendingOf,
  readPending,
  settle,
} from "./pending-changes.ts";
import type { PreferenceChange, PreferenceStore } from "./preference-store.ts";

export type SettingChanges = InputOf<"settings.set">["changes"];

/** What the page knows of the settings, and its way to change them. */
export interface SettingsLink {
  /** As the core last told them; undefined until it has. */
  readonly store: StoreApi<SettingsView | undefined>;
  /**
   * Changes settings at once, all or none; null takes one back to its default. Without a connection, preferences wait for
   * one, and anything else is refused.
   */
  set(changes: SettingChanges): Promise<Result<unknown>>;
}

export interface SettingsLinkDeps {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly storage: KeyValueStorage;
  /** Two places changed one preference without knowing of each other. `kept` holds, of `here` or of the `core`. */
  conflict(found: { readonly key: string; readonly kept: "here" | "core"; readonly value: unknown }): void;
  failed(failure: Failure): void;
}

/** A link, and what the page's preferences are kept with. */
export interface PreferenceKeeper extends SettingsLink {
  /** Writes a change down; while there is no connection it waits, also over a reload of the page. */
  keep(change: PreferenceChange): void;
  /** Shows from now on what the core tells. */
  show(preferences: PreferenceStore): void;
}

const KEY = "drover.preferences.pending";

/** Keeps the page's preferences in step with the settings file, by way of the core. The later of two changes holds. */
export function createSettingsLink(deps: SettingsLinkDeps): PreferenceKeeper {
  const { connection, clock, storage } = deps;
  const store = createStore<SettingsView | undefined>(() => undefined);
  let shown: PreferenceStore | undefined;
  let pending: Pending = readPending(storage.get(KEY));
  let isSending = false;
  /** Nothing is sent before it is known what the core says: it may know better. */
  let isSettled = false;

  function remember(next: Pending): void {
    pending = next;
    if (pending.size === 0) storage.remove(KEY);
    else storage.set(KEY, JSON.stringify([...pending]));
  }

  /** As the core last told it. */
  let told: SettingsView | undefined;

  function take(view: SettingsView): void {
    told = view;
    present();
  }

  /** Shows what the core says, with what it does not know yet. */
  function present(): void {
    if (told === undefined) return;
    const view = overlaidView(told, pending);
    store.setState(view, true);
    shown?.receive(view.preferences);
  }

  function wait(changes: ReadonlyMap<string, PendingChange["value"]>): void {
    const made = pendingOf(changes, { at: clock.now(), known: told?.preferences, pending });
    remember(new Map([...pending, ...made]));
    present();
    void send();
  }

  async function send(): Promise<void> {
    if (isSending || !isSettled || pending.size === 0 || connection.state.getState().phase !== "connected") return;
    const sent = new Map(pending);
    isSending = true;
    const answer = await connection.client.call("settings.set", {
      changes: Object.fromEntries([...sent].map(([key, { value }]) => [key, value])),
    });
    isSending = false;
    if (!answer.ok && answer.error.code === "disconnected") return;
    // What was changed again meanwhile is sent again.
    remember(new Map([...pending].filter(([key, one]) => sent.get(key) !== one)));
    if (answer.ok) take(answer.value);
    else {
      deps.failed(answer.error);
      present();
    }
    await send();
  }

  follow(connection, clock, {
    verb: "settings.watch",
    input: {},
    begin() {
      isSettled = false;
      return undefined;
    },
    event(view) {
      if (!isSettled) {
        isSettled = true;
        const { left, conflicts } = settle(pending, view);
        remember(left);
        for (const found of conflicts) deps.conflict(found);
      }
      take(view);
      void send();
    },
  });

  return {
    store,
    async set(changes) {
      if (connection.state.getState().phase !== "connected" && told !== undefined) {
        const known = told.preferences;
        if (Object.keys(changes).every((key) => isPreference(known, key))) {
          wait(new Map(Object.entries(changes)));
          return ok();
        }
      }
      const answer = await connection.client.call("settings.set", { changes });
      if (answer.ok) take(answer.value);
      return answer;
    },
    keep(change) {
      wait(changesOf(change));
    },
    show(preferences) {
      shown = preferences;
      present();
    },
  };
}
