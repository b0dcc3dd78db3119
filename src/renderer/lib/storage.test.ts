import { expect, test } from "vitest";
import { browserStorage } from "./storage.ts";

/** A browser's storage that has room as long as it is told so. */
function area() {
  const values = new Map<string, string>();
  const room = { isThere: true };
  const storage: Storage = {
    getItem: (key) => values.get(key) ?? null,
    setItem(key, value) {
      if (!room.isThere) throw new DOMException("full", "QuotaExceededError");
      values.set(key, value);
    },
    removeItem: (key) => void values.delete(key),
    clear: () => {
      values.clear();
    },
    key: () => null,
    length: 0,
  };
  return { room, storage };
}

test("where there is no more room, the page still has what was set last, and not what was kept before", () => {
  const { room, storage } = area();
  const kept = browserStorage(storage);
  kept.set("layout", "old");
  room.isThere = false;
  kept.set("layout", "new");
  expect(kept.get("layout")).toBe("new");
  room.isThere = true;
  kept.set("layout", "newest");
  expect(kept.get("layout")).toBe("newest");
  expect(storage.getItem("layout")).toBe("newest");
});
