import { expect, test } from "vitest";
import { browserStorage, memoryStorage, storageOfWindow } from "./storage.ts";

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

test("a window finds its own panes again, and a new one those that were laid out last", () => {
  const shared = memoryStorage();
  const [one, other] = [storageOfWindow(memoryStorage(), shared), storageOfWindow(memoryStorage(), shared)];
  one.set("drover.layout", "mine");
  other.set("drover.layout", "theirs");
  one.set("drover.tips", "all seen");
  expect([one.get("drover.layout"), other.get("drover.layout")]).toEqual(["mine", "theirs"]);
  expect(other.get("drover.tips")).toBe("all seen");
  expect(storageOfWindow(memoryStorage(), shared).get("drover.layout")).toBe("theirs");
  one.remove("drover.layout");
  expect(one.get("drover.layout")).toBeUndefined();
});
