/** What the page remembers over reloads. Losing it loses comfort, never work. */
export interface KeyValueStorage {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** The browser's storage; where it is full or forbidden, what is set lasts as long as the page. */
export function browserStorage(area: Storage): KeyValueStorage {
  const fallback = new Map<string, string>();
  return {
    get(key) {
      try {
        // What could not be kept is newer than what was.
        return fallback.get(key) ?? area.getItem(key) ?? undefined;
      } catch {
        return fallback.get(key);
      }
    },
    set(key, value) {
      try {
        area.setItem(key, value);
        fallback.delete(key);
      } catch {
        fallback.set(key, value);
      }
    },
    remove(key) {
      fallback.delete(key);
      try {
        area.removeItem(key);
      } catch {
        // Nothing was kept there then.
      }
    },
  };
}

export function memoryStorage(): KeyValueStorage {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
  };
}
