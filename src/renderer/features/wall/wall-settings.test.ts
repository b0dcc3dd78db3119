import { expect, test } from "vitest";
import { memoryStorage } from "../../lib/storage.ts";
import { createWallSettings } from "./wall-settings.ts";

test("how the user looks at the wall is there again the next time", () => {
  const storage = memoryStorage();
  createWallSettings(storage).setState({ size: 4, order: "project", filter: "waiting" });
  expect(createWallSettings(storage).getState()).toEqual({ size: 4, order: "project", filter: "waiting" });
});

test.each(["", "{", "[]", '{"size":99,"order":"colour","filter":7}', '{"size":"2"}'])(
  "what makes no sense (%s) is as if nothing had been kept",
  (kept) => {
    const storage = memoryStorage();
    storage.set("drover.wall", kept);
    const { size, order, filter } = createWallSettings(storage).getState();
    expect([order, filter]).toEqual(["attention", "all"]);
    expect(size).toBeLessThanOrEqual(5);
  },
);
