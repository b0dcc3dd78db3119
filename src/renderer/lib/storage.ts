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

/**
 * How panes stand is each window's own: a reload brings back this window's, whatever another one did since; a new window
 * begins with the latest of all.
 */
export function storageOfWindow(own: KeyValueStorage, shared: KeyValueStorage): KeyValueStorage {
  const isOwn = (key: string) => key.startsWith("drover.layout");
  return {
    get: (key) => (isOwn(key) ? own.get(key) : undefined) ?? shared.get(key),
    set(key, value) {
      if (isOwn(key)) own.set(key, value);
      shared.set(key, value);
    },
    remove(key) {
      if (isOwn(key)) own.remove(key);
      shared.remove(key);
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
