import { type StoreApi, createStore } from "zustand/vanilla";
import type { KeyValueStorage } from "../storage.ts";
import { parseJson } from "../ui-state.ts";

/** Commands whose tip the user has put away, or has no need of since they ran the command. */
export interface KnownCommands {
  readonly store: StoreApi<ReadonlySet<string>>;
  add(command: string): void;
  /** All tips come again. */
  forget(): void;
}

const KEY = "drover.tips";

export function createKnownCommands(storage: KeyValueStorage): KnownCommands {
  const store = createStore<ReadonlySet<string>>(() => read(storage));
  return {
    store,
    add(command) {
      const known = store.getState();
      if (known.has(command)) return;
      const next = new Set([...known, command]);
      store.setState(next, true);
      storage.set(KEY, JSON.stringify([...next]));
    },
    forget() {
      store.setState(new Set(), true);
      storage.remove(KEY);
    },
  };
}

function read(storage: KeyValueStorage): ReadonlySet<string> {
  const value = parseJson(storage.get(KEY));
  return new Set(Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);
}
