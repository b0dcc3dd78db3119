import { type StoreApi, createStore } from "zustand/vanilla";
import { boundCommands, isPrefix } from "../../../shared/commands/bound-commands.ts";
import type { PreferenceStore } from "../preferences/preference-store.ts";
import { type CommandId, type CommandInfo, commandCatalogue } from "./catalogue.ts";
import type { PendingKeys } from "./key-matcher.ts";

/** A command with the keys it has now. */
export type BoundCommand = CommandInfo & { readonly id: CommandId; readonly keys: readonly string[] };

export interface KeyMapState {
  readonly commands: readonly BoundCommand[];
  readonly byId: ReadonlyMap<string, BoundCommand>;
  /** Empty where there is none, or none that could be one. */
  readonly prefix: string;
  /** The sequence under way. */
  readonly pending: PendingKeys | undefined;
  /** It has stood for so long that what may follow is shown. */
  readonly isHinting: boolean;
}

/** The one place that knows which keys mean what now: keys, palette, menus, hints and the key map all read it. */
export interface KeyMap {
  readonly store: StoreApi<KeyMapState>;
  setPending(pending: PendingKeys | undefined, isHinting: boolean): void;
}

export function createKeyMap(preferences: PreferenceStore): KeyMap {
  const store = createStore<KeyMapState>(() => ({
    ...bound(preferences.store.getState().keys),
    pending: undefined,
    isHinting: false,
  }));
  preferences.store.subscribe(({ keys }, before) => {
    if (keys !== before.keys) store.setState(bound(keys));
  });
  return {
    store,
    setPending(pending, isHinting) {
      const now = store.getState();
      if (now.pending !== pending || now.isHinting !== isHinting) store.setState({ pending, isHinting });
    },
  };
}

function bound(keys: Parameters<typeof boundCommands>[1]): Pick<KeyMapState, "commands" | "byId" | "prefix"> {
  const commands = boundCommands<CommandInfo & { readonly id: CommandId }>(commandCatalogue, keys);
  return {
    commands,
    byId: new Map(commands.map((command) => [command.id, command])),
    prefix: isPrefix(keys.prefix) ? keys.prefix : "",
  };
}
